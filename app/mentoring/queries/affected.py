"""Booked sessions that a mentor's hours leave uncovered: listed and asked about, never cancelled silently (T3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.core.clock import now
from app.core.prepared import prepared
from app.mentoring.models import KINDS, MentoringSession, MentorProfile
from app.mentoring.queries.pairs import Who, zone_of
from app.mentoring.queries.profiles import hours_of, state_of
from app.mentoring.slots import Hours, Window
from app.mentoring.wallclock import Minutes, stretches
from app.people.queries import Person

MOST = 5000
"""Sessions ahead of one mentor: more than years have room for."""


@dataclass(frozen=True)
class Affected:
    """A booked session ahead. `mentee` is None for a group session, which has a `title`."""

    session: MentoringSession
    mentee: Who | None

    @property
    def title(self) -> str:
        return self.mentee.name if self.mentee else self.session.title


def uncovered_sessions(profile: MentorProfile, hours: Hours) -> list[Affected]:
    """What the hours, as they are, do not cover; during a break also all that lies in it."""
    broken = state_of(profile.state, profile.paused_until, profile.timezone) == "paused"
    ahead = _ahead(profile)
    return [
        it for it in ahead if not _covers(hours, it) or (broken and _within(profile.timezone, profile.paused_until, it))
    ]


def affected_by_week(profile: MentorProfile, windows: Iterable[Window]) -> list[Affected]:
    """What these weekly hours would leave uncovered that is covered now."""
    hours = hours_of(profile)
    return _lost(profile, hours, replace(hours, weekly=tuple(windows)))


def affected_by_days(profile: MentorProfile, days: Iterable[date], windows: Iterable[Minutes]) -> list[Affected]:
    """What these hours on these local dates would leave uncovered that is covered now."""
    hours = hours_of(profile)
    return _lost(profile, hours, replace(hours, overrides={**hours.overrides, **dict.fromkeys(days, tuple(windows))}))


def affected_by_holidays(profile: MentorProfile, country: str, worked: list[str]) -> list[Affected]:
    """The same for the public holidays of a country but those that are `worked` (ISO dates)."""
    return _lost(profile, hours_of(profile), hours_of(profile, holidays=(country, worked)))


def affected_by_break(profile: MentorProfile, until: date | None) -> list[Affected]:
    """What lies in a break that ends when `until` begins by the mentor's clock; None: nobody knows when."""
    return [it for it in _ahead(profile) if _within(profile.timezone, until, it)]


def _lost(profile: MentorProfile, before: Hours, after: Hours) -> list[Affected]:
    return [it for it in _ahead(profile) if _covers(before, it) and not _covers(after, it)]


def _within(zone: str, until: date | None, it: Affected) -> bool:
    return until is None or it.session.starts_at.astimezone(ZoneInfo(zone)).date() < until


def _covers(hours: Hours, it: Affected) -> bool:
    session = it.session
    day = session.starts_at.astimezone(ZoneInfo(hours.timezone)).date()
    windows = hours.of_kind(session.kind if session.kind in KINDS else "session").windows_on(day)
    pieces = stretches(hours.timezone, windows, day)
    return any(start <= session.starts_at and session.ends_at <= end for start, end in pieces)


def _ahead(profile: MentorProfile) -> list[Affected]:
    return [
        Affected(session, Who(id_, name, photo, zone_of(zone)) if id_ else None)
        for session, id_, name, photo, zone in _booked(profile.person_id, now())
    ]


@prepared
def _booked(mentor_id: Any, at: Any) -> Any:
    session = MentoringSession
    query = select(session, Person.id, Person.name, Person.photo, Person.timezone)
    query = query.outerjoin(Person, Person.id == session.mentee_id).where(
        session.mentor_id == mentor_id, session.state.in_(("requested", "confirmed")), session.starts_at > at
    )
    return query.order_by(session.starts_at).limit(MOST)
