"""Moments as the story writes them: "340d 10:15" ago at that hour in the cluster's zone, "5h" and "25min" ago,
"+2h" after the moment before, "in 6d" ahead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_UNITS = {"d": "days", "h": "hours", "min": "minutes"}
_WRITTEN = re.compile(r"(?P<sign>\+|in )?(?P<number>\d+)(?P<unit>d|h|min)(?: (?P<hour>\d\d):(?P<minute>\d\d))?")


@dataclass(frozen=True)
class Moments:
    """Reads them against one present, in one zone."""

    present: datetime
    zone: ZoneInfo

    def read(self, written: str, before: datetime | None = None) -> datetime:
        """The instant; noon when a day has no hour. `before` is what "+2h" follows."""
        found = _WRITTEN.fullmatch(written)
        if found is None or (found["sign"] == "+" and before is None):
            raise ValueError(f"not a moment: {written!r}")
        span = timedelta(**{_UNITS[found["unit"]]: int(found["number"])})
        if before is not None and found["sign"] == "+":
            return before + span
        if found["unit"] != "d":
            return self.present + (span if found["sign"] else -span)
        hour = time(int(found["hour"] or 12), int(found["minute"] or 0))
        return datetime.combine(self.day(written), hour, self.zone)

    def day(self, written: str) -> date:
        """The date alone, in the zone."""
        found = _WRITTEN.fullmatch(written)
        if found is None or found["unit"] != "d":
            raise ValueError(f"not a day: {written!r}")
        days = timedelta(days=int(found["number"]))
        today = self.present.astimezone(self.zone).date()
        return today + days if found["sign"] else today - days
