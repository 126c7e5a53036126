"""Free times from weekly hours, through clock changes, overrides, notice and horizon (T1, T2, T3, T5)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.mentoring.slots import Hours, Reason, Slot, Window, enough_notice, free_slots, verdict

BRUSSELS = ZoneInfo("Europe/Brussels")
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
NINE_TO_NOON = tuple(Window(weekday, 9 * 60, 12 * 60) for weekday in range(5))
HOURS = Hours("Europe/Brussels", NINE_TO_NOON, session_minutes=60, notice_hours=0, horizon_days=365)
MARCH_2 = date(2026, 3, 2)  # a Monday


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def on(day, hours=HOURS, busy=(), now=NOW, week_count=None, gates=None):
    return free_slots(hours, busy, now, day, day, week_count=week_count or {}, gates=gates)


def wall(slots, zone=BRUSSELS):
    return [f"{slot.start.astimezone(zone):%H:%M %Z}" for slot in slots]


def clock(slots, zone=BRUSSELS):
    return [f"{slot.start.astimezone(zone):%H:%M}" for slot in slots]


def every_day(start_minute, end_minute, zone="Europe/Brussels", minutes=30, **terms):
    week = tuple(Window(weekday, start_minute, end_minute) for weekday in range(7))
    terms = {"notice_hours": 0, "horizon_days": 730} | terms
    return Hours(zone, week, session_minutes=minutes, **terms)


# T1: local wall-clock hours, UTC instants


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 3, 27), utc(2026, 3, 27, 8)),
        (date(2026, 3, 30), utc(2026, 3, 30, 7)),
        (date(2026, 10, 26), utc(2026, 10, 26, 8)),
    ],
)
def test_nine_in_brussels_is_another_instant_in_summer(day, first):
    assert on(day)[0] == Slot(first, first + timedelta(hours=1))


def test_slots_are_in_utc():
    assert {slot.start.tzinfo for slot in on(MARCH_2)} == {UTC}


# T2: elapsed minutes from the window's start


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2026, 3, 28), "01:00 CET,01:30 CET,02:00 CET,02:30 CET,03:00 CET,03:30 CET"),
        (date(2026, 3, 29), "01:00 CET,01:30 CET,03:00 CEST,03:30 CEST"),
        (
            date(2026, 10, 25),
            "01:00 CEST,01:30 CEST,02:00 CEST,02:30 CEST,02:00 CET,02:30 CET,03:00 CET,03:30 CET",
        ),
    ],
)
def test_a_night_with_a_clock_change(day, shown):
    assert wall(on(day, every_day(60, 240))) == shown.split(",")


@pytest.mark.parametrize(("start", "end"), [(150, 180), (120, 180), (125, 170)])
def test_a_window_that_the_clock_skips_is_empty(start, end):
    assert on(date(2026, 3, 29), every_day(start, end, minutes=5)) == []


def test_a_window_that_ends_where_the_clock_skips_ends_at_the_change():
    assert wall(on(date(2026, 3, 29), every_day(60, 150))) == ["01:00 CET", "01:30 CET"]
    assert wall(on(date(2026, 3, 29), every_day(150, 240))) == ["03:00 CEST", "03:30 CEST"]


def test_a_window_that_the_clock_enters_twice_is_offered_twice():
    assert wall(on(date(2026, 10, 25), every_day(120, 150))) == ["02:00 CEST", "02:00 CET"]
    assert wall(on(date(2026, 10, 25), every_day(150, 210))) == ["02:30 CEST", "02:30 CET", "03:00 CET"]


def test_a_session_over_a_clock_change_lasts_its_elapsed_minutes():
    [slot] = on(date(2026, 3, 29), every_day(90, 225, minutes=75))
    assert (slot.start, slot.end) == (utc(2026, 3, 29, 0, 30), utc(2026, 3, 29, 1, 45))


@pytest.mark.parametrize(("start", "end"), [(600, 600), (720, 540)])
def test_an_empty_or_negative_window_never_means_the_next_day(start, end):
    assert on(MARCH_2, every_day(start, end)) == []


def test_windows_that_overlap_or_touch_are_one():
    week = (Window(0, 9 * 60, 10 * 60 + 15), Window(0, 10 * 60 + 15, 11 * 60), Window(0, 10 * 60, 12 * 60))
    assert clock(on(MARCH_2, replace(HOURS, weekly=week, session_minutes=45))) == ["09:00", "09:45", "10:30", "11:15"]


def test_windows_that_only_touch_are_one():
    week = (Window(0, 10 * 60, 11 * 60), Window(0, 9 * 60, 10 * 60))
    assert clock(on(MARCH_2, replace(HOURS, weekly=week, session_minutes=40))) == ["09:00", "09:40", "10:20"]


def test_windows_apart_each_start_anew():
    week = (Window(0, 14 * 60 + 10, 16 * 60), Window(0, 9 * 60, 10 * 60 + 50))
    assert clock(on(MARCH_2, replace(HOURS, weekly=week))) == ["09:00", "14:10"]


def test_a_whole_day_ends_at_midnight():
    found = on(MARCH_2, every_day(0, 1440, minutes=60))
    assert (len(found), found[-1].end) == (24, utc(2026, 3, 2, 23))


@pytest.mark.parametrize(
    ("zone", "day", "sessions"),
    [
        ("Africa/Cairo", date(2026, 4, 24), 46),  # 00:00 becomes 01:00: a day without midnight
        ("Africa/Cairo", date(2026, 4, 23), 48),  # and the day that ends where midnight should be
        ("Africa/Cairo", date(2026, 10, 29), 50),  # 24:00 becomes 23:00
        ("America/Santiago", date(2026, 9, 6), 46),
        ("Australia/Lord_Howe", date(2026, 10, 4), 47),  # half an hour
        ("Australia/Lord_Howe", date(2026, 4, 5), 49),
        ("Antarctica/Troll", date(2026, 3, 29), 44),  # two hours
        ("Asia/Kolkata", date(2026, 3, 29), 48),
        ("America/Sao_Paulo", date(2026, 10, 18), 48),
    ],
)
def test_days_of_odd_length(zone, day, sessions):
    assert len(on(day, every_day(0, 1440, zone))) == sessions


def test_sao_paulo_when_it_still_had_days_without_midnight():
    hours = every_day(0, 120, "America/Sao_Paulo")
    found = on(date(2018, 11, 4), hours, now=utc(2018, 11, 1))
    assert wall(found, ZoneInfo("America/Sao_Paulo")) == ["01:00 -02", "01:30 -02"]
    late = on(date(2018, 2, 17), every_day(1380, 1440, "America/Sao_Paulo"), now=utc(2018, 2, 1))
    assert wall(late, ZoneInfo("America/Sao_Paulo")) == ["23:00 -02", "23:30 -02", "23:00 -03", "23:30 -03"]


def test_a_day_that_never_was():
    hours = every_day(0, 1440, "Pacific/Apia", minutes=60)
    days = [date(2011, 12, 29) + timedelta(days=n) for n in range(3)]
    assert [len(on(day, hours, now=utc(2011, 12, 1))) for day in days] == [24, 0, 24]


# T3: overrides


def test_an_override_replaces_that_day_only():
    hours = replace(
        HOURS, overrides={MARCH_2: ((14 * 60, 15 * 60),), date(2026, 3, 3): (), date(2026, 3, 7): ((0, 60),)}
    )
    assert clock(on(MARCH_2, hours)) == ["14:00"]
    assert on(date(2026, 3, 3), hours) == []
    assert clock(on(date(2026, 3, 4), hours)) == ["09:00", "10:00", "11:00"]
    assert clock(on(date(2026, 3, 7), hours)) == ["00:00"]  # a Saturday
    assert on(date(2026, 3, 9), hours)[0].start == utc(2026, 3, 9, 8)


# T5: notice and horizon


def test_exactly_the_notice_is_enough():
    hours = replace(HOURS, notice_hours=24)
    start = utc(2026, 3, 3, 8)
    tick = timedelta(microseconds=1)
    assert verdict(hours, (), start - timedelta(hours=24), start, week_count={}) is None
    assert verdict(hours, (), start - timedelta(hours=24) + tick, start, week_count={}) is Reason.NOTICE
    assert verdict(HOURS, (), start, start, week_count={}) is None
    assert verdict(HOURS, (), start + tick, start, week_count={}) is Reason.NOTICE


def test_notice_is_elapsed_hours():
    start = utc(2026, 3, 29, 12)  # 14:00, and 24 hours before it is 13:00
    hours = replace(HOURS, notice_hours=24)
    assert enough_notice(hours, datetime(2026, 3, 28, 13, tzinfo=BRUSSELS), start)
    assert not enough_notice(hours, datetime(2026, 3, 28, 13, 0, 1, tzinfo=BRUSSELS), start)


def test_the_last_day_of_the_horizon_is_bookable_to_its_end_in_the_mentors_zone():
    hours = every_day(0, 1440, "Pacific/Auckland", minutes=60, horizon_days=3)
    now = utc(2026, 6, 1, 12, 30)  # already the 2nd in Auckland
    found = free_slots(hours, (), now, date(2026, 5, 1), date(2026, 7, 1), week_count={})
    assert found[-1].end == datetime(2026, 6, 6, tzinfo=ZoneInfo("Pacific/Auckland"))
    assert verdict(hours, (), now, found[-1].end, week_count={}) is Reason.HORIZON
    assert verdict(replace(hours, horizon_days=4), (), now, found[-1].end, week_count={}) is None


@pytest.mark.parametrize("start", [utc(1, 1, 1), utc(9999, 12, 31, 23, 59), datetime.max.replace(tzinfo=UTC)])
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_absurd_starts_are_refused(start, zone):
    hours = replace(HOURS, timezone=zone)
    assert verdict(hours, (), NOW, start, week_count={}) in {Reason.NOTICE, Reason.HORIZON}
    assert free_slots(hours, (), NOW, date.min, date.min, week_count={}) == []
    assert free_slots(hours, (), NOW, date.max, date.max, week_count={}) == []
