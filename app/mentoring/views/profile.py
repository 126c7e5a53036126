"""A mentor's own profile: terms, weekly hours, single days, published or not."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from flask import abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.rules import Refused
from app.mentoring import actions
from app.mentoring.forms.profile import ExceptionForm, HoursForm, TermsForm
from app.mentoring.queries.profiles import (
    exceptions_of,
    local_today,
    profile_of,
    topics_of,
    uncovered_sessions,
    windows_of,
)
from app.mentoring.queries.times import times_of
from app.mentoring.views import bp
from app.mentoring.views.answering import attempt
from app.web.answers import invalid, leave, page
from app.web.gates import current_reader, participant
from app.web.language import timezone


def _context(**forms: Any) -> dict[str, Any]:
    """All that the page shows; a form that is being answered is passed in, the others are as stored."""
    me = current_reader()
    profile = profile_of(me.id)
    topics = topics_of(me.id)
    told = {"terms": forms.get("terms") or TermsForm(profile, timezone(), topics, formdata=None), "profile": profile}
    if profile is None:
        return told
    windows = windows_of(me.id)
    times = times_of(profile)
    today = local_today(profile.timezone)
    return told | {
        "hours": forms.get("hours") or HoursForm(windows, formdata=None),
        "exception": forms.get("exception") or ExceptionForm(formdata=None),
        "exceptions": exceptions_of(me.id, today),
        "missing": actions.what_is_missing(profile, topics, windows),
        "uncovered": uncovered_sessions(profile, times.hours),
        "preview": _preview(profile, times, today),
    }


def _preview(profile: Any, times: Any, today: date) -> list[tuple[date, list[Any]]]:
    """The free times of the next two weeks, by the mentor's own dates, as if published."""
    from dataclasses import replace

    zone = ZoneInfo(profile.timezone)
    slots = replace(times, gate=None).free(today, today + timedelta(days=13))
    return [(day, list(of_it)) for day, of_it in groupby(slots, lambda slot: slot.start.astimezone(zone).date())]


def _again(status: int, **forms: Any) -> ResponseReturnValue:
    return invalid("mentoring/profile.html", status=status, **_context(**forms))


def _back(message: str) -> ResponseReturnValue:
    return leave(url_for("mentoring.profile"), message)


@bp.get("/mentoring/profile")
@participant
def profile() -> ResponseReturnValue:
    """The editor."""
    return page("mentoring/profile.html", **_context())


@bp.post("/mentoring/profile")
@participant
def profile_save() -> ResponseReturnValue:
    """Save the terms."""
    me = current_reader()
    form = TermsForm(profile_of(me.id), timezone())
    done, status = attempt(form, lambda: actions.save_terms(me, actions.Terms(**form.terms())), "offer")
    if done is None:
        return _again(status, terms=form)
    return _back(_("Your mentor profile is saved."))


@bp.post("/mentoring/profile/hours")
@participant
def profile_hours() -> ResponseReturnValue:
    """Save the weekly hours."""
    form = HoursForm()
    done, status = attempt(form, lambda: actions.save_hours(current_reader(), form.week), "d0_0_from")
    if done is None:
        return _again(status, hours=form)
    return _back(_("Your weekly hours are saved. Booked sessions stay as they are."))


@bp.post("/mentoring/profile/exceptions")
@participant
def profile_exception() -> ResponseReturnValue:
    """Other hours on one day."""
    me, form = current_reader(), ExceptionForm()
    done, status = attempt(
        form, lambda: actions.set_exception(me, form.day.data, form.told, form.note.data or ""), "day"
    )
    if done is None:
        return _again(status, exception=form)
    return _back(_("Saved. Booked sessions stay as they are."))


@bp.post("/mentoring/profile/exceptions/<day>/removal")
@participant
def profile_exception_remove(day: str) -> ResponseReturnValue:
    """Back to the weekly hours on that day."""
    try:
        told = date.fromisoformat(day)
    except ValueError:
        abort(404)
    actions.remove_exception(current_reader(), told)
    return _back(_("Your weekly hours hold on that day again."))


@bp.post("/mentoring/profile/publication")
@participant
def profile_publish() -> ResponseReturnValue:
    """Publish, or return from a break."""
    form = TermsForm(profile_of(current_reader().id), timezone(), topics_of(current_reader().id), formdata=None)
    try:
        actions.publish_profile(current_reader())
    except Refused as refused:
        form.refuse(Refused(refused.reason, "offer"))
        return _again(422, terms=form)
    return _back(_("You can be asked as a mentor now."))


@bp.post("/mentoring/profile/pause")
@participant
def profile_pause() -> ResponseReturnValue:
    """Take a break."""
    actions.pause_profile(current_reader())
    return _back(_("You are on a break: nobody can ask you or book. Booked sessions stay as they are."))
