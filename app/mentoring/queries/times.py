"""Free times from what is stored: the same object answers for the page and for the submit (B4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from app.core.clock import now
from app.mentoring.models import KINDS, MentoringSession, MentorProfile, Mentorship
from app.mentoring.queries.diaries import COUNTED, MOST_HELD, busy_with, held_by, taken_times
from app.mentoring.queries.profiles import hours_of, local_today, profile_of
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
from app.people.queries import here_among

MONTH = timedelta(days=33)
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
    asks: bool = False  # a booking waits for the mentor's yes: it needs a moment more than the notice (B6)

    def free(self, first: date | None = None, last: date | None = None) -> list[Slot]:
        """Bookable slots of the mentor's dates; all up to the horizon when none are given."""
        today = local_today(self.hours.timezone, self.at)
        first, last = first or today, last or today + timedelta(days=self.hours.horizon_days)
        found = free_slots(self.hours, self.busy, self.at, first, last, **self._counted)
        return [slot for slot in found if not self._too_soon_to_ask(slot.start)]

    def verdict(self, start: datetime) -> Reason | None:
        """Why not, or None."""
        reason = verdict(self.hours, self.busy, self.at, start, **self._counted)
        return Reason.NOTICE if reason is None and self._too_soon_to_ask(start) else reason

    def _too_soon_to_ask(self, start: datetime) -> bool:
        return self.asks and start - timedelta(hours=self.hours.notice_hours) <= self.at

    @property
    def minutes(self) -> int:
        """How long one lasts."""
        return self.hours.minutes or 0

    @property
    def _counted(self) -> dict[str, Any]:
        return {"week_count": self.week_count, "month_minutes": self.month_minutes, "gates": self.gate}

    def with_one_more(self, start: datetime) -> Times:
        """The same with a session of the two at that time: how a series is checked date by date (B15)."""
        end = start + timedelta(minutes=self.minutes)
        both = (Busy(start, end, Party.MENTOR), Busy(start, end, Party.MENTEE))
        weeks = Counter(self.week_count) + count_weeks(self.hours.timezone, [start])
        months = Counter(self.month_minutes) + count_months(self.hours.timezone, [(start, end)])
        return replace(self, busy=(*self.busy, *both), week_count=weeks, month_minutes=months)

    def nearest(self, start: datetime, count: int = 3) -> list[Slot]:
        """The free slots closest to a wanted start."""
        return nearest(self.free(), start, count)


def times_of(profile: MentorProfile, mentee_id: str | None = None, kind: str = "session") -> Times:
    """What this mentor could offer that person (or anybody), relationship aside."""
    return _times(profile, mentee_id, shut(profile), kind)


def times_for(
    mentorship: Mentorship, kind: str = "session", moving: MentoringSession | None = None, by: str | None = None
) -> Times:
    """What the two can book. `moving` does not stand in its own way, and keeps its kind and its length (B9).

    `by` is who books: with a mentor who confirms each booking, everybody else asks (B6).
    """
    profile = profile_of(mentorship.mentor_id)
    if profile is None:
        raise LookupError("a mentorship without a mentor profile")
    gate = shut(profile) if mentorship.state == "active" else Reason.RELATIONSHIP
    if len(here_among((mentorship.mentor_id, mentorship.mentee_id))) < 2:
        gate = Reason.AWAY
    asks = profile.confirms and by != mentorship.mentor_id
    if asks and moving is None and gate is None and held_by(mentorship.mentee_id, now()) >= MOST_HELD:
        gate = Reason.TOO_MANY_HELD
    if moving is not None:
        kind = moving.kind if moving.kind in KINDS else "session"
    times = replace(_times(profile, mentorship.mentee_id, gate, kind, moving), asks=asks)
    if moving is None:
        return times
    minutes = (moving.ends_at - moving.starts_at) // timedelta(minutes=1)
    return replace(times, hours=times.hours.of_kind(kind, minutes))


def shut(profile: MentorProfile) -> Reason | None:
    """Nothing at all is on offer: a draft, or a break of which nobody knows the end. Of a break whose end is announced
    the hours tell from when on (`back_on`)."""
    planned = profile.state == "paused" and profile.paused_until is not None
    return None if planned or profile.state == "published" else Reason.PAUSED


def _times(
    profile: MentorProfile,
    mentee_id: str | None,
    gate: Reason | None,
    kind: str,
    moving: MentoringSession | None = None,
) -> Times:
    at, hours = now(), hours_of(profile, kind)
    people = [profile.person_id] + ([mentee_id] if mentee_id else [])
    taken = taken_times(people, at, at - MONTH, at + timedelta(days=hours.horizon_days) + MONTH)
    taken = [one for one in taken if moving is None or one.id != moving.id]
    return assembled(profile.person_id, hours, taken, mentee_id, gate, at)


def assembled(
    mentor_id: str, hours: Hours, taken: Sequence[Any], mentee_id: str | None, gate: Reason | None, at: datetime
) -> Times:
    """The Times of a mentor from what was read before; `taken` are both people's taken times, in any role."""
    counted = (one for one in taken if one.mentor_id == mentor_id and one.state in COUNTED)
    spans = {one.id: (one.starts_at, one.ends_at) for one in counted}.values()
    weeks = count_weeks(hours.timezone, [start for start, _end in spans])
    months = count_months(hours.timezone, spans)
    return Times(hours, busy_with(taken, mentor_id, mentee_id), weeks, months, gate, at)
