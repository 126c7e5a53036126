"""Free times: which instants of a mentor can be booked, and the one verdict on a proposed start.

Pure: no database, no Flask, no clock of its own; all it needs is passed in. A mentor's hours are
local wall-clock minutes in an IANA zone; everything that leaves here is an aware UTC instant.

An instant is on offer when the mentor's wall clock reads within a window of that local date. Read
so, clock changes need no cases: what the clock skips is never on offer, what it shows twice is on
offer twice. Each unbroken stretch is cut into sessions of elapsed minutes from its first instant.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.mentoring.wallclock import Minutes, stretches, utc

_DAY = timedelta(days=1)
_DAY_MINUTES = 24 * 60

Week = tuple[int, int]
"""ISO year and ISO week number, of a local date."""


class Reason(StrEnum):
    """Why a start cannot be booked. The first group is found here; the rest are gates passed in."""

    NOTICE = "notice"
    HORIZON = "horizon"
    NOT_OFFERED = "not_offered"
    WEEKLY_LIMIT = "weekly_limit"
    BUSY_MENTOR = "busy_mentor"
    BUSY_MENTEE = "busy_mentee"

    CAPACITY = "capacity"
    RELATIONSHIP = "relationship"
    PAUSED = "paused"
    BLOCKED = "blocked"
    TOO_MANY_HELD = "too_many_held"


class Party(StrEnum):
    """Whose session it is: of the two people who want to meet, whatever their role in that one."""

    MENTOR = "mentor"
    MENTEE = "mentee"


@dataclass(frozen=True, slots=True)
class Window:
    """Every week on this weekday (0 is Monday), in wall-clock minutes of that local date.

    An end of 1440 is the midnight that ends the day, even where the clock never shows it. A window
    that ends at or before its start is empty; it never runs on into the next day.
    """

    weekday: int
    start_minute: int
    end_minute: int

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6:
            raise ValueError("weekday is 0 to 6")
        _check_minutes((self.start_minute, self.end_minute))


@dataclass(frozen=True, slots=True)
class Hours:
    """When a mentor takes sessions, and on what terms. Minutes and dates are the mentor's local ones.

    `overrides` replaces a date's weekly windows whole; an empty tuple closes the day. `horizon_days`
    counts local dates after today, the last one included. `weekly_limit` is per ISO week.
    """

    timezone: str
    weekly: tuple[Window, ...]
    overrides: Mapping[date, tuple[Minutes, ...]] = field(default_factory=dict)
    session_minutes: int = 60
    notice_hours: int = 24
    horizon_days: int = 60
    buffer_before: int = 0
    buffer_after: int = 0
    weekly_limit: int | None = None

    def __post_init__(self) -> None:
        if self.session_minutes < 1:
            raise ValueError("a session lasts at least one minute")
        if min(self.notice_hours, self.horizon_days, self.buffer_before, self.buffer_after) < 0:
            raise ValueError("notice, horizon and buffers are never negative")
        for windows in self.overrides.values():
            for minutes in windows:
                _check_minutes(minutes)

    def windows_on(self, day: date) -> tuple[Minutes, ...]:
        """The windows in force on one local date: the override if there is one, else the week's."""
        if day in self.overrides:
            return self.overrides[day]
        weekday = day.weekday()
        return tuple((w.start_minute, w.end_minute) for w in self.weekly if w.weekday == weekday)


