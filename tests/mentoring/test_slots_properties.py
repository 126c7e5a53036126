"""What holds for every zone, every hour and every year from 2020 to 2035. HYPOTHESIS_PROFILE=thorough asks more."""

import os
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

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
from app.mentoring.wallclock import clock_changes, label, stretches

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
many = settings(
    max_examples=2000 if THOROUGH else 80,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
ZONES = sorted(available_timezones() - {"localtime", "posixrules", "Factory"})
FIRST, LAST = date(2020, 1, 1), date(2035, 12, 31)


@cache
def change_dates(zone):
    """Where it gets interesting: the dates around which a zone's clocks change, found day by day."""
    noon = [datetime(FIRST.year, 1, 1, 12, tzinfo=UTC) + n * DAY for n in range((LAST - FIRST).days)]
    offsets = [at.astimezone(ZoneInfo(zone)).utcoffset() for at in noon]
    return [at.date() for at, (was, now) in zip(noon[1:], pairwise(offsets), strict=True) if was != now]


@st.composite
def zones_and_days(draw):
    """A zone and a date, every other time within two days of a clock change."""
    zone = draw(st.sampled_from(ZONES))
    changes = change_dates(zone) if draw(st.booleans()) else []
    if changes:
        return zone, draw(st.sampled_from(changes)) + draw(st.integers(-2, 1)) * DAY
    return zone, draw(st.dates(FIRST, LAST))


minutes = st.one_of(st.integers(0, 1440), st.sampled_from([0, 60, 120, 150, 180, 1380, 1440]))
windows = st.tuples(minutes, minutes)
kinds = st.sampled_from(["", "", "first_talk", "session"])


@st.composite
def diaries(draw):
    """Hours, sessions, a moment and a few days from it; small steps and wide windows, so that things meet."""
    zone, day = draw(zones_and_days())
    weekly = draw(st.lists(st.builds(Window, st.integers(0, 6), minutes, minutes, kinds), max_size=6))
    overrides = draw(st.dictionaries(st.integers(0, 4), st.lists(windows, max_size=3).map(tuple), max_size=3))
    buffer = st.sampled_from([0, 0, 5, 15, 45])
    hours = Hours(
        zone,
        tuple(weekly),
        {day + n * DAY: override for n, override in overrides.items()},
        session_minutes=draw(st.sampled_from([20, 30, 45, 60, 90])),
        notice_hours=draw(st.sampled_from([0, 1, 24])),
        horizon_days=draw(st.integers(0, 5)),
        buffer_before=draw(buffer),
        buffer_after=draw(buffer),
        weekly_limit=draw(st.sampled_from([None, None, 1, 2])),
        hours_month=draw(st.sampled_from([None, None, 0, 1, 3])),
        first_talk_minutes=draw(st.sampled_from([None, 15, 20])),
        kind=draw(st.sampled_from(["session", "first_talk"])),
    )
    now = datetime(day.year, day.month, day.day, tzinfo=UTC) + draw(st.integers(-1440, 1440)) * MINUTE
    busy = []
    for _ in range(draw(st.integers(0, 6))):
        start = now + draw(st.integers(-600, 5 * 1440)) * MINUTE
        busy.append(Busy(start, start + draw(st.integers(1, 180)) * MINUTE, draw(st.sampled_from(Party))))
    told = [(b.start, b.end) for b in busy if b.party is Party.MENTOR]
    counts = {"week_count": count_weeks(zone, [start for start, _ in told]), "month_minutes": count_months(zone, told)}
    return hours, busy, now, day - 2 * DAY, day + 7 * DAY, counts


def listed(diary):
    hours, busy, now, first, last, counts = diary
    return free_slots(hours, busy, now, first, last, **counts)


def ruled(diary, start):
    hours, busy, now, _, _, counts = diary
    return verdict(hours, busy, now, start, **counts)


@many
@given(zones_and_days(), st.lists(windows, max_size=3))
def test_stretches_are_the_minutes_at_which_the_wall_clock_reads_so(zone_day, wanted):
    """An oracle that knows nothing of offsets: look at the clock every minute of three days in UTC."""
    zone, day = zone_day
    clock = ZoneInfo(zone)
    at = datetime(day.year, day.month, day.day, tzinfo=UTC) - DAY
    expected = set()
    for n in range(3 * 1440):
        local = (at + n * MINUTE).astimezone(clock)
        reading = local.hour * 60 + local.minute
        if local.date() == day and any(start <= reading < end for start, end in wanted):
            expected.add(at + n * MINUTE)
    found = stretches(zone, wanted, day)
    assert all(start < end for start, end in found)
    spread = [start + n * MINUTE for start, end in found for n in range((end - start) // MINUTE)]
    assert len(spread) == len(set(spread))
    assert set(spread) == expected


@many
@given(diaries())
def test_each_kind_keeps_to_its_own_hours(diary):
    """What is for first talks only is never a session's, and the other way round; a kind not on offer has no times."""
    hours, _, _, first, _, _ = diary
    for slot in listed(diary):
        assert hours.minutes is not None
        day = slot.start.astimezone(ZoneInfo(hours.timezone)).date()
        if day not in hours.overrides:
            mine = [(w.start_minute, w.end_minute) for w in hours.weekly if w.kind in ("", hours.kind)]
            assert any(start <= slot.start < end for start, end in stretches(hours.timezone, mine, day))


@many
@given(diaries(), st.data())
def test_the_list_is_exactly_what_the_verdict_accepts(diary, data):
    hours, _, now, first, _, _ = diary
    found = {slot.start for slot in listed(diary)}
    assert all(ruled(diary, start) is None for start in found)
    begin = datetime(first.year, first.month, first.day, tzinfo=UTC)
    tried = {begin + data.draw(st.integers(0, 9 * 1440)) * MINUTE for _ in range(20)}
    tried |= {start + n * MINUTE for start in sorted(found)[:8] for n in (-60, -30, -1, 1, 15, 30, 60)}
    tried |= {now + timedelta(hours=hours.notice_hours) + n * MINUTE for n in (-1, 0, 1)}
    for start in tried:
        assert (ruled(diary, start) is None) == (start in found)


@many
@given(diaries())
def test_every_cut_of_a_window_is_listed_or_refused_for_a_reason_that_holds(diary):
    """Nothing free is kept back: what is not listed has a reason, re-derived here by hand."""
    hours, busy, now, first, last, counts = diary
    zone, length = ZoneInfo(hours.timezone), timedelta(minutes=hours.minutes or 1440 * 9)
    gap = timedelta(minutes=max(hours.buffer_before, hours.buffer_after))
    today = now.astimezone(zone).date()
    for n in range((last - first).days + 1):
        day = first + n * DAY
        for begins, ends in stretches(hours.timezone, hours.windows_on(day), day):
            for start in (begins + k * length for k in range((ends - begins) // length)):
                space = {Party.MENTOR: gap, Party.MENTEE: timedelta()}
                meets = {
                    b.party
                    for b in busy
                    if start < b.end + space[b.party] and b.start - space[b.party] < start + length
                }
                holds = {
                    Reason.NOTICE: start - now < timedelta(hours=hours.notice_hours),
                    Reason.HORIZON: (day - today).days > hours.horizon_days,
                    Reason.WEEKLY_LIMIT: hours.weekly_limit is not None
                    and counts["week_count"][day.isocalendar()[:2]] >= hours.weekly_limit,
                    Reason.MONTHLY_LIMIT: hours.hours_month is not None
                    and counts["month_minutes"][day.year, day.month] + hours.minutes > hours.hours_month * 60,
                    Reason.BUSY_MENTOR: Party.MENTOR in meets,
                    Reason.BUSY_MENTEE: Party.MENTEE in meets,
                }
                said = ruled(diary, start)
                assert holds[said] if said else not any(holds.values())


@many
@given(diaries())
def test_slots_have_their_length_lie_in_a_window_and_never_overlap(diary):
    hours, busy, _, first, last, _ = diary
    zone, length = ZoneInfo(hours.timezone), timedelta(minutes=hours.minutes or 1440 * 9)
    found = listed(diary)
    for slot in found:
        assert slot.end - slot.start == length
        day = slot.start.astimezone(zone).date()
        assert first <= day <= last
        pieces = stretches(hours.timezone, hours.windows_on(day), day)
        assert any(start <= slot.start and slot.end <= end for start, end in pieces)
    assert all(one.end <= other.start for one, other in pairwise(found))
    gap = timedelta(minutes=max(hours.buffer_before, hours.buffer_after))
    for taken in busy:
        space = gap if taken.party is Party.MENTOR else timedelta()
        assert all(slot.end + space <= taken.start or taken.end + space <= slot.start for slot in found)


@many
@given(diaries(), st.sampled_from(ZONES))
def test_the_zone_in_which_an_instant_is_written_does_not_matter(diary, elsewhere):
    hours, busy, now, first, last, counts = diary
    there = ZoneInfo(elsewhere)
    moved = [Busy(b.start.astimezone(there), b.end.astimezone(there), b.party) for b in busy]
    found = listed(diary)
    assert free_slots(hours, moved, now.astimezone(there), first, last, **counts) == found
    for slot in found[:5]:
        assert verdict(hours, moved, now.astimezone(there), slot.start.astimezone(there), **counts) is None


@many
@given(diaries(), st.sampled_from([Reason.CAPACITY, Reason.PAUSED, Reason.BLOCKED]))
def test_a_gate_leaves_nothing(diary, gate):
    hours, busy, now, first, last, counts = diary
    assert free_slots(hours, busy, now, first, last, **counts, gates=gate) == []


@many
@given(diaries())
def test_nearest_leaves_nothing_nearer_out(diary):
    found, wanted = listed(diary), diary[2] + 3 * DAY
    near = nearest(found, wanted)
    assert len(near) == min(3, len(found))
    assert near == sorted(near)
    rest = [abs(slot.start - wanted) for slot in found if slot not in near]
    assert not rest or max(abs(slot.start - wanted) for slot in near) <= min(rest)


@many
@given(zones_and_days(), st.integers(0, 1439))
def test_a_label_stands_exactly_where_two_instants_show_the_same_time(zone_day, minute):
    zone, day = zone_day
    at = datetime(day.year, day.month, day.day, tzinfo=UTC) + minute * MINUTE
    shown = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    others = [at + n * timedelta(minutes=15) for n in range(-13, 14) if n]
    twins = [other for other in others if other.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == shown]
    assert (label(at, zone) is not None) == bool(twins)
    assert label(at, zone) not in {label(twin, zone) for twin in twins} or not twins


@many
@given(st.sampled_from(ZONES), st.sampled_from(ZONES), st.dates(FIRST, LAST - 200 * DAY))
def test_clock_changes_add_up_to_the_change_in_difference(reader, partner, day):
    since = datetime(day.year, day.month, day.day, tzinfo=UTC)
    until = since + 180 * DAY

    def apart(at):
        return at.astimezone(ZoneInfo(reader)).utcoffset() - at.astimezone(ZoneInfo(partner)).utcoffset()

    for edge in (since, until):  # changes under way at an edge belong to neither side
        assume(len({apart(edge + n * timedelta(hours=1)) for n in range(-48, 49)}) == 1)
    moved = sum(change.minutes for change in clock_changes(reader, partner, since, until))
    assert timedelta(minutes=moved) == apart(until) - apart(since)
