"""A mentor's own terms and hours, and what a change of them leaves uncovered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.core.clock import now
from app.core.prepared import prepared
from app.extensions import db
from app.mentoring.holidays import closed_days
from app.mentoring.models import (
    KINDS,
    AvailabilityWindow,
    DateOverride,
    MentoringSession,
    MentorProfile,
    Mentorship,
    MentorTopic,
)
from app.mentoring.queries.pairs import Pair, pair_of, with_pair
from app.mentoring.slots import Hours, Window
from app.mentoring.wallclock import Minutes, stretches

_AHEAD = 200
"""Days after the horizon for which holidays are looked up: sessions booked under a longer one."""


def profile_of(person_id: str) -> MentorProfile | None:
    """The profile, whatever its state."""
    return db.session.get(MentorProfile, person_id)


def topics_of(person_id: str) -> list[str]:
    """The codes of what this mentor helps with."""
    return sorted(db.session.execute(select(MentorTopic.topic).where(MentorTopic.person_id == person_id)).scalars())


def windows_of(person_id: str) -> list[Window]:
    """The weekly hours, in order."""
    return [Window(*row) for row in _windows(person_id)]


@prepared
def _windows(person_id: Any) -> Any:
    window = AvailabilityWindow
    query = select(window.weekday, window.start_minute, window.end_minute, window.kind)
    query = query.where(window.person_id == person_id)
    return query.order_by(window.weekday, window.start_minute, window.kind).limit(200)


def exceptions_of(person_id: str, since: date) -> list[Any]:
    """The dates with other hours, from `since` on: (day, windows, note)."""
    return list(_exceptions(person_id, since))


@prepared
def _exceptions(person_id: Any, since: Any) -> Any:
    query = select(DateOverride.day, DateOverride.windows, DateOverride.note)
    query = query.where(DateOverride.person_id == person_id, DateOverride.day >= since)
    return query.order_by(DateOverride.day).limit(400)


def local_today(zone: str, at: datetime | None = None) -> date:
    """Today's date there."""
    return (at or now()).astimezone(ZoneInfo(zone)).date()


def state_of(state: str, paused_until: date | None, zone: str) -> str:
    """A profile's state as it stands: a break ends when its date begins there, whether that is noted already or not."""
    over = state == "paused" and paused_until is not None and paused_until <= local_today(zone)
    return "published" if over else state


def hours_of(profile: MentorProfile, kind: str = "session") -> Hours:
    """The profile as slots.py reads it."""
    since = local_today(profile.timezone) - timedelta(days=3)
    exceptions = [(day, told) for day, told, _note in exceptions_of(profile.person_id, since)]
    return hours_from(profile, windows_of(profile.person_id), exceptions, kind)


def hours_from(
    profile: MentorProfile, windows: Iterable[Window], exceptions: Iterable[tuple[date, Any]], kind: str = "session"
) -> Hours:
    """The same from what was read before: single days first, then public holidays that are taken, then the week."""
    since = local_today(profile.timezone) - timedelta(days=3)
    last = since + timedelta(days=profile.horizon_days + _AHEAD)
    overrides: dict[date, tuple[Minutes, ...]] = dict.fromkeys(
        closed_days(profile.holidays_of, profile.worked_holidays, since, last), ()
    )
    for day, told in exceptions:
        overrides[day] = tuple((start, end) for start, end in told)
    return Hours(
        timezone=profile.timezone, weekly=tuple(windows), overrides=overrides,
        session_minutes=profile.session_minutes, first_talk_minutes=profile.first_talk_minutes,
        notice_hours=profile.notice_hours, horizon_days=profile.horizon_days, buffer_before=profile.buffer_before,
        buffer_after=profile.buffer_after, weekly_limit=profile.weekly_limit, hours_month=profile.hours_month,
        kind=kind,
    )  # fmt: skip


def uncovered_sessions(profile: MentorProfile, hours: Hours) -> list[tuple[MentoringSession, Pair]]:
    """Booked sessions that the hours no longer cover (all of them while paused): kept, listed, asked about (T3)."""
    query = with_pair(
        select(MentoringSession).join(Mentorship, Mentorship.id == MentoringSession.mentorship_id),
        MentoringSession,
        Mentorship.innovation_id,
    ).where(
        MentoringSession.mentor_id == profile.person_id,
        MentoringSession.state.in_(("requested", "confirmed")),
        MentoringSession.starts_at > now(),
    )
    rows = db.session.execute(query.order_by(MentoringSession.starts_at).limit(100)).all()
    paused = state_of(profile.state, profile.paused_until, profile.timezone) == "paused"
    return [(row[0], pair_of(row)) for row in rows if paused or not _covers(hours, row[0])]


def _covers(hours: Hours, session: MentoringSession) -> bool:
    day = session.starts_at.astimezone(ZoneInfo(hours.timezone)).date()
    windows = hours.of_kind(session.kind if session.kind in KINDS else "session").windows_on(day)
    pieces: Iterable[tuple[datetime, datetime]] = stretches(hours.timezone, windows, day)
    return any(start <= session.starts_at and session.ends_at <= end for start, end in pieces)
