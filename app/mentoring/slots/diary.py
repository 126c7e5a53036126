"""One mentor's hours and both people's sessions, prepared for many questions at one moment. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.mentoring.slots.hours import Busy, Hours, Party, Reason
from app.mentoring.wallclock import stretches, utc

Week = tuple[int, int]
"""ISO year and ISO week number, of a local date."""
Month = tuple[int, int]
"""Year and month of a local date."""


class Diary:
    """One mentor's hours and both people's sessions, prepared for many questions at one moment."""

    def __init__(
        self,
        hours: Hours,
        busy: Iterable[Busy],
        now: datetime,
        week_count: Mapping[Week, int],
        month_minutes: Mapping[Month, int],
        gates: Reason | None,
    ) -> None:
        self.hours, self.now, self.gates = hours, utc(now), gates
        self.week_count, self.month_minutes = week_count, month_minutes
        self.zone = ZoneInfo(hours.timezone)
        self.today = self.now.astimezone(self.zone).date()
        self.last_day = self.today + timedelta(days=hours.horizon_days)
        self.earliest = earliest(hours, self.now)
        self.length = timedelta(minutes=hours.minutes or 0)
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
            if not self.length:
                return found
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
        if self.hours.back_on is not None and day < self.hours.back_on:
            return Reason.PAUSED
        if start not in self.starts_on(day):
            return Reason.NOT_OFFERED
        if full := self._full(day):
            return full
        if self.mentor.meets(start, start + self.length):
            return Reason.BUSY_MENTOR
        if self.mentee.meets(start, start + self.length):
            return Reason.BUSY_MENTEE
        return None

    def _full(self, day: date) -> Reason | None:
        """Whether the mentor's sessions of that week, or hours of that month, are used up."""
        limit, hours = self.hours.weekly_limit, self.hours.hours_month
        if limit is not None and self.week_count.get(week_of(day), 0) >= limit:
            return Reason.WEEKLY_LIMIT
        used = timedelta(minutes=self.month_minutes.get(month_of(day), 0))
        if hours is not None and used + self.length > timedelta(hours=hours):
            return Reason.MONTHLY_LIMIT
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


def earliest(hours: Hours, now: datetime) -> datetime:
    """The first start that leaves enough notice (T5)."""
    return now + timedelta(hours=hours.notice_hours)


def week_of(day: date) -> Week:
    """The ISO week of a local date."""
    iso = day.isocalendar()
    return iso.year, iso.week


def month_of(day: date) -> Month:
    """The calendar month of a local date."""
    return day.year, day.month
