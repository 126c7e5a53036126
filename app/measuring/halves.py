"""The half-years that are reported: pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

DUE_AFTER = timedelta(days=45)
"""From the end of a half-year to the day on which its reports are due."""
REMIND = (timedelta(days=-14), timedelta(0), timedelta(days=7))
"""Before, on and after the day on which a report is due: when a reminder goes out."""


@dataclass(frozen=True)
class Half:
    """From its first to its last day."""

    starts_on: date
    ends_on: date

    @property
    def due_on(self) -> date:
        """The usual day on which reports of it are due."""
        return self.ends_on + DUE_AFTER

    @property
    def name(self) -> str:
        """ "2026/1": the year and which half of it; the same in every language."""
        return f"{self.starts_on.year}/{1 if self.starts_on.month == 1 else 2}"


def half_ended_before(day: date) -> Half:
    """The last half-year that was over on this day."""
    if day.month > 6:
        return Half(date(day.year, 1, 1), date(day.year, 6, 30))
    return Half(date(day.year - 1, 7, 1), date(day.year - 1, 12, 31))


def turn_on(day: date, due_on: date) -> int:
    """How many reminders of a report due on `due_on` should have gone out by this day: 0 to 3."""
    return sum(due_on <= day - after for after in REMIND)  # from today: a due date may be the last there is
