"""Part A: what pages compute without asking anybody: free times, timed alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import median
from time import perf_counter

from app.mentoring.slots import Busy, Hours, Party, Slot, Window, count_months, count_weeks, free_slots

NOW = datetime(2026, 10, 12, 6, 0, tzinfo=UTC)
"""A fixed Monday, twelve weeks from which the clocks go back."""
WEEKS = 12


@dataclass(frozen=True)
class Timed:
    """A pure function: the median of its runs, and how many things it found."""

    what: str
    microseconds: float
    found: int


def measure_pure(rounds: int) -> list[Timed]:
    """All of them."""
    ask = busy_mentor()
    found = len(ask())
    return [Timed("slots of 12 weeks of a busy mentor", _median(ask, rounds), found)]


def busy_mentor() -> Callable[[], list[Slot]]:
    """Nine to six on weekdays in half hours, every other taken; some days closed, buffers, limits."""
    week = tuple(Window(day, start, start + 270) for day in range(5) for start in (540, 810))
    closed = {date(2026, 10, 12) + timedelta(days=n): () for n in range(9, 84, 9)}
    hours = Hours(
        "Europe/Brussels", week, closed, session_minutes=30, notice_hours=24, horizon_days=7 * WEEKS, buffer_after=10,
        weekly_limit=60, hours_month=80,
    )  # fmt: skip
    starts = [NOW + timedelta(days=day, hours=hour) for day in range(7 * WEEKS) for hour in (1, 3, 5, 7)]
    busy = [Busy(at, at + timedelta(minutes=30), Party.MENTOR) for at in starts]
    busy += [Busy(at + timedelta(hours=1), at + timedelta(hours=2), Party.MENTEE) for at in starts[::9]]
    weeks = count_weeks(hours.timezone, starts)
    months = count_months(hours.timezone, [(at, at + timedelta(minutes=30)) for at in starts])
    first, last = NOW.date(), NOW.date() + timedelta(days=7 * WEEKS)
    return lambda: free_slots(hours, busy, NOW, first, last, week_count=weeks, month_minutes=months)


def _median(ask: Callable[[], list[Slot]], rounds: int) -> float:
    times = []
    for _ in range(max(5, rounds)):
        began = perf_counter()
        ask()
        times.append(perf_counter() - began)
    return median(times) * 1e6
