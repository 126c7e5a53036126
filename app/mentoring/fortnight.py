"""What a mentor's hours lead to: the next two weeks by their own clock, day by day. Pure, all it needs is passed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from app.mentoring.slots import Slot

DAYS = 14
MOST = 14
"""Times of a day that are shown one by one."""


@dataclass(frozen=True)
class Offered:
    """The times of one kind on one day: the first few, and how many more there are."""

    kind: str
    slots: tuple[Slot, ...]
    more: int


@dataclass(frozen=True)
class Day:
    """`note`: why other hours hold than in other weeks (a holiday's name, the mentor's own note, "closed")."""

    day: date
    offered: tuple[Offered, ...]
    note: str


def fortnight(today: date, zone: str, slots: Mapping[str, Iterable[Slot]], notes: Mapping[date, str]) -> list[Day]:
    """The dates from `today` on that have free times or something to be told of."""
    by_day: dict[tuple[date, str], list[Slot]] = {}
    for kind, found in slots.items():
        for slot in found:
            by_day.setdefault((slot.start.astimezone(ZoneInfo(zone)).date(), kind), []).append(slot)
    days = []
    for day in (today + timedelta(days=n) for n in range(DAYS)):
        told = tuple(_offered(kind, by_day[day, kind]) for kind in slots if (day, kind) in by_day)
        if told or day in notes:
            days.append(Day(day, told, notes.get(day, "")))
    return days


def _offered(kind: str, slots: Sequence[Slot]) -> Offered:
    return Offered(kind, tuple(slots[:MOST]), max(0, len(slots) - MOST))
