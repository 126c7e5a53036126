"""Free times: which instants of a mentor can be booked, and the one verdict on a proposed start.

Pure: no database, no Flask, no clock of its own; all it needs is passed in. A mentor's hours are
local wall-clock minutes in an IANA zone; everything that leaves here is an aware UTC instant.

An instant is on offer when the mentor's wall clock reads within a window of that local date. Read
so, clock changes need no cases: what the clock skips is never on offer, what it shows twice is on
offer twice. Each unbroken stretch is cut into sessions of elapsed minutes from its first instant.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from app.mentoring.slots.diary import Diary, Month, Week, earliest, month_of, week_of
from app.mentoring.slots.hours import Busy, Hours, Party, Reason, Slot, Window
from app.mentoring.wallclock import utc

__all__ = [
    "Busy", "Hours", "Month", "Party", "Reason", "Slot", "Week", "Window", "count_months", "count_weeks",
    "enough_notice", "free_slots", "nearest", "verdict",
]  # fmt: skip

_DAY = timedelta(days=1)
_NOTHING: Mapping[Month, int] = MappingProxyType({})


def free_slots(
    hours: Hours,
    busy: Iterable[Busy],
    now: datetime,
    first_date: date,
    last_date: date,
    *,
    week_count: Mapping[Week, int],
    month_minutes: Mapping[Month, int] = _NOTHING,
    gates: Reason | None = None,
) -> list[Slot]:
    """The bookable slots of the mentor's local dates `first_date` to `last_date`, both included.

    To fill a page of dates in another zone, ask for one more day at each end and drop what falls outside.
    """
    diary = Diary(hours, busy, now, week_count, month_minutes, gates)
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
    month_minutes: Mapping[Month, int] = _NOTHING,
    gates: Reason | None = None,
) -> Reason | None:
    """Why this start cannot be booked, or None when it can. It accepts exactly what `free_slots` lists.

    `week_count` is how many sessions the mentor has in each ISO week of the mentor's zone (see `count_weeks`),
    `month_minutes` how many minutes of sessions in each calendar month (see `count_months`);
    `gates` is what the relationship itself forbids (capacity, paused, blocked …), and comes first.
    """
    return Diary(hours, busy, now, week_count, month_minutes, gates).verdict(utc(start))


def enough_notice(hours: Hours, now: datetime, start: datetime) -> bool:
    """Whether the elapsed time until `start` is at least the notice; exactly the notice is enough."""
    return utc(start) >= earliest(hours, utc(now))


def count_weeks(timezone: str, starts: Iterable[datetime]) -> Counter[Week]:
    """How many of these session starts fall into each ISO week of that zone."""
    zone = ZoneInfo(timezone)
    return Counter(week_of(start.astimezone(zone).date()) for start in starts)


def count_months(timezone: str, sessions: Iterable[tuple[datetime, datetime]]) -> Counter[Month]:
    """How many minutes of these sessions (start, end) belong to each calendar month of that zone, by their start."""
    zone, found = ZoneInfo(timezone), Counter[Month]()
    for start, end in sessions:
        found[month_of(start.astimezone(zone).date())] += (end - start) // timedelta(minutes=1)
    return found


def nearest(slots: Iterable[Slot], start: datetime, n: int = 3) -> list[Slot]:
    """The `n` slots that start closest to a wanted instant (the earlier of two equals), in order of time."""
    wanted = utc(start)
    return sorted(heapq.nsmallest(n, slots, key=lambda slot: (abs(slot.start - wanted), slot)))
