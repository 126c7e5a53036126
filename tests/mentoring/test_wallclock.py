"""Two people's clocks (T4), and a time that a clock shows twice."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.mentoring.wallclock import ClockChange, clock_change_notice, clock_changes, label


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


# T4: two people's clocks


def test_clocks_that_change_on_different_days_are_told():
    spring = (utc(2026, 2, 1), utc(2026, 5, 1))
    assert clock_changes("America/New_York", "Europe/Brussels", *spring) == (
        ClockChange(date(2026, 3, 8), 60),
        ClockChange(date(2026, 3, 29), -60),
    )
    assert clock_change_notice("Europe/Brussels", "Asia/Kolkata", *spring) == ClockChange(date(2026, 3, 29), 60)
    assert clock_change_notice("Asia/Kolkata", "Europe/Brussels", *spring) == ClockChange(date(2026, 3, 29), -60)
    assert clock_change_notice("Australia/Lord_Howe", "Asia/Tokyo", *spring) == ClockChange(date(2026, 4, 5), -30)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Europe/Brussels", "Europe/Athens"),
        ("America/New_York", "America/Los_Angeles"),  # three hours apart in changing, as far apart afterwards
        ("Asia/Kolkata", "Asia/Tokyo"),
        ("Europe/Brussels", "Europe/Paris"),
    ],
)
def test_clocks_that_change_together_are_not_told(one, other):
    hour = utc(2026, 1, 1)
    assert clock_change_notice(one, other, hour, utc(2027, 1, 1)) is None
    for n in range(24):  # nor when the span ends between the two changes
        assert clock_change_notice(one, other, hour, utc(2026, 3, 8, n)) is None
        assert clock_change_notice(one, other, utc(2026, 3, 8, n), utc(2026, 6, 1)) is None


def test_only_changes_within_the_span_are_told():
    at = utc(2026, 3, 29, 1)
    just = timedelta(seconds=1)
    assert clock_change_notice("Europe/Brussels", "Asia/Kolkata", at - just, at) is not None
    assert clock_change_notice("Europe/Brussels", "Asia/Kolkata", at, at + just) is None
    assert clock_change_notice("Europe/Brussels", "Asia/Kolkata", at - 2 * just, at - just) is None


@pytest.mark.parametrize(
    ("zone", "instant", "shown"),
    [
        ("Europe/Brussels", utc(2026, 10, 25, 0), "CEST"),
        ("Europe/Brussels", utc(2026, 10, 25, 1), "CET"),
        ("Europe/Brussels", utc(2026, 10, 24, 23, 59), None),
        ("Europe/Brussels", utc(2026, 10, 25, 2), None),
        ("Europe/Brussels", utc(2026, 3, 29, 1), None),
        ("Australia/Lord_Howe", utc(2026, 4, 4, 14, 30), "UTC+11:00"),
        ("Australia/Lord_Howe", utc(2026, 4, 4, 15), "UTC+10:30"),
        ("Asia/Kolkata", utc(2026, 10, 25, 1), None),
    ],
)
def test_a_time_shown_twice_is_told_apart(zone, instant, shown):
    assert label(instant, zone) == shown
