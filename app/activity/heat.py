"""The last year of the log, day by day, as a strip of weeks: what is drawn, and the same numbers for a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, sqrt
from typing import Any

from app.activity.queries.filters import Filters
from app.activity.queries.year import count_days
from app.core.paging import Count
from app.core.rules import Actor
from app.web.language import timezone
from app.web.periods import beginning, today

DAYS = 365
STEP, LARGEST, LEVELS = 16, 14, 4
"""In the units of the drawing: from one day to the next, and the side of the busiest day's square."""


@dataclass(frozen=True)
class Day:
    """A day of the strip: where its square is, how large (0: nothing happened), and how many entries it has."""

    day: date
    x: float
    y: float
    size: int
    count: Count | None
    url: str


@dataclass(frozen=True)
class Year:
    """`months` are the first days of months with the place of their names; `busy` are the days that have entries."""

    days: list[Day]
    months: list[tuple[date, int]]
    width: int

    @property
    def busy(self) -> list[Day]:
        """The newest first."""
        return [one for one in reversed(self.days) if one.count]

    @property
    def total(self) -> Count:
        """Of all days."""
        counts = [one.count for one in self.busy if one.count]
        return Count(sum(count.number for count in counts), any(count.more for count in counts))


def last_year(reader: Actor, filters: Filters, address: Callable[..., str]) -> Year:
    """Up to today, in the reader's zone; `address` gives that of the log on a day (since=…, until=…)."""
    zone, last = timezone(), today(timezone())
    days = [last - timedelta(days=back) for back in range(DAYS, -1, -1)]
    ends = [beginning(day, zone) for day in [*days, last + timedelta(days=1)]]
    counts = count_days(reader, filters, list(zip(days, ends[:-1], ends[1:], strict=True)))
    most = max((count.number for count in counts.values()), default=1)
    monday = days[0] - timedelta(days=days[0].weekday())
    drawn = [_drawn(day, monday, counts.get(day), most, address) for day in days]
    return Year(drawn, _months(days, monday), STEP * (1 + (last - monday).days // 7) + 8)


def _drawn(day: date, monday: date, count: Count | None, most: int, address: Callable[..., str]) -> Day:
    week, weekday = divmod((day - monday).days, 7)
    level = ceil(LEVELS * sqrt(count.number / most)) if count else 0  # as areas, so that one busy day hides none
    size = LARGEST * level // LEVELS
    inset = (STEP - size) / 2
    url = address(since=day.isoformat(), until=day.isoformat()) if count else ""
    return Day(day, week * STEP + inset, weekday * STEP + inset, size, count, url)


def _months(days: list[date], monday: date) -> list[tuple[date, Any]]:
    return [(day, STEP * ((day - monday).days // 7)) for day in days if day.day == 1]
