"""When a post's owner is asked whether it still holds (BEHAVIOURS O3): from dates alone, no database and no HTTP."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

NUDGES = tuple(timedelta(days=days) for days in (-7, -1, 1, 7, 30))
"""Around the end of the last day: 7 days and 24 hours before, 24 hours, 7 and 30 days after."""
YEAR = timedelta(days=365)
"""A standing post is asked about so long after its owner last said that it holds, and again after the other steps."""
ANSWERABLE = timedelta(days=90)
"""So long after its last day a post can still be renewed by the link in a mail."""


def end_of(day: date, zone: str) -> datetime:
    """The instant at which this day ends there (O3). On days without midnight: the first instant of the next."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone)).astimezone(UTC)


def ending(until: date | None, standing: bool, checked_at: datetime | None, zone: str) -> datetime | None:
    """When its owner should have said that it holds; None for a post without an end that is not standing."""
    if until is not None:
        return end_of(until, zone)
    return checked_at + YEAR if standing and checked_at is not None else None


def last_day_due(nudge: timedelta, zone: str, at: datetime) -> date:
    """The last day whose end lies so far behind (or, with a negative nudge, no further ahead) that the nudge is due."""
    day = (at - nudge).astimezone(ZoneInfo(zone)).date()
    while end_of(day, zone) + nudge > at:
        day -= timedelta(days=1)
    return day


def nudges_due(end: datetime, at: datetime) -> int:
    """How many of the nudges are due at this moment: 0 to 5. Both moments in UTC."""
    return sum(1 for nudge in NUDGES if end + nudge <= at)
