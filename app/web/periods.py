"""A span of days that an address asks for: its days are somebody's, in a zone; its ends are instants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from app.core.clock import now

FIRST_YEAR, LAST_YEAR = 1970, 9000


@dataclass(frozen=True)
class Period:
    """From one day to another, both included; None is open. Days are those of `zone` (IANA)."""

    since: date | None = None
    until: date | None = None
    zone: str = "UTC"

    @property
    def start(self) -> datetime | None:
        """The first instant, UTC."""
        return beginning(self.since, self.zone) if self.since else None

    @property
    def end(self) -> datetime | None:
        """The instant after the last one, UTC."""
        return beginning(self.until + timedelta(days=1), self.zone) if self.until else None

    @property
    def as_args(self) -> dict[str, str]:
        """As it stands in an address."""
        ends = {"since": self.since, "until": self.until}
        return {name: day.isoformat() for name, day in ends.items() if day}


def beginning(day: date, zone: str) -> datetime:
    """The instant at which a day begins in a zone, UTC."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def today(zone: str) -> date:
    """The day it is now in a zone."""
    return now().astimezone(ZoneInfo(zone)).date()


def read_period(asked: Mapping[str, str], zone: str) -> tuple[Period, list[str]]:
    """`since` and `until` of an address, and a sentence for each that cannot be understood (it is left out)."""
    wrong: list[str] = []
    since, until = (read_day(asked.get(name, ""), wrong) for name in ("since", "until"))
    if since and until and since > until:
        wrong.append(_("The first day is after the last one, so nothing can be in between."))
    return Period(since, until, zone), wrong


def read_day(text: str, wrong: list[str]) -> date | None:
    """A day like 2026-05-31, None for nothing; what is no day adds a sentence to `wrong`."""
    if not text.strip():
        return None
    try:
        day = date.fromisoformat(text.strip())
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            return day
    except ValueError:
        pass
    wrong.append(_("“%(text)s” is not a day: write it like 2026-05-31.", text=text[:40]))
    return None
