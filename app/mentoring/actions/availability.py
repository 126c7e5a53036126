"""When a mentor is free: hours, single days, holidays, terms of booking. No session is cancelled silently (T3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta

from flask_babel import gettext as _
from sqlalchemy import delete, func, select

from app.core.action import action
from app.core.rules import Actor, Refused
from app.extensions import db
from app.mentoring.actions.profile import own_profile, record_of
from app.mentoring.actions.sessions import cancel_along
from app.mentoring.events import MentorProfileChanged
from app.mentoring.holidays import known_countries
from app.mentoring.models import AvailabilityWindow, DateOverride, MentorProfile
from app.mentoring.queries.affected import Affected, affected_by_days, affected_by_holidays, affected_by_week
from app.mentoring.queries.profiles import local_today, windows_of
from app.mentoring.slots import Window

LATEST_EXCEPTION = timedelta(days=731)
MOST_EXCEPTIONS = 366
LONGEST_RANGE = 92
"""Days that can be set at once."""


@dataclass(frozen=True)
class Booking:
    """On what terms times can be booked. Limits are None for no limit; hours a month count all kinds of session."""

    notice_hours: int = 24
    horizon_days: int = 56
    buffer_before: int = 0
    buffer_after: int = 0
    weekly_limit: int | None = None
    hours_month: int | None = None


@action
def save_booking(actor: Actor, booking: Booking) -> MentorProfile:
    """Change the terms of booking; they hold for what is booked from now on (B5)."""
    profile = own_profile(actor)
    told = {field.name: getattr(booking, field.name) for field in fields(Booking)}
    changed = {name: value for name, value in told.items() if getattr(profile, name) != value}
    for name, value in changed.items():
        setattr(profile, name, value)
    if changed:
        record_of(actor, MentorProfileChanged, "booking")
    return profile


@action
def save_hours(actor: Actor, windows: Sequence[Window], affected: str = "") -> MentorProfile:
    """Replace the weekly hours. The same hours again change and record nothing (A1).

    `affected`: what becomes of booked sessions that they no longer cover ("keep", "cancel"); asked when there are (T3).
    """
    profile = own_profile(actor)
    wanted = sorted(windows, key=lambda w: (w.weekday, w.start_minute, w.kind))
    if wanted == windows_of(actor.id):
        return profile
    lost = affected_by_week(profile, wanted)
    db.session.execute(delete(AvailabilityWindow).where(AvailabilityWindow.person_id == actor.id))
    db.session.add_all(
        AvailabilityWindow(
            person_id=actor.id, weekday=w.weekday, start_minute=w.start_minute, end_minute=w.end_minute, kind=w.kind
        )
        for w in wanted
    )
    record_of(actor, MentorProfileChanged, "hours")
    settle_affected(actor, lost, affected)
    return profile


@action
def set_exception(
    actor: Actor,
    day: date,
    windows: Sequence[tuple[int, int]],
    note: str = "",
    last: date | None = None,
    affected: str = "",
) -> MentorProfile:
    """Other hours on one local date, or on all up to `last`; none closes them (T3). What was set there is replaced.

    `affected`: what becomes of booked sessions that the days no longer cover ("keep", "cancel"); asked when there are.
    """
    profile, last = own_profile(actor), last or day
    _check_range(profile, day, last)
    days = [day + timedelta(days=n) for n in range((last - day).days + 1)]
    told = [list(pair) for pair in sorted(windows)]
    kept = {one.day: one for one in _overrides(actor.id, days)}
    if all(one in kept and (kept[one].windows, kept[one].note) == (told, note) for one in days):
        return profile
    lost = affected_by_days(profile, days, [(start, end) for start, end in sorted(windows)])
    _keep_few(actor.id, local_today(profile.timezone), len(days) - len(kept))
    for one in days:
        found = kept.get(one) or DateOverride(person_id=actor.id, day=one)
        found.windows, found.note = told, note
        db.session.add(found)
    record_of(actor, MentorProfileChanged, "exceptions")
    settle_affected(actor, lost, affected)
    return profile


def _check_range(profile: MentorProfile, day: date, last: date) -> None:
    today = local_today(profile.timezone)
    if day < today:
        raise Refused(_("This day is over. Choose today or a later one."), "day")
    if last < day:
        raise Refused(_("The last day is before the first. Choose a later one, or leave it empty for one day."), "last")
    if max(day, last) > today + LATEST_EXCEPTION:
        raise Refused(_("Choose a day within the next two years."), "day" if day == last else "last")
    if (last - day).days >= LONGEST_RANGE:
        words = _("Set at most %(n)d days at once. For a longer time away, take a break.", n=LONGEST_RANGE)
        raise Refused(words, "last")


def _overrides(person_id: str, days: Sequence[date]) -> list[DateOverride]:
    query = select(DateOverride).where(DateOverride.person_id == person_id, DateOverride.day.between(days[0], days[-1]))
    return list(db.session.execute(query.limit(LONGEST_RANGE)).scalars())


def _keep_few(person_id: str, today: date, more: int) -> None:
    """Days that are over are of no more use; of those to come there can be one per day of a year."""
    old = DateOverride.day < today - timedelta(days=7)
    db.session.execute(delete(DateOverride).where(DateOverride.person_id == person_id, old))
    count = select(func.count()).select_from(DateOverride).where(DateOverride.person_id == person_id)
    if db.session.execute(count).scalar_one() + more > MOST_EXCEPTIONS:
        raise Refused(
            _("That is too many single days: at most %(n)d. Change your weekly hours instead.", n=MOST_EXCEPTIONS),
            "day",
        )


@action
def remove_exception(actor: Actor, day: date) -> MentorProfile:
    """Back to the weekly hours on that date. Removing it twice is nothing."""
    profile = own_profile(actor)
    found = db.session.get(DateOverride, (actor.id, day))
    if found is not None:
        db.session.delete(found)
        record_of(actor, MentorProfileChanged, "exceptions")
    return profile


@action
def save_holidays(actor: Actor, country: str, worked: Sequence[date], affected: str = "") -> MentorProfile:
    """Take the public holidays of a country ("" for none) but those that are worked; single days go before them."""
    profile = own_profile(actor)
    if country and country not in known_countries():
        raise Refused(_("The holidays of this country are not known. Set your days off as single days."), "country")
    days = sorted({day.isoformat() for day in worked}) if country else []
    if (profile.holidays_of, profile.worked_holidays) == (country, days):
        return profile
    lost = affected_by_holidays(profile, country, days)
    profile.holidays_of, profile.worked_holidays = country, days
    record_of(actor, MentorProfileChanged, "holidays")
    settle_affected(actor, lost, affected)
    return profile


def settle_affected(actor: Actor, lost: Sequence[Affected], answer: str) -> None:
    """Keep or cancel them as the mentor says; without a word nothing at all is changed (T3)."""
    if not lost or answer == "keep":
        return
    if answer != "cancel":
        raise Refused(_("Booked sessions are affected. Say what becomes of them."), "affected")
    for it in (one for one in lost if one.mentee):
        cancel_along(actor, it.session, _("The mentor is not free at this time any more."))
