"""What is taken, limited or closed, and that one verdict decides (B1, B4, B5)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.mentoring.slots import (
    Busy,
    Hours,
    Party,
    Reason,
    Window,
    count_months,
    count_weeks,
    free_slots,
    nearest,
    verdict,
)

BRUSSELS = ZoneInfo("Europe/Brussels")
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
NINE_TO_NOON = tuple(Window(weekday, 9 * 60, 12 * 60) for weekday in range(5))
HOURS = Hours("Europe/Brussels", NINE_TO_NOON, session_minutes=60, notice_hours=0, horizon_days=365)
MARCH_2 = date(2026, 3, 2)  # a Monday


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def on(day, hours=HOURS, busy=(), now=NOW, week_count=None, gates=None):
    return free_slots(hours, busy, now, day, day, week_count=week_count or {}, gates=gates)


def clock(slots, zone=BRUSSELS):
    return [f"{slot.start.astimezone(zone):%H:%M}" for slot in slots]


def every_day(start_minute, end_minute, zone="Europe/Brussels", minutes=30, **terms):
    week = tuple(Window(weekday, start_minute, end_minute) for weekday in range(7))
    terms = {"notice_hours": 0, "horizon_days": 730} | terms
    return Hours(zone, week, session_minutes=minutes, **terms)


# B1, B5: what is taken


def test_overlap_is_half_open():
    for party in Party:
        assert clock(on(MARCH_2, busy=[Busy(utc(2026, 3, 2, 9), utc(2026, 3, 2, 10), party)])) == ["09:00", "11:00"]
        tiny = Busy(utc(2026, 3, 2, 9, 59), utc(2026, 3, 2, 10), party)
        assert clock(on(MARCH_2, busy=[tiny])) == ["09:00", "11:00"]


def test_the_verdict_says_who_is_busy():
    taken = utc(2026, 3, 2, 9), utc(2026, 3, 2, 10)
    mentor, mentee = Busy(*taken, Party.MENTOR), Busy(*taken, Party.MENTEE)
    assert verdict(HOURS, [mentor, mentee], NOW, taken[0], week_count={}) is Reason.BUSY_MENTOR
    assert verdict(HOURS, [mentee], NOW, taken[0], week_count={}) is Reason.BUSY_MENTEE
    assert verdict(HOURS, [], NOW, taken[0], week_count={}) is None


@pytest.mark.parametrize(
    ("before", "after", "free"),
    [
        (0, 0, "09:00,09:30,10:30,11:00,11:30"),
        (30, 0, "09:00,11:00,11:30"),
        (0, 30, "09:00,11:00,11:30"),
        (30, 15, "09:00,11:00,11:30"),  # the longer, not the sum
        (31, 15, "11:30"),
    ],
)
def test_the_gap_between_two_sessions_is_the_longer_buffer(before, after, free):
    hours = replace(HOURS, session_minutes=30, buffer_before=before, buffer_after=after)
    busy = [Busy(utc(2026, 3, 2, 9), utc(2026, 3, 2, 9, 30), Party.MENTOR)]
    assert clock(on(MARCH_2, hours, busy)) == free.split(",")


def test_buffers_are_the_mentors_and_spill_outside_the_window():
    hours = replace(HOURS, buffer_before=60, buffer_after=60)
    taken = utc(2026, 3, 2, 9), utc(2026, 3, 2, 10)
    assert clock(on(MARCH_2, hours)) == ["09:00", "10:00", "11:00"]
    assert clock(on(MARCH_2, hours, [Busy(*taken, Party.MENTEE)])) == ["09:00", "11:00"]
    assert clock(on(MARCH_2, hours, [Busy(*taken, Party.MENTOR)])) == []
    early = Busy(
        utc(2026, 3, 2, 6), utc(2026, 3, 2, 7, 1), Party.MENTOR
    )  # outside the hours, but an hour's rest is due
    assert clock(on(MARCH_2, hours, [early])) == ["10:00", "11:00"]


# Weekly limit and gates


def test_the_weekly_limit_counts_iso_weeks_of_the_mentors_zone():
    hours = replace(HOURS, weekly_limit=2)
    sunday_night = datetime(2026, 3, 8, 23, 30, tzinfo=BRUSSELS)
    counts = count_weeks("Europe/Brussels", [sunday_night, utc(2026, 3, 2, 8)])
    assert counts == {(2026, 10): 2}
    assert count_weeks("Asia/Kolkata", [sunday_night]) == {(2026, 11): 1}
    assert on(date(2026, 3, 5), hours, week_count=counts) == []
    assert len(on(date(2026, 3, 9), hours, week_count=counts)) == 3
    assert verdict(hours, (), NOW, utc(2026, 3, 5, 8), week_count=counts) is Reason.WEEKLY_LIMIT
    assert verdict(hours, (), NOW, utc(2026, 3, 5, 8), week_count={(2026, 10): 1}) is None
    assert on(MARCH_2, replace(hours, weekly_limit=0)) == []


def test_the_iso_week_bears_its_own_year():
    assert count_weeks("UTC", [utc(2027, 1, 1), utc(2026, 12, 28)]) == {(2026, 53): 2}


@pytest.mark.parametrize("gate", [Reason.CAPACITY, Reason.RELATIONSHIP, Reason.PAUSED, Reason.BLOCKED])
def test_a_gate_closes_everything(gate):
    assert on(MARCH_2, gates=gate) == []
    assert verdict(HOURS, (), NOW, utc(2026, 3, 2, 8), week_count={}, gates=gate) is gate


# B4: hand-edited starts


@pytest.mark.parametrize("off", [timedelta(minutes=1), -timedelta(minutes=30), timedelta(microseconds=1)])
def test_a_hand_edited_start_is_refused(off):
    assert verdict(HOURS, (), NOW, utc(2026, 3, 2, 9) + off, week_count={}) is Reason.NOT_OFFERED


def test_the_same_instant_in_another_zone_is_the_same_start():
    start = datetime(2026, 10, 25, 2, 30, tzinfo=BRUSSELS, fold=1)
    assert verdict(every_day(60, 240), (), NOW, start, week_count={}) is None


def test_a_moved_session_that_is_left_out_does_not_stand_in_its_own_way():
    hours = replace(HOURS, session_minutes=15, buffer_after=15)
    other = Busy(utc(2026, 3, 2, 8), utc(2026, 3, 2, 8, 15), Party.MENTOR)
    own = Busy(utc(2026, 3, 2, 10, 30), utc(2026, 3, 2, 10, 45), Party.MENTOR)
    assert verdict(hours, [other, own], NOW, utc(2026, 3, 2, 10, 45), week_count={}) is Reason.BUSY_MENTOR
    assert verdict(hours, [other], NOW, utc(2026, 3, 2, 10, 45), week_count={}) is None


def test_times_without_a_zone_are_refused():
    with pytest.raises(ValueError, match="without a zone"):
        verdict(HOURS, (), NOW, datetime(2026, 3, 2, 8), week_count={})


@pytest.mark.parametrize("bad", [{"session_minutes": 0}, {"notice_hours": -1}, {"overrides": {MARCH_2: ((0, 1441),)}}])
def test_hours_that_cannot_be(bad):
    with pytest.raises(ValueError, match=r"."):
        replace(HOURS, **bad)
    with pytest.raises(ValueError, match="weekday"):
        Window(7, 0, 60)


def test_nearest_are_the_closest_in_order_of_time():
    slots = free_slots(HOURS, (), NOW, MARCH_2, date(2026, 3, 3), week_count={})
    wanted = utc(2026, 3, 2, 9)
    assert clock(nearest(slots, wanted)) == ["09:00", "10:00", "11:00"]
    taken = [slot for slot in slots if slot.start != wanted]
    assert clock(nearest(taken, wanted, 1)) == ["09:00"]
    assert [s.start.day for s in nearest(taken, wanted)] == [2, 2, 3]
    assert nearest([], wanted) == []


def test_hours_a_month_count_by_the_mentors_calendar_and_leave_room_for_the_whole_session():
    hours = replace(HOURS, hours_month=2, session_minutes=45)
    held = [(utc(2026, 3, 31, 21, 30), utc(2026, 3, 31, 22, 30)), (utc(2026, 3, 31, 22), utc(2026, 3, 31, 23, 15))]
    used = count_months("Europe/Brussels", held)
    assert used == {(2026, 3): 60, (2026, 4): 75}, "22:00Z is midnight in Brussels: April"

    def ruled(start, minutes):
        return verdict(hours, [], NOW, start, week_count={}, month_minutes=minutes)

    march, april = utc(2026, 3, 31, 7), utc(2026, 4, 1, 7)
    assert ruled(march, used) is None
    assert ruled(april, {(2026, 4): 75}) is None, "75 + 45 minutes are two hours to the minute"
    assert ruled(april, {(2026, 4): 76}) is Reason.MONTHLY_LIMIT
    assert ruled(march, {(2026, 4): 500}) is None


def test_each_kind_has_its_hours_and_its_length():
    week = (Window(0, 540, 600, "first_talk"), Window(0, 600, 720, "session"), Window(0, 720, 780))
    hours = replace(HOURS, weekly=week, first_talk_minutes=20)
    assert clock(on(MARCH_2, hours)) == ["10:00", "11:00", "12:00"]
    talks = hours.of_kind("first_talk")
    assert clock(on(MARCH_2, talks)) == ["09:00", "09:20", "09:40", "12:00", "12:20", "12:40"]
    assert on(MARCH_2, replace(talks, first_talk_minutes=None)) == []
    assert clock(on(MARCH_2, hours.of_kind("first_talk", 30))) == ["09:00", "09:30", "12:00", "12:30"]
    other_day = replace(talks, overrides={MARCH_2: ((840, 880),)})
    assert clock(on(MARCH_2, other_day)) == ["14:00", "14:20"], "a single day's hours are for every kind"
