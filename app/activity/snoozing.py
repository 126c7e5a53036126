"""When something put off comes back: in the person's own hours. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LATER, TOMORROW, NEXT_WEEK, ON_DAY = "later", "tomorrow", "week", "day"
MORNING = time(8)
EVENING = 20
PAUSE = timedelta(hours=3)
FURTHEST = timedelta(days=366)


def later_today(moment: datetime, zone: str) -> datetime | None:
    """In three hours, on the hour; None when that is no longer today or late in the evening."""
    local = (moment.astimezone(UTC) + PAUSE).astimezone(ZoneInfo(zone))
    full = local.replace(minute=0, second=0, microsecond=0)
    today = moment.astimezone(ZoneInfo(zone)).date()
    return full.astimezone(UTC) if full.date() == today and full.hour <= EVENING else None


def back_at(choice: str, moment: datetime, zone: str, day: date | None = None) -> datetime | None:
    """The moment (UTC) for this choice made at `moment`; mornings are at eight in `zone`.

    None for a choice that does not exist, or a day that is not ahead, or more than a year ahead.
    """
    today = moment.astimezone(ZoneInfo(zone)).date()
    if choice == LATER:
        return later_today(moment, zone) or _morning(today + timedelta(days=1), zone)
    if choice == TOMORROW:
        return _morning(today + timedelta(days=1), zone)
    if choice == NEXT_WEEK:
        return _morning(today + timedelta(days=7 - today.weekday()), zone)
    if choice == ON_DAY and day is not None and today < day <= today + FURTHEST:
        return _morning(day, zone)
    return None


def _morning(day: date, zone: str) -> datetime:
    return datetime.combine(day, MORNING, ZoneInfo(zone)).astimezone(UTC)
