"""When a mentor is free: the week, single days, holidays, terms of booking, and where they lead."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from app.mentoring import actions
from app.mentoring.forms.availability import BookingForm, ExceptionForm, HolidaysForm, HoursForm
from app.mentoring.fortnight import DAYS, Day, fortnight
from app.mentoring.holidays import holidays_of
from app.mentoring.models import KINDS, MentorProfile
from app.mentoring.queries.affected import affected_by_days, affected_by_holidays, affected_by_week, uncovered_sessions
from app.mentoring.queries.profiles import exceptions_of, local_today, profile_of, topics_of, windows_of
from app.mentoring.queries.times import times_of
from app.mentoring.slots import Hours
from app.mentoring.views import bp
from app.mentoring.views.answering import attempt, or_404
from app.mentoring.views.profile import head
from app.web.answers import invalid, leave, page
from app.web.form_pages import form_on
from app.web.gates import current_reader, participant

TEMPLATE = "mentoring/availability.html"


def _context(profile: MentorProfile, **forms: Any) -> dict[str, Any]:
    """All that the page shows; a form that is being answered is passed in, the others are as stored."""
    today, windows = local_today(profile.timezone), windows_of(profile.person_id)
    hours = forms.get("hours") or HoursForm(windows, formdata=None)
    exceptions = exceptions_of(profile.person_id, today)
    return head(profile, topics_of(profile.person_id)) | {
        "hours": hours,
        "kinds": bool(profile.first_talk_minutes or any(window.kind for window in windows)),
        "booking": forms.get("booking") or BookingForm(obj=profile, formdata=None),
        "exception": forms.get("exception") or ExceptionForm(formdata=None),
        "exceptions": exceptions,
        "holidays": forms.get("holidays") or _stored_holidays(profile, today),
        "affected": forms.get("affected") or [],
        "uncovered": uncovered_sessions(profile, times_of(profile).hours),
        "preview": _preview(profile, today, exceptions, forms.get("typed") or {}),
        "unsaved": bool(forms.get("typed")),
    }


def _stored_holidays(profile: MentorProfile, today: date) -> HolidaysForm:
    return HolidaysForm(today, profile.holidays_of, profile.worked_holidays, formdata=None)


def _preview(profile: MentorProfile, today: date, exceptions: list[Any], typed: dict[str, Any]) -> list[Day]:
    """The free times of two weeks by the mentor's own dates, as if published; `typed` stands in for what is stored."""
    slots = {}
    for kind in reversed(KINDS):
        times = times_of(profile, None, kind)
        times = replace(times, gate=None, hours=replace(times.hours, **typed))
        if times.minutes:
            slots[kind] = times.free(today, today + timedelta(days=DAYS - 1))
    return fortnight(today, profile.timezone, slots, _notes(profile, today, exceptions))


def _notes(profile: MentorProfile, today: date, exceptions: list[Any]) -> dict[date, str]:
    language = get_locale().language
    found = holidays_of(profile.holidays_of, today, today + timedelta(days=DAYS), language)
    notes = {
        day: _("%(name)s: you work", name=name) if day.isoformat() in profile.worked_holidays else name
        for day, name in found
    }
    return notes | {day: note or (_("other hours") if told else _("closed")) for day, told, note in exceptions}


def _again(status: int, **forms: Any) -> ResponseReturnValue:
    return invalid(TEMPLATE, status=status, **_context(_mine(), **forms))


def _back(message: str) -> ResponseReturnValue:
    return leave(url_for("mentoring.availability"), message)


def _mine() -> MentorProfile:
    return or_404(profile_of(current_reader().id))


@bp.get("/mentoring/profile/availability")
@participant
def availability() -> ResponseReturnValue:
    """The editor; without a profile there is nothing to be free for yet."""
    profile = profile_of(current_reader().id)
    if profile is None:
        return redirect(url_for("mentoring.profile"))
    return page(TEMPLATE, **_context(profile))


