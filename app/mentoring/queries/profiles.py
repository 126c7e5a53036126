"""A mentor's own terms and hours, and what a change of them leaves uncovered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, or_, select

from app.core.clock import now
from app.core.prepared import prepared
from app.extensions import db
from app.mentoring.holidays import closed_days
from app.mentoring.models import AvailabilityWindow, DateOverride, MentorProfile, MentorSector, MentorTopic
from app.mentoring.slots import Hours, Window
from app.mentoring.wallclock import Minutes
from app.people.queries import Person
from app.reference.queries import Topic

_AHEAD = 200
"""Days after the horizon for which holidays are looked up: sessions booked under a longer one."""


def profile_of(person_id: str) -> MentorProfile | None:
    """The profile, whatever its state."""
    return db.session.get(MentorProfile, person_id)


def topics_of(person_id: str) -> list[str]:
    """The codes of what this mentor helps with."""
    return sorted(db.session.execute(select(MentorTopic.topic).where(MentorTopic.person_id == person_id)).scalars())


def stories_of(person_id: str) -> dict[str, str]:
    """What the mentor did in each of their topics: code and text, which may be empty; in the topics' order."""
    return {row.topic: row.story for row in _stories(person_id)}


@prepared
def _stories(person_id: Any) -> Any:
    query = select(MentorTopic.topic, MentorTopic.story).join(Topic, Topic.code == MentorTopic.topic)
    return query.where(MentorTopic.person_id == person_id).order_by(Topic.position).limit(500)


def sectors_of(person_id: str) -> list[str]:
    """The codes of the sectors this mentor knows."""
    return list(_sectors(person_id).scalars())


@prepared
def _sectors(person_id: Any) -> Any:
    return select(MentorSector.sector).where(MentorSector.person_id == person_id).order_by(MentorSector.sector)


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


def state_of(state: str, paused_until: date | None, zone: str, at: datetime | None = None) -> str:
    """A profile's state as it stands: a break ends when its date begins there, whether that is noted already or not."""
    over = state == "paused" and paused_until is not None and paused_until <= local_today(zone, at)
    return "published" if over else state


def breaks_over(at: datetime) -> list[tuple[MentorProfile, Person]]:
    """Mentors whose break has an end that has come, by their own clocks."""
    found = [(row[0], row[1]) for row in _ending(MentorProfile, Person, at=at)]
    return [(one, who) for one, who in found if state_of(one.state, one.paused_until, one.timezone, at) != "paused"]


def back_again(at: datetime) -> list[str]:
    """The ids of those; the worker has not written it down yet (see `is_published`)."""
    profile = MentorProfile
    rows = _ending(profile.person_id, profile.paused_until, profile.timezone, at=at)
    return [id_ for id_, until, zone in rows if state_of("paused", until, zone, at) != "paused"]


def _ending(*columns: Any, at: datetime) -> Any:
    tomorrow = (at + timedelta(days=1)).date()
    query = select(*columns).select_from(MentorProfile).join(Person, Person.id == MentorProfile.person_id)
    ending = (MentorProfile.state == "paused", MentorProfile.paused_until <= tomorrow, Person.state == "active")
    return db.session.execute(query.where(*ending).order_by(MentorProfile.paused_until).limit(500))


def is_published(back: Any) -> ColumnElement[bool]:
    """Can be asked: published, or one of those who are `back_again`. The same as `state_of` says of one."""
    return or_(MentorProfile.state == "published", MentorProfile.person_id.in_(back))


def hours_of(profile: MentorProfile, kind: str = "session", holidays: tuple[str, list[str]] | None = None) -> Hours:
    """The profile as slots.py reads it. `holidays` (a country, and the dates that are worked) stand in for its own."""
    since = local_today(profile.timezone) - timedelta(days=3)
    exceptions = [(day, told) for day, told, _note in exceptions_of(profile.person_id, since)]
    return hours_from(profile, windows_of(profile.person_id), exceptions, kind, holidays)


def hours_from(
    profile: MentorProfile,
    windows: Iterable[Window],
    exceptions: Iterable[tuple[date, Any]],
    kind: str = "session",
    holidays: tuple[str, list[str]] | None = None,
) -> Hours:
    """The same from what was read before: single days first, then public holidays that are taken, then the week."""
    since = local_today(profile.timezone) - timedelta(days=3)
    last = since + timedelta(days=profile.horizon_days + _AHEAD)
    country, worked = holidays or (profile.holidays_of, profile.worked_holidays)
    overrides: dict[date, tuple[Minutes, ...]] = dict.fromkeys(closed_days(country, worked, since, last), ())
    for day, told in exceptions:
        overrides[day] = tuple((start, end) for start, end in told)
    return Hours(
        timezone=profile.timezone, weekly=tuple(windows), overrides=overrides,
        session_minutes=profile.session_minutes, first_talk_minutes=profile.first_talk_minutes,
        notice_hours=profile.notice_hours, horizon_days=profile.horizon_days, buffer_before=profile.buffer_before,
        buffer_after=profile.buffer_after, weekly_limit=profile.weekly_limit, hours_month=profile.hours_month,
        kind=kind, back_on=profile.paused_until if profile.state == "paused" else None,
    )  # fmt: skip
