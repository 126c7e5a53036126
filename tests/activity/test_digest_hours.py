"""The hour of a digest in any zone of the world, also when its clock changes (N1)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.activity.digest_hours import due_after

ZONES = sorted(available_timezones())
MOMENTS = st.datetimes(datetime(2011, 1, 1), datetime(2035, 1, 1)).map(lambda naive: naive.replace(tzinfo=UTC))


def run(start: datetime, how: str, hour: int, day: int, zone: str, times: int) -> list[datetime]:
    dues = []
    for _ in range(times):
        due = due_after(start, how, hour, day, zone)
        assert due is not None
        dues.append(due)
        start = due
    return dues


@given(MOMENTS, st.integers(0, 23), st.sampled_from(ZONES))
def test_once_a_day_at_the_hour(start: datetime, hour: int, zone: str) -> None:
    dues = run(start, "daily", hour, 0, zone, 12)
    place = ZoneInfo(zone)
    days = [due.astimezone(place).date() for due in dues]
    assert days == sorted(set(days)), "never twice on one day"
    assert all(due > start for due in dues) and dues[0] - start <= timedelta(days=2, hours=1)
    for due in dues:
        local = due.astimezone(place)
        if (local.hour, local.minute) != (hour, 0):
            before = (due - timedelta(seconds=1)).astimezone(place)
            assert before.utcoffset() != local.utcoffset() or _left_out(local, hour, place), (zone, local)
        assert local.fold == 0, "of an hour that comes twice, the first"


def _left_out(local: datetime, hour: int, place: ZoneInfo) -> bool:
    """Is there no such hour on this day?"""
    wall = local.replace(hour=hour, minute=0, second=0, microsecond=0, fold=0)
    return wall.astimezone(UTC).astimezone(place).replace(tzinfo=None) != wall.replace(tzinfo=None)


@given(MOMENTS, st.integers(0, 23), st.integers(0, 6), st.sampled_from(ZONES))
def test_once_a_week_on_the_day(start: datetime, hour: int, day: int, zone: str) -> None:
    dues = run(start, "weekly", hour, day, zone, 4)
    gaps = [later - earlier for earlier, later in pairwise(dues)]
    assert all(timedelta(days=5, hours=20) <= gap <= timedelta(days=8, hours=4) for gap in gaps)
    assert sum(due.astimezone(ZoneInfo(zone)).weekday() == day for due in dues) >= 3


@pytest.mark.parametrize(
    ("zone", "after", "hour", "due"),
    [
        ("Asia/Kathmandu", "2026-11-30T01:00", 8, "2026-11-30T02:15"),
        ("Europe/Brussels", "2026-03-28T12:00", 2, "2026-03-29T01:00"),  # 2:00 does not exist: it is 3:00
        ("Europe/Brussels", "2026-10-24T12:00", 2, "2026-10-25T00:00"),  # 2:00 comes twice: the first
        ("Europe/Brussels", "2026-10-25T00:00", 2, "2026-10-26T01:00"),  # and not the second
        ("America/Sao_Paulo", "2018-11-03T12:00", 0, "2018-11-04T03:00"),  # midnight does not exist
        ("Australia/Lord_Howe", "2026-10-03T00:00", 2, "2026-10-03T15:30"),  # half an hour is left out
        ("Pacific/Apia", "2011-12-29T20:00", 8, "2011-12-30T18:00"),  # a whole day is left out
    ],
)
def test_clocks_that_change(zone: str, after: str, hour: int, due: str) -> None:
    start, expected = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (after, due))
    assert due_after(start, "daily", hour, 0, zone) == expected


def test_never_is_never() -> None:
    assert due_after(datetime(2026, 1, 1, tzinfo=UTC), "never", 8, 0, "Europe/Brussels") is None
