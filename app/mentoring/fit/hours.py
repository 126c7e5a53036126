"""The hours that two weeks have in common, on real clocks."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from app.mentoring.fit.people import Mentee, Mentor, WeekHours
from app.mentoring.wallclock import Minutes, stretches

Key = tuple[tuple[int, tuple[Minutes, ...]], ...]
Pieces = tuple[tuple[int, int], ...]
"""[from, until) in seconds of the epoch, in order, none touching another."""


def minutes_in_common(mentor: Mentor, mentee: Mentee, monday: date) -> int:
    """Minutes of the mentor's week from `monday` (mentor's dates) that are also the mentee's, on real clocks."""
    ours = _pieces(mentor.timezone, _key(mentor.week), monday, 0, 7)
    theirs = _pieces(mentee.timezone, _key(mentee.week), monday, -2, 9)
    return _shared(ours, theirs) // 60


def _key(week: WeekHours) -> Key:
    return tuple(sorted(week.items()))


@lru_cache(16_384)
def _pieces(timezone: str, week: Key, monday: date, first: int, last: int) -> Pieces:
    """Kept: a cohort's proposal asks for the same few weeks tens of thousands of times."""
    hours, days = dict(week), [monday + timedelta(days=n) for n in range(first, last)]
    found = [piece for day in days for piece in stretches(timezone, hours.get(day.weekday(), ()), day)]
    return tuple(sorted((int(start.timestamp()), int(end.timestamp())) for start, end in found))


@lru_cache(65_536)
def _shared(ours: Pieces, theirs: Pieces) -> int:
    at, total = 0, 0
    for start, end in ours:
        while at < len(theirs) and theirs[at][1] <= start:
            at += 1
        here = at
        while here < len(theirs) and theirs[here][0] < end:
            total += min(end, theirs[here][1]) - max(start, theirs[here][0])
            here += 1
    return total
