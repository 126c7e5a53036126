"""When a mentor is free: the week, single days, holidays, terms of booking (T1, T3, B4, B5); through the pages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.extensions import db
from app.mentoring.models import AvailabilityWindow, DateOverride, MentoringSession, MentorProfile, Mentorship
from app.mentoring.queries.times import times_for
from app.mentoring.slots import Reason
from tests.mentoring.builders import MONDAY, a_session

HOURS = {"d0_0_from": "9:00", "d0_0_until": "12:30", "d0_1_from": "14", "d0_1_until": "17.00", "d4_0_from": "20:00",
         "d4_0_until": "24:00"}  # fmt: skip
BOOKING = {"notice_hours": "24", "horizon_days": "56", "buffer_before": "0", "buffer_after": "0"}
PAGE = "/mentoring/profile/availability"


def windows(app: Flask, person: Any) -> list[tuple[Any, ...]]:
    window = AvailabilityWindow
    with app.app_context():
        rows = db.session.execute(
            select(window.weekday, window.start_minute, window.end_minute, window.kind)
            .where(window.person_id == person.id)
            .order_by(window.weekday, window.start_minute)
        )
        return [tuple(row) for row in rows]


def free(app: Flask, pair: Any, kind: str = "session") -> list[datetime]:
    with app.app_context():
        return [slot.start for slot in times_for(db.session.get_one(Mentorship, pair.mentorship), kind).free()]


def verdict(app: Flask, pair: Any, start: datetime, kind: str = "session") -> Reason | None:
    with app.app_context():
        return times_for(db.session.get_one(Mentorship, pair.mentorship), kind).verdict(start)


def test_the_week_is_saved_as_it_is_written(app: Flask, pair: Any, mentor: Any) -> None:
    assert mentor.post("/mentoring/profile/hours", HOURS).status_code == 303
    assert windows(app, pair.mentor) == [(0, 540, 750, ""), (0, 840, 1020, ""), (4, 1200, 1440, "")]
    mentor.get(PAGE)
    assert mentor.soup.find("input", {"name": "d4_0_until"})["value"] == "24:00"


def test_a_wrong_hour_is_named_by_its_day(pair: Any, mentor: Any) -> None:
    mentor.post("/mentoring/profile/hours", {"d3_1_from": "14", "d3_1_until": "10"})
    said = mentor.soup.select_one(".error-summary a")
    assert said["href"] == "#d3_1_until" and said.get_text().startswith("Thursday: The end must be later")


def test_a_day_of_24_hours_is_a_day(app: Flask, pair: Any, mentor: Any) -> None:
    assert mentor.post("/mentoring/profile/hours", {"d1_0_from": "0:00", "d1_0_until": "24:00"}).status_code == 303
    assert windows(app, pair.mentor) == [(1, 0, 1440, "")]
    assert mentor.post("/mentoring/profile/hours", {"d1_0_from": "0:00", "d1_0_until": "0:00"}).status_code == 303
    assert windows(app, pair.mentor) == [(1, 0, 1440, "")]


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ({"d1_0_from": "9:00", "d1_0_until": "8:00"}, "end must be later"),
        ({"d1_0_from": "9:00", "d1_0_until": "9:00"}, "end must be later"),
        ({"d1_0_from": "9:00", "d1_0_until": "12:00", "d1_1_from": "11:00", "d1_1_until": "13:00"}, "overlap"),
        ({"d1_0_from": "0:00", "d1_0_until": "24:00", "d1_1_from": "11:00", "d1_1_until": "13:00"}, "overlap"),
        ({"d1_0_from": "9:00", "d1_0_until": "12:00", "d1_1_from": "11:00", "d1_1_until": "13:00",
          "d1_1_kind": "first_talk"}, "overlap"),
        ({"d1_0_from": "24:00", "d1_0_until": "24:00"}, "Write a time"),
        ({"d1_0_from": "9:00", "d1_0_until": "24:01"}, "Write a time"),
        ({"d1_0_from": "nine", "d1_0_until": "12:00"}, "Write a time"),
        ({"d1_0_from": "9:00", "d1_0_until": "12:00", "d1_0_kind": "party"}, "There is a problem"),
        ({"d1_0_from": "9:00"}, "Give both times"),
    ],
)  # fmt: skip
def test_hours_that_do_not_work_are_kept_and_explained(
    app: Flask, pair: Any, mentor: Any, hours: dict[str, str], words: str
) -> None:
    before = windows(app, pair.mentor)
    answer = mentor.post("/mentoring/profile/hours", hours)
    assert answer.status_code == 422 and words in answer.get_data(as_text=True)
    assert mentor.soup.find("input", {"name": "d1_0_from"})["value"] == hours["d1_0_from"]
    assert windows(app, pair.mentor) == before


def test_copying_a_day_needs_no_script_and_saves_nothing_yet(app: Flask, pair: Any, mentor: Any) -> None:
    before = windows(app, pair.mentor)
    typed = {"d1_0_from": "8:15", "d1_0_until": "10", "d5_0_from": "11", "d5_0_until": "12"}
    answer = mentor.post("/mentoring/profile/hours", typed | {"copy": "1", "copy_from": "1", "copy_to": "weekdays"})
    assert answer.status_code == 200 and "Not saved yet" in answer.get_data(as_text=True)
    values = {name: mentor.soup.find("input", {"name": name})["value"] for name in ("d0_0_from", "d4_0_until")}
    assert values == {"d0_0_from": "8:15", "d4_0_until": "10"}
    assert mentor.soup.find("input", {"name": "d5_0_from"})["value"] == "11", "Saturday is as it was typed"
    assert windows(app, pair.mentor) == before
    for wild in ({"copy_from": "9"}, {"copy_to": "moon"}, {"copy_from": "x"}):
        assert mentor.post("/mentoring/profile/hours", typed | {"copy": "1"} | wild).status_code == 200


def test_kinds_have_their_own_hours_and_length(app: Flask, pair: Any, mentor: Any) -> None:
    assert free(app, pair, "first_talk") == [], "a mentor without first talks has none"
    with app.app_context():
        db.session.get_one(MentorProfile, pair.mentor.id).first_talk_minutes = 20
        db.session.commit()
    hours = {"d2_0_from": "9", "d2_0_until": "10", "d2_0_kind": "first_talk", "d2_1_from": "9", "d2_1_until": "11",
             "d2_1_kind": "session"}  # fmt: skip
    assert mentor.post("/mentoring/profile/hours", hours).status_code == 303
    wednesday = datetime(2026, 5, 13, 7, tzinfo=UTC)
    day = [start for start in free(app, pair) if start.date() == wednesday.date()]
    assert day == [wednesday, wednesday + timedelta(hours=1)]
    talks = [start for start in free(app, pair, "first_talk") if start.date() == wednesday.date()]
    assert talks == [wednesday + timedelta(minutes=20 * n) for n in range(3)]
    assert verdict(app, pair, wednesday + timedelta(minutes=20)) is Reason.NOT_OFFERED
    mentor.get(PAGE)
    assert mentor.soup.find("select", {"name": "d2_0_kind"}).find("option", selected=True)["value"] == "first_talk"


def test_the_preview_shows_where_typed_hours_lead_and_saves_nothing(app: Flask, pair: Any, mentor: Any) -> None:
    before = windows(app, pair.mentor)
    url = f"{PAGE}/preview?d5_0_from=9&d5_0_until=11&d1_0_from=wrong&d1_0_until=11&notice_hours=0"
    part = mentor.fragment(url).get_data(as_text=True)
    assert "Saturday 16 May" in part and "09:00" in part and "10:00" in part and "<h1" not in part
    assert "Monday 18 May" not in part, "Monday was emptied, Tuesday cannot be read"
    assert mentor.get(url).status_code == 200, "opened directly it is the whole page"
    assert mentor.soup.find("input", {"name": "d1_0_from"})["value"] == "wrong"
    assert windows(app, pair.mentor) == before
    assert mentor.fragment(f"{PAGE}/preview?notice_hours=x&horizon_days=").status_code == 200


def test_t3_a_closed_day_asks_what_becomes_of_whom_it_affects(app: Flask, pair: Any, mentor: Any) -> None:
    with app.app_context():
        session = a_session(pair.mentorship, MONDAY + timedelta(days=2, hours=1))
    day = {"day": "2026-05-13", "closed": "closed", "note": "Trip"}
    asked = mentor.post("/mentoring/profile/exceptions", day)
    assert asked.status_code == 422 and f"/mentoring/sessions/{session}" in asked.get_data(as_text=True)
    assert mentor.soup.find("input", {"name": "note"})["value"] == "Trip"
    with app.app_context():
        assert db.session.get(DateOverride, (pair.mentor.id, date(2026, 5, 13))) is None
    assert mentor.post("/mentoring/profile/exceptions", day | {"affected": "keep"}).status_code == 303
    page = mentor.get(PAGE).get_data(as_text=True)
    assert "Booked sessions outside your hours" in page and f"/mentoring/sessions/{session}" in page
    with app.app_context():
        assert db.session.get_one(MentoringSession, session).state == "confirmed"
        stored = db.session.get_one(DateOverride, (pair.mentor.id, date(2026, 5, 13)))
        assert stored.windows == [] and stored.note == "Trip"
    assert "2026-05-13T" not in mentor.get(f"/mentoring/mentorships/{pair.mentorship}").get_data(as_text=True)
    assert mentor.post("/mentoring/profile/exceptions/2026-05-13/removal").status_code == 303
    assert mentor.post("/mentoring/profile/exceptions/2026-05-13/removal").status_code == 303
    assert "outside your hours" not in mentor.get(PAGE).get_data(as_text=True)


def test_t3_a_closed_day_may_cancel_them_and_the_mentee_is_told(
    app: Flask, pair: Any, mentor: Any, mentee: Any
) -> None:
    with app.app_context():
        within = a_session(pair.mentorship, MONDAY + timedelta(days=2, hours=1))
        other = a_session(pair.mentorship, MONDAY + timedelta(days=3, hours=1))
    day = {"day": "2026-05-13", "closed": "closed", "affected": "cancel"}
    assert mentor.post("/mentoring/profile/exceptions", day).status_code == 303
    with app.app_context():
        assert db.session.get_one(MentoringSession, within).state == "cancelled"
        assert db.session.get_one(MentoringSession, other).state == "confirmed"
    assert "cancelled" in mentee.get("/activity/inbox").get_data(as_text=True)


def test_t3_other_weekly_hours_ask_what_becomes_of_whom_they_affect(app: Flask, pair: Any, mentor: Any) -> None:
    with app.app_context():
        id_ = a_session(pair.mentorship, datetime(2026, 5, 13, 13, 0, tzinfo=UTC))  # Wednesday, 15:00 in Madrid
        covered = a_session(pair.mentorship, datetime(2026, 5, 12, 7, 0, tzinfo=UTC))
    mornings = {f"d{day}_0_{side}": at for day in range(5) for side, at in (("from", "9:00"), ("until", "12:30"))}
    for answer in ({}, {"affected": "perhaps"}):
        assert mentor.post("/mentoring/profile/hours", mornings | answer).status_code == 422
        listed = str(mentor.soup.select_one("#hours-form"))
        assert f"/mentoring/sessions/{id_}" in listed and f"/mentoring/sessions/{covered}" not in listed
        assert len(windows(app, pair.mentor)) == 5 and windows(app, pair.mentor)[0][2] == 1020, "nothing is changed"
        assert mentor.soup.find("input", {"name": "d2_0_until"})["value"] == "12:30"
    assert mentor.post("/mentoring/profile/hours", mornings | {"affected": "keep"}).status_code == 303
    assert state_of(app, id_) == "confirmed" and windows(app, pair.mentor)[0][2] == 750
    assert mentor.post("/mentoring/profile/hours", mornings).status_code == 303, "the same again asks nothing"


def test_t3_other_weekly_hours_may_cancel_them_and_the_mentee_is_told(
    app: Flask, pair: Any, mentor: Any, mentee: Any
) -> None:
    with app.app_context():
        id_ = a_session(pair.mentorship, datetime(2026, 5, 13, 13, 0, tzinfo=UTC))
    mornings = {"d2_0_from": "9:00", "d2_0_until": "12:30", "affected": "cancel"}
    assert mentor.post("/mentoring/profile/hours", mornings, htmx=True).status_code == 204
    assert state_of(app, id_) == "cancelled"
    text = mentee.get(f"/mentoring/sessions/{id_}").get_data(as_text=True)
    assert "The mentor is not free at this time any more." in text


def state_of(app: Flask, id_: str) -> str:
    with app.app_context():
        return db.session.get_one(MentoringSession, id_).state


@pytest.mark.parametrize("zone", ["Europe/Madrid", "Pacific/Auckland", "America/Santiago"])
def test_b4_during_a_break_what_lies_after_the_return_can_be_booked(
    app: Flask, pair: Any, mentee: Any, zone: str
) -> None:
    back = date(2026, 5, 20)
    with app.app_context():
        profile = db.session.get_one(MentorProfile, pair.mentor.id)
        profile.timezone, profile.state, profile.paused_until = zone, "paused", back
        db.session.commit()
    found = free(app, pair)
    there = [start.astimezone(ZoneInfo(zone)).date() for start in found]
    assert there[0] == back and min(there) == back
    for week in (timedelta(0), timedelta(weeks=1)):
        before = found[0] - timedelta(days=1) - week
        assert verdict(app, pair, before) is not None
    assert verdict(app, pair, found[0] - timedelta(days=1)) == Reason.PAUSED
    page = mentee.get(f"/mentoring/mentorships/{pair.mentorship}").get_data(as_text=True)
    assert "The mentor is on a break. The times are those from" in page
    url = f"/mentoring/mentorships/{pair.mentorship}/sessions"
    lost = mentee.post(url, {"start": f"{found[0] - timedelta(days=1):%Y-%m-%dT%H:%MZ}"})
    assert lost.status_code == 409 and "back on" in lost.get_data(as_text=True)
    assert mentee.post(url, {"start": f"{found[0]:%Y-%m-%dT%H:%MZ}"}).status_code == 303


def test_b4_of_a_break_without_an_end_nothing_can_be_booked(app: Flask, pair: Any) -> None:
    with app.app_context():
        db.session.get_one(MentorProfile, pair.mentor.id).state = "paused"
        db.session.commit()
    assert free(app, pair) == []


def test_t3_other_hours_replace_the_day(pair: Any, mentor: Any) -> None:
    day = {"day": "2026-05-16", "closed": "other", "first_from": "10:00", "first_until": "11:00"}  # a Saturday
    assert mentor.post("/mentoring/profile/exceptions", day).status_code == 303
    text = mentor.get(f"/mentoring/mentorships/{pair.mentorship}").get_data(as_text=True)
    assert "2026-05-16T08:00Z" in text and "2026-05-16T09:00Z" not in text


def test_several_days_are_closed_at_once(app: Flask, pair: Any, mentor: Any) -> None:
    days = {"day": "2026-05-18", "last": "2026-05-22", "closed": "closed", "note": "Away"}
    assert mentor.post("/mentoring/profile/exceptions", days).status_code == 303
    assert not [start for start in free(app, pair) if 18 <= start.day <= 22 and start.month == 5]
    assert [start for start in free(app, pair) if start.day == 25 and start.month == 5]
    with app.app_context():
        assert db.session.execute(select(func.count()).select_from(DateOverride)).scalar_one() == 5


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"day": "2026-05-10"}, "is over"), ({"day": ""}, "Choose a day"), ({"day": "soon"}, "Choose a day"),
     ({"day": "2036-01-01"}, "two years"), ({"closed": "other"}, "Give the hours"), ({"last": "2026-05-19"}, "before"),
     ({"last": "2026-12-24"}, "at most 92 days"), ({"last": "9999-12-31"}, "two years"),
     ({"last": "x"}, "Choose a day"),
     ({"closed": "other", "first_from": "10", "first_until": "9"}, "end must be later")],
)  # fmt: skip
def test_a_day_that_does_not_work(app: Flask, pair: Any, mentor: Any, wrong: dict[str, str], words: str) -> None:
    day = {"day": "2026-05-20", "closed": "closed", "note": "Kept as typed"}
    answer = mentor.post("/mentoring/profile/exceptions", day | wrong)
    assert answer.status_code == 422 and words in answer.get_data(as_text=True)
    assert mentor.soup.find("input", {"name": "note"})["value"] == "Kept as typed"
    assert mentor.post("/mentoring/profile/exceptions/soon/removal").status_code == 404
    with app.app_context():
        assert db.session.execute(select(func.count()).select_from(DateOverride)).scalar_one() == 0


def test_ten_thousand_single_days_are_too_many_and_none_is_lost(app: Flask, pair: Any, mentor: Any) -> None:
    with app.app_context():
        db.session.add_all(
            DateOverride(person_id=pair.mentor.id, day=date(2026, 5, 12) + timedelta(days=n)) for n in range(365)
        )
        db.session.commit()
    assert mentor.post("/mentoring/profile/exceptions", {"day": "2027-12-01", "closed": "closed"}).status_code == 303
    answer = mentor.post("/mentoring/profile/exceptions", {"day": "2027-12-02", "closed": "closed"})
    assert answer.status_code == 422 and "too many single days" in answer.get_data(as_text=True)
    again = {"day": "2027-12-01", "closed": "closed", "note": "Still mine to change"}
    assert mentor.post("/mentoring/profile/exceptions", again).status_code == 303
    with app.app_context():
        assert db.session.execute(select(func.count()).select_from(DateOverride)).scalar_one() == 366


def test_public_holidays_are_taken_unless_worked_and_single_days_go_before(app: Flask, pair: Any, mentor: Any) -> None:
    """Belgium, 25 May 2026: Whit Monday; 14 May: Ascension."""
    ascension, whit = datetime(2026, 5, 14, 7, tzinfo=UTC), datetime(2026, 5, 25, 7, tzinfo=UTC)
    assert verdict(app, pair, ascension) is None and verdict(app, pair, whit) is None
    assert mentor.post("/mentoring/profile/holidays", {"country": "BE"}).status_code == 303
    assert verdict(app, pair, ascension) is Reason.NOT_OFFERED and whit not in free(app, pair)
    assert "Pentecost Monday" in mentor.get(PAGE).get_data(as_text=True)
    assert mentor.post("/mentoring/profile/holidays", {"country": "BE", "worked": "2026-05-25"}).status_code == 303
    assert verdict(app, pair, ascension) is Reason.NOT_OFFERED and whit in free(app, pair)
    own = {"day": "2026-05-14", "closed": "other", "first_from": "9", "first_until": "10"}
    assert mentor.post("/mentoring/profile/exceptions", own).status_code == 303
    assert [start for start in free(app, pair) if start.day == 14 and start.month == 5] == [ascension]
    assert mentor.post("/mentoring/profile/holidays", {"country": ""}).status_code == 303
    assert whit in free(app, pair)


def test_holidays_are_named_in_the_readers_language(app: Flask, pair: Any, mentor: Any) -> None:
    mentor.post("/mentoring/profile/holidays", {"country": "BE"})
    assert "Ascension Day" in mentor.get(PAGE).get_data(as_text=True)
    mentor.post("/account/preferences", {"locale": "fr", "timezone": "Europe/Madrid"})
    assert "Lundi de Pentecôte" in mentor.get(PAGE).get_data(as_text=True)


@pytest.mark.parametrize(
    "wrong", [{"country": "ZZ"}, {"country": "BE", "worked": "2026-05-26"}, {"country": "Belgium"}]
)
def test_holidays_that_do_not_work(app: Flask, pair: Any, mentor: Any, wrong: dict[str, str]) -> None:
    assert mentor.post("/mentoring/profile/holidays", wrong).status_code == 422
    with app.app_context():
        assert db.session.get_one(MentorProfile, pair.mentor.id).holidays_of == ""


def test_t3_holidays_ask_what_becomes_of_whom_they_affect(app: Flask, pair: Any, mentor: Any) -> None:
    with app.app_context():
        session = a_session(pair.mentorship, datetime(2026, 5, 14, 8, tzinfo=UTC))
    asked = mentor.post("/mentoring/profile/holidays", {"country": "BE"})
    assert asked.status_code == 422 and session in asked.get_data(as_text=True)
    with app.app_context():
        assert db.session.get_one(MentorProfile, pair.mentor.id).holidays_of == ""
    assert mentor.post("/mentoring/profile/holidays", {"country": "BE", "affected": "keep"}).status_code == 303
    with app.app_context():
        assert db.session.get_one(MentoringSession, session).state == "confirmed"
    assert session in mentor.get(PAGE).get_data(as_text=True)
    assert mentor.post("/mentoring/profile/holidays", {"country": "BE", "worked": "2026-05-14"}).status_code == 303


def test_hours_a_month_end_with_the_month(app: Flask, pair: Any, mentor: Any) -> None:
    with app.app_context():
        a_session(pair.mentorship, datetime(2026, 5, 12, 7, tzinfo=UTC))
        a_session(pair.mentorship, datetime(2026, 5, 13, 7, tzinfo=UTC), state="cancelled")
        a_session(pair.mentorship, datetime(2026, 5, 4, 7, tzinfo=UTC), minutes=30, state="held")
    assert mentor.post("/mentoring/profile/booking", BOOKING | {"hours_month": "2"}).status_code == 303
    assert verdict(app, pair, datetime(2026, 5, 29, 7, tzinfo=UTC)) is Reason.MONTHLY_LIMIT, "90 minutes are used"
    assert verdict(app, pair, datetime(2026, 6, 1, 7, tzinfo=UTC)) is None
    assert {start.month for start in free(app, pair)} == {6, 7}
    assert mentor.post("/mentoring/profile/booking", BOOKING | {"hours_month": "3"}).status_code == 303
    assert verdict(app, pair, datetime(2026, 5, 29, 7, tzinfo=UTC)) is None
    start = {"start": "2026-05-29T07:00Z"}
    mentor.post("/mentoring/profile/booking", BOOKING | {"hours_month": "2"})
    answer = mentor.post(f"/mentoring/mentorships/{pair.mentorship}/sessions", start)
    assert answer.status_code == 409 and "hours of that month" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("field", "value"),
    [("notice_hours", "9999999999999"), ("notice_hours", "-1"), ("horizon_days", ""), ("horizon_days", "0"),
     ("weekly_limit", "0"), ("hours_month", "0"), ("hours_month", "many"), ("buffer_after", "1.5")],
)  # fmt: skip
def test_terms_of_booking_that_do_not_work(app: Flask, pair: Any, mentor: Any, field: str, value: str) -> None:
    answer = mentor.post("/mentoring/profile/booking", BOOKING | {field: value})
    assert answer.status_code == 422 and "There is a problem" in answer.get_data(as_text=True)
    assert mentor.soup.find("input", {"name": field})["value"] == value


def test_b5_changing_buffers_touches_no_session(app: Flask, pair: Any, mentor: Any) -> None:
    with app.app_context():
        one = a_session(pair.mentorship, datetime(2026, 5, 13, 7, tzinfo=UTC))
        two = a_session(pair.mentorship, datetime(2026, 5, 13, 8, tzinfo=UTC))
    assert mentor.post("/mentoring/profile/booking", BOOKING | {"buffer_after": "30"}).status_code == 303
    with app.app_context():
        assert {db.session.get_one(MentoringSession, id_).state for id_ in (one, two)} == {"confirmed"}
    assert verdict(app, pair, datetime(2026, 5, 13, 9, tzinfo=UTC)) is Reason.BUSY_MENTOR


def test_t1_another_zone_moves_free_times_and_no_session(app: Flask, pair: Any, mentor: Any) -> None:
    with app.app_context():
        session = a_session(pair.mentorship, datetime(2026, 5, 13, 7, tzinfo=UTC))
        mine = db.session.get_one(MentorProfile, pair.mentor.id)
        mine.timezone = "America/New_York"
        db.session.commit()
        assert db.session.get_one(MentoringSession, session).starts_at == datetime(2026, 5, 13, 7, tzinfo=UTC)
    assert min(free(app, pair)).hour == 13, "nine in New York"


def test_b4_what_is_listed_is_what_is_accepted_for_both_kinds(app: Flask, pair: Any, mentor: Any) -> None:
    with app.app_context():
        profile = db.session.get_one(MentorProfile, pair.mentor.id)
        profile.first_talk_minutes, profile.hours_month, profile.weekly_limit = 20, 4, 3
        profile.holidays_of, profile.buffer_after = "ES", 10
        db.session.add(DateOverride(person_id=pair.mentor.id, day=date(2026, 5, 16), windows=[[600, 700]]))
        db.session.commit()
        a_session(pair.mentorship, datetime(2026, 5, 13, 7, tzinfo=UTC))
        for kind, step in (("session", 60), ("first_talk", 20)):
            times = times_for(db.session.get_one(Mentorship, pair.mentorship), kind)
            listed = {slot.start for slot in times.free()}
            assert listed and all(slot.end - slot.start == timedelta(minutes=step) for slot in times.free())
            tried = (MONDAY + timedelta(minutes=10 * n) for n in range(6 * 24 * 20))
            assert {start for start in tried if times.verdict(start) is None} == {
                start for start in listed if start < MONDAY + timedelta(days=20)
            }


def test_only_ones_own(cast: Any, as_: Any, pair: Any) -> None:
    client = as_(cast.stranger)
    for form in ("hours", "booking", "exceptions", "holidays"):
        assert client.post(f"/mentoring/profile/{form}", BOOKING | HOURS).status_code == 404, form
    assert client.get(f"{PAGE}/preview").status_code == 404


def test_t3_of_many_sessions_outside_the_hours_fifty_are_listed_and_the_rest_counted(
    app: Flask, pair: Any, mentor: Any
) -> None:
    saturday = MONDAY + timedelta(days=5)
    with app.app_context():
        for number in range(52):
            a_session(pair.mentorship, saturday + timedelta(days=number // 26 * 7, hours=number % 26))
    mentor.get(PAGE)
    card = mentor.soup.select_one("#uncovered")
    assert len(card.select("ul.agenda > li")) == 50 and "and 2 more" in card.get_text()
