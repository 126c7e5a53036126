"""When a digest is due: at an hour of the person's own zone, also on the days when its clock changes. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAILY, WEEKLY, NEVER = "daily", "weekly", "never"
FURTHEST = 9
"""Days to look ahead: a week, and a day that a zone may skip."""


def due_after(moment: datetime, how: str, hour: int, day: int, zone: str) -> datetime | None:
    """The first moment (UTC) after `moment` that is this hour, and for a weekly one this day (0 is Monday), in `zone`.

    An hour that the clock leaves out is the moment when it goes on; of one that comes twice it is the first. None for
    a digest that never comes.
    """
    if how == NEVER:
        return None
    place = ZoneInfo(zone)
    first = moment.astimezone(place).date() - timedelta(days=1)
    for ahead in range(FURTHEST + 2):
        on = first + timedelta(days=ahead)
        due = datetime.combine(on, time(hour), place).astimezone(UTC)
        if due > moment and (how == DAILY or on.weekday() == day):
            return due
    raise ValueError(f"no {how} moment after {moment} in {zone}")
