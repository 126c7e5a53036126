"""What a wall clock shows, and when: local dates and minutes of an IANA zone, and the instants they stand for.

Pure. Instants are aware datetimes, in UTC when they leave here. Nothing assumes that a day has 24 hours
or a midnight, or that clocks move by whole hours.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

Minutes = tuple[int, int]
"""From and until, in wall-clock minutes of one local date; 1440 is the midnight that ends it."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ClockChange:
    """From this date of the reader on, the partner's times show so many minutes later (or earlier)."""

    day: date
    minutes: int


def utc(instant: datetime) -> datetime:
    """The same instant in UTC; times without a zone are refused rather than guessed."""
    if instant.tzinfo is None:
        raise ValueError("a time without a zone")
    return instant.astimezone(UTC)


def stretches(timezone: str, windows: Iterable[Minutes], day: date) -> list[tuple[datetime, datetime]]:
    """When the wall clock of that local date reads within the windows: [start, end) in UTC, in order.

    Windows that overlap or touch are one, so that what is cut out of them never overlaps. A window is
    in pieces only where the clock goes back from inside it to before it (02:30 to 05:00 on such a day).
    """
    midnight = datetime.combine(day, time(), UTC)  # the wall clock's face, written as if it were UTC
    found: list[tuple[datetime, datetime]] = []
    for opens, closes in _joined(windows):
        pieces: list[tuple[datetime, datetime]] = []
        for span in _spans(timezone, day.year):
            start = max(midnight + timedelta(minutes=opens) - span.offset, span.since)
            end = min(midnight + timedelta(minutes=closes) - span.offset, span.until)
            if start < end and pieces and pieces[-1][1] == start:
                pieces[-1] = (pieces[-1][0], end)
            elif start < end:
                pieces.append((start, end))
        found += pieces
    return sorted(found)


def label(instant: datetime, timezone: str) -> str | None:
    """What must stand beside this instant's wall-clock time because the clock shows that time twice, else None.

    "CEST" and "CET" where the zone has such names and they differ, "UTC+11:00" where it has not.
    """
    local = utc(instant).astimezone(ZoneInfo(timezone))
    first, second = local.replace(fold=0), local.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return None
    name = local.tzname() or ""
    if name.isalpha() and first.tzname() != second.tzname():
        return name
    return f"UTC{local.isoformat()[-6:]}"


def clock_changes(reader_zone: str, partner_zone: str, since: datetime, until: datetime) -> tuple[ClockChange, ...]:
    """The dates after `since` and up to `until` from which two zones are further apart or closer than before.

    Clocks that change within a day of each other (Berlin and Helsinki, New York and Chicago) count as
    one change, which is none when they end as far apart as they began.
    """
    since, until = utc(since), utc(until)
    instants = sorted(
        _changes(reader_zone, since - _DAY, until + _DAY) | _changes(partner_zone, since - _DAY, until + _DAY)
    )
    groups: list[list[datetime]] = []
    for instant in instants:
        if groups and instant - groups[-1][-1] < _DAY:
            groups[-1].append(instant)
        else:
            groups.append([instant])
    found = []
    for group in groups:
        before = _apart(reader_zone, partner_zone, group[0] - timedelta(seconds=1))
        moved = _apart(reader_zone, partner_zone, group[-1]) - before
        if moved and since < group[0] <= until:
            # A change in the reader's afternoon or evening is felt from the next date on.
            felt = (group[0] + _DAY / 2).astimezone(ZoneInfo(reader_zone)).date()
            found.append(ClockChange(felt, moved // timedelta(minutes=1)))
    return tuple(found)


def clock_change_notice(reader_zone: str, partner_zone: str, since: datetime, until: datetime) -> ClockChange | None:
    """The first of `clock_changes`, for "From 29 March this moves one hour for you"; None when there is none."""
    return next(iter(clock_changes(reader_zone, partner_zone, since, until)), None)


class _Span(NamedTuple):
    """[since, until) in UTC during which a zone keeps one offset from UTC."""

    since: datetime
    until: datetime
    offset: timedelta


@lru_cache(maxsize=256)
def _spans(timezone: str, year: int) -> tuple[_Span, ...]:
    """A zone's spans of equal offset in a year, with two days to spare at both ends.

    `zoneinfo` does not tell its transitions, so it is asked every six hours and the change in between
    is bisected to the second.
    """
    zone, step = ZoneInfo(timezone), timedelta(hours=6)
    at, end = datetime(year, 1, 1, tzinfo=UTC) - 2 * _DAY, datetime(year + 1, 1, 3, tzinfo=UTC)
    found, since = [], at
    while at < end:
        if _offset(zone, at) != _offset(zone, at + step):
            change = _change_between(zone, at, at + step)
            found.append(_Span(since, change, _offset(zone, at)))
            since = change
        at += step
    return (*found, _Span(since, at, _offset(zone, at)))


def _change_between(zone: ZoneInfo, earlier: datetime, later: datetime) -> datetime:
    old, seconds = _offset(zone, earlier), range(int((later - earlier).total_seconds()) + 1)
    after = bisect_left(seconds, True, key=lambda s: _offset(zone, earlier + timedelta(seconds=s)) != old)
    return earlier + timedelta(seconds=after)


def _changes(timezone: str, since: datetime, until: datetime) -> set[datetime]:
    """The instants in [since, until) at which a zone's offset changes."""
    years = range(since.year, until.year + 1)
    changes = {later.since for year in years for _, later in pairwise(_spans(timezone, year))}
    return {instant for instant in changes if since <= instant < until}


def _apart(reader_zone: str, partner_zone: str, instant: datetime) -> timedelta:
    return _offset(ZoneInfo(reader_zone), instant) - _offset(ZoneInfo(partner_zone), instant)


def _offset(zone: ZoneInfo, instant: datetime) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta()


def _joined(windows: Iterable[Minutes]) -> list[Minutes]:
    """Windows of one date in order, those that overlap or touch made one, empty ones left out."""
    found: list[Minutes] = []
    for opens, closes in sorted(w for w in windows if w[0] < w[1]):
        if found and opens <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], closes))
        else:
            found.append((opens, closes))
    return found
