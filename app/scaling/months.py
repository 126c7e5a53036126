"""Months as plans have them, by their first days: pure."""

from __future__ import annotations

from datetime import date

EARLIEST, LATEST = date(2015, 1, 1), date(2060, 12, 1)
LONGEST = 120
"""Months from the first to the last of one action."""


def first_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def shifted(month: date, by: int) -> date:
    """The month so many later (earlier, when less than nothing)."""
    return at_index(index_of(month) + by)


def index_of(month: date) -> int:
    """Months since the year 0, for counting."""
    return month.year * 12 + month.month - 1


def at_index(number: int) -> date:
    """The month with this number."""
    return date(number // 12, number % 12 + 1, 1)


def read_month(text: str) -> date | None:
    """ "2026-05" (as browsers send it), "5/2026", "05.2026" → the first of May 2026; None when it is no month."""
    parts = text.strip().replace("/", "-").replace(".", "-").split("-")
    if len(parts) == 3 and len(parts[0]) == 4:
        parts = parts[:2]
    if len(parts) != 2 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    year, month = parts if len(parts[0]) == 4 else parts[::-1]
    if len(year) != 4 or not 1 <= int(month) <= 12 or int(year) < 1:
        return None
    found = date(int(year), int(month), 1)
    return found if EARLIEST <= found <= LATEST else None
