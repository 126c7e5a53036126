"""The dates of a series: the same wall-clock time of the mentor, every week or every second one (B15). Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.mentoring.wallclock import utc

FEWEST, MOST = 2, 12
EVERY = (1, 2)
"""Weeks from one to the next."""


def occurrences(start: datetime, timezone: str, number: int, weeks: int) -> list[datetime]:
    """`number` starts in UTC, the first one `start`; across a clock change the mentor's clock shows the same time.

    A time that the clock skips on one of the dates becomes an instant that is not on offer: the verdict tells so.
    """
    first = start.astimezone(ZoneInfo(timezone))
    later = [first + timedelta(weeks=weeks * n) for n in range(1, number)]  # same zone: wall-clock arithmetic
    return [utc(start), *(utc(at) for at in later)]
