"""Free times as a week of the reader's dates, ready for the slot picker: pure, all it needs is passed in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from app.mentoring.slots import Slot
from app.mentoring.wallclock import label
from app.web.jinja import as_day, in_minutes, weekday

LISTED = 14
"""Dates that the list shows at once."""
_START = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z")


@dataclass(frozen=True)
class Week:
    """One week of days; `other` is the Monday of the nearest week with free times when this one has none."""

    monday: date
    days: list[dict[str, Any]]
    earlier: date | None
    later: date | None
    other: date | None
    number: int


def start_value(start: datetime) -> str:
    """How a start travels in a form: UTC, to the minute (to the second where a zone needs it)."""
    return start.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ" if not start.second else "%Y-%m-%dT%H:%M:%SZ")


def read_start(text: str | None) -> datetime | None:
    """A start as sent, or None when it is not one."""
    if not text or not _START.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def read_monday(text: str | None, fallback: date) -> date:
    """The Monday of a date in a URL; the fallback's for anything else."""
    day = _read_day(text, fallback)
    return day - timedelta(days=day.weekday())


def _read_day(text: str | None, fallback: date) -> date:
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return fallback
    return day if 2000 <= day.year <= 2199 else fallback


def monday_of(start: datetime, zone: str) -> date:
    """The Monday of an instant's week in that zone."""
    day = start.astimezone(ZoneInfo(zone)).date()
    return day - timedelta(days=day.weekday())


def week_of(slots: Sequence[Slot], asked: str | None, today: date, zone: str, partner: Any) -> Week:
    """The asked week (else the first with a free time), in the reader's `zone`, with the partner's times beside."""
    by_day: dict[date, list[Slot]] = defaultdict(list)
    for slot in slots:
        by_day[slot.start.astimezone(ZoneInfo(zone)).date()].append(slot)
    free = sorted({day - timedelta(days=day.weekday()) for day in by_day})
    this_week = today - timedelta(days=today.weekday())
    monday = read_monday(asked, free[0] if free else today)
    days = [monday + timedelta(days=n) for n in range(7)]
    shown = [day for day in days if day.weekday() < 5 or by_day.get(day)]
    return Week(
        monday=monday,
        days=[_day(day, by_day.get(day, []), zone, partner) for day in shown],
        earlier=monday - timedelta(days=7) if monday > this_week else None,
        later=monday + timedelta(days=7) if free and monday < free[-1] else None,
        other=_other(free, monday),
        number=sum(len(by_day.get(day, [])) for day in days),
    )


def list_of(slots: Sequence[Slot], asked: str | None, today: date, zone: str, partner: Any) -> Week:
    """The same as a list: only the days that have free times, two weeks of dates at once from the asked one on."""
    by_day: dict[date, list[Slot]] = defaultdict(list)
    for slot in slots:
        by_day[slot.start.astimezone(ZoneInfo(zone)).date()].append(slot)
    free = sorted(by_day)
    begin = max(_read_day(asked, free[0] if free else today), today) if asked or not free else free[0]
    end = begin + timedelta(days=LISTED)
    shown = [day for day in free if begin <= day < end]
    later = next((day for day in free if day >= end), None)
    return Week(
        monday=begin,
        days=[_day(day, by_day[day], zone, partner) for day in shown],
        earlier=max(today, begin - timedelta(days=LISTED)) if free and free[0] < begin else None,
        later=later,
        other=None if shown or not free else free[0],
        number=sum(len(by_day[day]) for day in shown),
    )


def _other(free: list[date], monday: date) -> date | None:
    if monday in free or not free:
        return None
    return next((week for week in free if week > monday), free[-1])


def _day(day: date, slots: Iterable[Slot], zone: str, partner: Any) -> dict[str, Any]:
    told = [
        {"value": start_value(at), "text": wall_clock(at, zone), "note": beside(at, zone, partner)}
        for at in (slot.start for slot in slots)
    ]
    return {"label": weekday(day), "number": day.day, "long": as_day(day), "slots": told}


def wall_clock(start: datetime, zone: str) -> str:
    """The time of day there; with the zone's short name when the clock shows it twice that day (T2)."""
    twice = label(start, zone)
    return in_minutes(start, zone) + (f" {twice}" if twice else "")


def beside(start: datetime, zone: str, partner: Any) -> str:
    """ "08:00 for Inés", when it differs from the reader's own time; with the weekday when that differs, too (T4)."""
    if partner is None:
        return ""
    mine, theirs = start.astimezone(ZoneInfo(zone)), start.astimezone(ZoneInfo(partner.zone))
    if mine.utcoffset() == theirs.utcoffset():
        return ""
    time = wall_clock(start, partner.zone)
    if mine.date() != theirs.date():
        time = f"{weekday(theirs.date())} {time}"
    return _("%(time)s for %(name)s", time=time, name=partner.first_name)
