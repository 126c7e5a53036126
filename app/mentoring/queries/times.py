"""Free times from what is stored: the same object answers for the page and for the submit (B4)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import or_, select

from app.core.clock import now
from app.core.prepared import prepared
from app.mentoring.models import KINDS, MentoringSession, MentorProfile, Mentorship
from app.mentoring.queries.profiles import hours_of, local_today, profile_of, state_of
from app.mentoring.slots import (
    Busy,
    Hours,
    Month,
    Party,
    Reason,
    Slot,
    Week,
    count_months,
    count_weeks,
    free_slots,
    nearest,
    verdict,
)

HOLDING = ("requested", "confirmed")
"""States of a session that take up its time (B1)."""
COUNTED = (*HOLDING, "held", "no_show")
"""States that count against the weekly limit and the month's hours."""
_MONTH = timedelta(days=33)
"""So far before now and after the horizon sessions are counted: a month can have begun, and goes on."""


@dataclass(frozen=True)
class Times:
    """A mentor's hours for one kind of session with both people's sessions, at one moment."""

    hours: Hours
    busy: tuple[Busy, ...]
    week_count: dict[Week, int]
    month_minutes: dict[Month, int]
    gate: Reason | None
    at: datetime

    def free(self, first: date | None = None, last: date | None = None) -> list[Slot]:
        """Bookable slots of the mentor's dates; all up to the horizon when none are given."""
        today = local_today(self.hours.timezone, self.at)
        first, last = first or today, last or today + timedelta(days=self.hours.horizon_days)
        return free_slots(self.hours, self.busy, self.at, first, last, **self._counted)

    def verdict(self, start: datetime) -> Reason | None:
        """Why not, or None."""
        return verdict(self.hours, self.busy, self.at, start, **self._counted)

    @property
    def minutes(self) -> int:
        """How long one lasts."""
        return self.hours.minutes or 0

    @property
    def _counted(self) -> dict[str, Any]:
        return {"week_count": self.week_count, "month_minutes": self.month_minutes, "gates": self.gate}

    def nearest(self, start: datetime, count: int = 3) -> list[Slot]:
        """The free slots closest to a wanted start."""
        return nearest(self.free(), start, count)


def times_of(profile: MentorProfile, mentee_id: str | None = None, kind: str = "session") -> Times:
    """What this mentor could offer that person (or anybody), relationship aside."""
    return _times(profile, mentee_id, _break(profile), kind)


def times_for(mentorship: Mentorship, kind: str = "session", moving: MentoringSession | None = None) -> Times:
    """What the two can book. `moving` does not stand in its own way, and keeps its kind and its length (B9)."""
    profile = profile_of(mentorship.mentor_id)
    if profile is None:
        raise LookupError("a mentorship without a mentor profile")
    gate = _break(profile) if mentorship.state == "active" else Reason.RELATIONSHIP
    if moving is None:
        return _times(profile, mentorship.mentee_id, gate, kind)
    kind = moving.kind if moving.kind in KINDS else "session"
    times = _times(profile, mentorship.mentee_id, gate, kind, moving)
    minutes = (moving.ends_at - moving.starts_at) // timedelta(minutes=1)
    return replace(times, hours=times.hours.of_kind(kind, minutes))


def _break(profile: MentorProfile) -> Reason | None:
    state = state_of(profile.state, profile.paused_until, profile.timezone)
    return None if state == "published" else Reason.PAUSED


def _times(
    profile: MentorProfile,
    mentee_id: str | None,
    gate: Reason | None,
    kind: str,
    moving: MentoringSession | None = None,
) -> Times:
    at, hours = now(), hours_of(profile, kind)
    rows = _sessions_around(profile.person_id, mentee_id, at, at + timedelta(days=hours.horizon_days) + _MONTH)
    rows = [row for row in rows if moving is None or row.id != moving.id]
    spans = [(row.starts_at, row.ends_at) for row in rows if row.mentor_id == profile.person_id]
    weeks = count_weeks(hours.timezone, [start for start, _end in spans])
    months = count_months(hours.timezone, spans)
    return Times(hours, tuple(_busy(rows, profile.person_id, mentee_id)), weeks, months, gate, at)


def _busy(rows: list[Any], mentor_id: str, mentee_id: str | None) -> list[Busy]:
    found = []
    for row in rows:
        if row.state in HOLDING:
            people = (row.mentor_id, row.mentee_id)
            if mentor_id in people:
                found.append(Busy(row.starts_at, row.ends_at, Party.MENTOR))
            if mentee_id in people:
                found.append(Busy(row.starts_at, row.ends_at, Party.MENTEE))
    return found


def _sessions_around(mentor_id: str, mentee_id: str | None, at: datetime, until: datetime) -> list[Any]:
    """Both people's sessions in any role, from the start of this month (the limits count them) to the horizon's."""
    people = [mentor_id] + ([mentee_id] if mentee_id else [])
    return list(_counted(people, at - _MONTH, until))


@prepared
def _counted(people: Any, since: Any, until: Any) -> Any:
    session = MentoringSession
    return (
        select(session.id, session.mentor_id, session.mentee_id, session.starts_at, session.ends_at, session.state)
        .where(
            or_(session.mentor_id.in_(people), session.mentee_id.in_(people)),
            session.state.in_(COUNTED),
            session.starts_at < until,
            session.starts_at > since,
        )
        .limit(3000)
    )