@bp.get("/mentoring/profile/availability/preview")
@participant
def availability_preview() -> ResponseReturnValue:
    """Where the hours and terms lead that are typed but not saved yet."""
    hours, booking = HoursForm(formdata=request.args), BookingForm(formdata=request.args, obj=_mine())
    typed = _typed(hours, booking, set(request.args))
    return page(TEMPLATE, "fortnight", **_context(_mine(), hours=hours, booking=booking, typed=typed))


def _typed(hours: HoursForm, booking: BookingForm, sent: set[str]) -> dict[str, Any]:
    """What can be read already of what is typed: whole windows, and terms that are fine."""
    hours.validate()
    booking.validate()
    terms = {field.name: field.data for field in booking if field.name in sent and not field.errors}
    for field in booking:  # what is left out of the address is not wrong
        field.errors = [] if field.name not in sent else field.errors
    shown = {name: value for name, value in terms.items() if name in Hours.__dataclass_fields__}
    return shown | ({"weekly": tuple(hours.week)} if any(name.startswith("d") for name in sent) else {})


@bp.post("/mentoring/profile/hours")
@participant
@form_on("mentoring.availability")
def profile_hours() -> ResponseReturnValue:
    """Save the weekly hours; or copy one day's into others, to be looked at and saved."""
    form = HoursForm()
    if "copy" in request.form:
        form.copy()
        form.validate()
        return _again(200, hours=form, typed={"weekly": tuple(form.week)})
    done, status = attempt(form, lambda: actions.save_hours(current_reader(), form.week, form.answer), "d0_0_from")
    if done is None:
        lost = affected_by_week(_mine(), form.week) if form.asks else []
        return _again(status, hours=form, affected=lost, typed={"weekly": tuple(form.week)} if lost else {})
    return _back(_("Saved. What is booked stays as you said."))


@bp.post("/mentoring/profile/booking")
@participant
@form_on("mentoring.availability")
def profile_booking() -> ResponseReturnValue:
    """Save the terms of booking."""
    form = BookingForm()
    done, status = attempt(
        form, lambda: actions.save_booking(current_reader(), actions.Booking(**form.data)), "notice_hours"
    )
    if done is None:
        return _again(status, booking=form)
    return _back(_("Saved. It holds for what is booked from now on."))


@bp.post("/mentoring/profile/exceptions")
@participant
@form_on("mentoring.availability")
def profile_exception() -> ResponseReturnValue:
    """Other hours on one day, or on several in a row."""
    me, form = current_reader(), ExceptionForm()
    done, status = attempt(form, lambda: actions.set_exception(
        me, form.day.data, form.told, form.note.data or "", form.last.data, form.answer), "day")  # fmt: skip
    if done is None:
        lost = affected_by_days(_mine(), form.days, form.told) if form.asks else []
        return _again(status, exception=form, affected=lost)
    return _back(_("Saved. What is booked stays as you said."))


@bp.post("/mentoring/profile/exceptions/<day>/removal")
@participant
@form_on("mentoring.availability")
def profile_exception_remove(day: str) -> ResponseReturnValue:
    """Back to the weekly hours on that day."""
    try:
        told = date.fromisoformat(day)
    except ValueError:
        abort(404)
    actions.remove_exception(current_reader(), told)
    return _back(_("Your weekly hours hold on that day again."))


@bp.post("/mentoring/profile/holidays")
@participant
@form_on("mentoring.availability")
def profile_holidays() -> ResponseReturnValue:
    """Whose public holidays are taken, and which are worked."""
    mine = _mine()
    form = HolidaysForm(local_today(mine.timezone))
    done, status = attempt(form, lambda: actions.save_holidays(
        current_reader(), form.country.data, form.days_worked, form.answer), "country")  # fmt: skip
    if done is None:
        worked = list(form.worked.data or ())
        lost = affected_by_holidays(mine, form.country.data, worked) if form.asks else []
        return _again(status, holidays=form, affected=lost)
    return _back(_("Saved. What is booked stays as you said."))