@dataclass(frozen=True, slots=True)
class Busy:
    """A requested or confirmed session of one of the two people: [start, end), aware instants.

    When a session is being moved, leave that one out: it does not stand in its own way.
    """

    start: datetime
    end: datetime
    party: Party


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A time that can be booked: [start, end), aware UTC instants."""

    start: datetime
    end: datetime


def free_slots(
    hours: Hours,
    busy: Iterable[Busy],
    now: datetime,
    first_date: date,
    last_date: date,
    *,
    week_count: Mapping[Week, int],
    gates: Reason | None = None,
) -> list[Slot]:
    """The bookable slots of the mentor's local dates `first_date` to `last_date`, both included.

    To fill a page of dates in another zone, ask for one more day at each end and drop what falls outside.
    """
    diary = _Diary(hours, busy, now, week_count, gates)
    # Where clocks go back over midnight, a later instant can bear yesterday's date: hence one day before.
    day, last = max(first_date, diary.today - _DAY), min(last_date, diary.last_day)
    found = []
    while day <= last:
        found += [s for s in diary.starts_on(day) if diary.verdict(s) is None]
        day += _DAY
    return [Slot(start, start + diary.length) for start in found]


def verdict(
    hours: Hours,
    busy: Iterable[Busy],
    now: datetime,
    start: datetime,
    *,
    week_count: Mapping[Week, int],
    gates: Reason | None = None,
) -> Reason | None:
    """Why this start cannot be booked, or None when it can. It accepts exactly what `free_slots` lists.

    `week_count` is how many sessions the mentor has in each ISO week of the mentor's zone (see `count_weeks`);
    `gates` is what the relationship itself forbids (capacity, paused, blocked …), and comes first.
    """
    return _Diary(hours, busy, now, week_count, gates).verdict(utc(start))


def enough_notice(hours: Hours, now: datetime, start: datetime) -> bool:
    """Whether the elapsed time until `start` is at least the notice; exactly the notice is enough."""
    return utc(start) >= _earliest(hours, utc(now))


def count_weeks(timezone: str, starts: Iterable[datetime]) -> Counter[Week]:
    """How many of these session starts fall into each ISO week of that zone."""
    zone = ZoneInfo(timezone)
    return Counter(_week(start.astimezone(zone).date()) for start in starts)


def nearest(slots: Iterable[Slot], start: datetime, n: int = 3) -> list[Slot]:
    """The `n` slots that start closest to a wanted instant (the earlier of two equals), in order of time."""
    wanted = utc(start)
    return sorted(heapq.nsmallest(n, slots, key=lambda slot: (abs(slot.start - wanted), slot)))


class _Diary:
    """One mentor's hours and both people's sessions, prepared for many questions at one moment."""

    def __init__(
        self,
        hours: Hours,
        busy: Iterable[Busy],
        now: datetime,
        week_count: Mapping[Week, int],
        gates: Reason | None,
    ) -> None:
        self.hours, self.now, self.week_count, self.gates = hours, utc(now), week_count, gates
        self.zone = ZoneInfo(hours.timezone)
        self.today = self.now.astimezone(self.zone).date()
        self.last_day = self.today + timedelta(days=hours.horizon_days)
        self.earliest = _earliest(hours, self.now)
        self.length = timedelta(minutes=hours.session_minutes)
        # One pause serves as the rest after one session and the preparation of the next: the longer, not the sum.
        gap = timedelta(minutes=max(hours.buffer_before, hours.buffer_after))
        busy = tuple(busy)
        self.mentor = _Taken((b for b in busy if b.party is Party.MENTOR), gap)
        self.mentee = _Taken((b for b in busy if b.party is Party.MENTEE), timedelta())
        self._starts: dict[date, dict[datetime, None]] = {}

    def starts_on(self, day: date) -> dict[datetime, None]:
        """The starts into which that local date's windows are cut, in order; whether free or not."""
        if day not in self._starts:
            found = self._starts[day] = {}
            for start, end in stretches(self.hours.timezone, self.hours.windows_on(day), day):
                while start + self.length <= end:
                    found[start] = None
                    start += self.length
        return self._starts[day]

    def verdict(self, start: datetime) -> Reason | None:
        """The one decision (start in UTC). Time bounds come first, so that no absurd date reaches a calendar."""
        if self.gates is not None:
            return self.gates
        if start < self.earliest:
            return Reason.NOTICE
        if (start - self.now).days > self.hours.horizon_days + 2:
            return Reason.HORIZON
        day = start.astimezone(self.zone).date()
        if day > self.last_day:
            return Reason.HORIZON
        if start not in self.starts_on(day):
            return Reason.NOT_OFFERED
        limit = self.hours.weekly_limit
        if limit is not None and self.week_count.get(_week(day), 0) >= limit:
            return Reason.WEEKLY_LIMIT
        if self.mentor.meets(start, start + self.length):
            return Reason.BUSY_MENTOR
        if self.mentee.meets(start, start + self.length):
            return Reason.BUSY_MENTEE
        return None


class _Taken:
    """Busy intervals, each widened by a gap on both sides, joined and sorted for bisection."""

    def __init__(self, busy: Iterable[Busy], gap: timedelta) -> None:
        self.starts: list[datetime] = []
        self.ends: list[datetime] = []
        for start, end in sorted((utc(b.start) - gap, utc(b.end) + gap) for b in busy):
            if self.ends and start <= self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], end)
            else:
                self.starts.append(start)
                self.ends.append(end)

    def meets(self, start: datetime, end: datetime) -> bool:
        """Half-open: what only touches does not meet."""
        before = bisect_left(self.starts, end)
        return before > 0 and self.ends[before - 1] > start


def _earliest(hours: Hours, now: datetime) -> datetime:
    return now + timedelta(hours=hours.notice_hours)


def _week(day: date) -> Week:
    iso = day.isocalendar()
    return iso.year, iso.week


def _check_minutes(minutes: Minutes) -> None:
    if not (0 <= minutes[0] <= _DAY_MINUTES and 0 <= minutes[1] <= _DAY_MINUTES):
        raise ValueError("wall-clock minutes are 0 to 1440")
