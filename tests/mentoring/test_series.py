"""Several sessions at once (B15)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.activity.models import Delivery, Event
from app.core.clock import now
from app.core.rules import Conflict, NotAllowed, Refused
from app.extensions import db
from app.mentoring.actions import (
    Series,
    book_series,
    cancel_series,
    cancel_session,
    confirm_series,
    decline_series,
    decline_session,
    expire_holds,
)
from app.mentoring.models import MentoringSession, MentorProfile, Mentorship
from app.mentoring.queries.diaries import held_by
from app.mentoring.queries.sessions import awaited_sessions
from app.mentoring.queries.times import times_for
from app.mentoring.series import occurrences
from app.mentoring.slots import Reason
from tests.mentoring.builders import MONDAY, a_mentorship, a_session

TUESDAY_NINE = datetime.fromisoformat("2026-05-12T07:00Z")
THURSDAY_NINE = TUESDAY_NINE + timedelta(days=2)
WEEK = timedelta(days=7)


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)),
    st.sampled_from(["Europe/Madrid", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Tokyo"]),
    st.integers(2, 12), st.sampled_from([1, 2]),
)  # fmt: skip
def test_b15_every_date_has_the_same_wall_clock_time(at: datetime, name: str, number: int, weeks: int) -> None:
    zone = ZoneInfo(name)
    first = at.replace(second=0, microsecond=0, tzinfo=ZoneInfo("UTC"))
    dates = [start.astimezone(zone) for start in occurrences(first, name, number, weeks)]
    wanted = first.astimezone(zone)
    for n, date in enumerate(dates):
        naive = wanted.replace(tzinfo=None) + timedelta(weeks=weeks * n)
        skipped = naive.replace(tzinfo=zone).astimezone(ZoneInfo("UTC")).astimezone(zone).replace(tzinfo=None) != naive
        assert skipped or date.replace(tzinfo=None) == naive
    assert len(dates) == number


@pytest.fixture
def it(context: Flask, pair: Any) -> Mentorship:
    return db.session.get_one(Mentorship, pair.mentorship)


def sessions() -> list[MentoringSession]:
    return list(db.session.execute(select(MentoringSession).order_by(MentoringSession.starts_at)).scalars())


def test_b15_books_all_with_one_mail(it: Mentorship, pair: Any) -> None:
    first = book_series(pair.mentee, it, Series(TUESDAY_NINE, 4, 1))
    made = sessions()
    assert [one.starts_at for one in made] == [TUESDAY_NINE + n * WEEK for n in range(4)]
    assert {one.series_id for one in made} == {first.series_id} and first.series_id
    query = select(func.count(Delivery.id)).where(Delivery.channel == "email", Delivery.letter == "")
    assert db.session.execute(query).scalar_one() == 2, "one to each"


def test_b15_across_a_clock_change_the_mentors_clock_shows_the_same(it: Mentorship, pair: Any, clock: Any) -> None:
    clock.move_to(datetime.fromisoformat("2026-10-12T06:00Z"))
    book_series(pair.mentee, it, Series(datetime.fromisoformat("2026-10-20T07:00Z"), 2, 1))
    assert [one.starts_at.hour for one in sessions()] == [7, 8]  # 9:00 in Madrid both times


def test_b15_nothing_is_booked_when_a_date_clashes_unless_left_out(it: Mentorship, pair: Any, cast: Any) -> None:
    a_session(a_mentorship(pair.mentor, cast.innovator2), TUESDAY_NINE + WEEK)
    with pytest.raises(Conflict):
        book_series(pair.mentee, it, Series(TUESDAY_NINE, 3, 1))
    assert len(sessions()) == 1
    book_series(pair.mentee, it, Series(TUESDAY_NINE, 3, 1), [TUESDAY_NINE + WEEK])
    assert len(sessions()) == 3


def test_b15_every_date_is_checked_against_limits_and_horizon(it: Mentorship, pair: Any) -> None:
    with pytest.raises(Conflict):
        book_series(pair.mentee, it, Series(TUESDAY_NINE, 12, 1))  # the horizon is 56 days
    db.session.get_one(MentorProfile, pair.mentor.id).hours_month = 2
    db.session.commit()
    with pytest.raises(Conflict):
        book_series(pair.mentee, it, Series(TUESDAY_NINE, 3, 1))  # three hours in May
    for number, weeks in ((1, 1), (13, 1), (2, 3)):
        with pytest.raises(Refused):
            book_series(pair.mentee, it, Series(TUESDAY_NINE, number, weeks))


@pytest.fixture
def asked(it: Mentorship, pair: Any) -> list[MentoringSession]:
    """Three weekly sessions that wait for one yes: from Thursday on, so that 48 hours are the bound."""
    db.session.get_one(MentorProfile, pair.mentor.id).confirms = True
    db.session.commit()
    book_series(pair.mentee, it, Series(THURSDAY_NINE, 3, 1))
    return sessions()


def starts(found: list[MentoringSession]) -> list[datetime]:
    return [one.starts_at for one in found]


def told(verb: str) -> list[Event]:
    return list(db.session.execute(select(Event).where(Event.verb == f"mentoring.{verb}")).scalars())


def test_b6_a_series_is_asked_for_as_one(it: Mentorship, pair: Any, asked: list[MentoringSession]) -> None:
    assert {one.state for one in asked} == {"requested"}
    assert {one.held_until for one in asked} == {MONDAY + timedelta(hours=48)}
    assert len(told("series_requested")) == 1 and not told("session_requested")
    assert held_by(pair.mentee.id, MONDAY) == 1, "of the three that may wait"
    other = times_for(it, by=pair.mentor.id)
    assert all(other.verdict(one.starts_at) == Reason.BUSY_MENTOR for one in asked), "every date is kept"
    waiting = [(why, one.id) for why, one in awaited_sessions(pair.mentor)]
    assert waiting == [("answer", asked[0].id)], "one question"
    own = book_series(pair.mentor, it, Series(TUESDAY_NINE, 3, 1))
    assert own.state == "confirmed", "the mentor's own booking needs no yes"


def test_b6_a_series_is_kept_no_longer_than_its_first_date_allows(it: Mentorship, pair: Any) -> None:
    db.session.get_one(MentorProfile, pair.mentor.id).confirms = True
    db.session.commit()
    book_series(pair.mentee, it, Series(TUESDAY_NINE + timedelta(hours=2), 3, 1))
    assert {one.held_until for one in sessions()} == {MONDAY + timedelta(hours=3)}


def test_b6_a_fourth_request_waits_whether_or_not_it_repeats(it: Mentorship, pair: Any, asked: Any) -> None:
    for day in (1, 2):
        book_series(pair.mentee, it, Series(THURSDAY_NINE + timedelta(hours=day), 2, 1))
    with pytest.raises(Conflict):
        book_series(pair.mentee, it, Series(THURSDAY_NINE + timedelta(hours=4), 2, 1))
    assert len(sessions()) == 3 + 2 + 2


def test_b7_one_yes_confirms_all_dates_that_were_shown(pair: Any, asked: list[MentoringSession]) -> None:
    shown = starts(asked)
    with pytest.raises(Conflict, match="dates were changed"):
        confirm_series(pair.mentor, asked[0], shown[:2])
    with pytest.raises(NotAllowed):
        confirm_series(pair.mentee, asked[0], shown)
    confirm_series(pair.mentor, asked[1], shown)
    assert {(one.state, one.held_until) for one in asked} == {("confirmed", None)}
    with pytest.raises(Conflict, match="does not wait"):
        confirm_series(pair.mentor, asked[0], shown)
    assert len(told("series_confirmed")) == 1 and not told("session_confirmed")
    due = select(func.count(Delivery.id)).where(Delivery.letter.startswith("mentoring/mail/reminder"))
    assert db.session.execute(due).scalar_one() == 2 * 2 * 3


def test_b6_a_declined_series_frees_every_date(pair: Any, asked: list[MentoringSession], it: Mentorship) -> None:
    decline_session(pair.mentor, asked[1], "A feast")
    assert [one.state for one in asked] == ["requested", "declined", "requested"]
    decline_series(pair.mentor, asked[0], "Too much")
    assert {one.state for one in asked} == {"declined"} and asked[1].cancel_reason == "A feast"
    assert told("series_declined")[0].facts["number"] == 2
    assert all(times_for(it, by=pair.mentee.id).verdict(one.starts_at) is None for one in asked)


def test_b6_a_series_expires_as_one(pair: Any, asked: list[MentoringSession], clock: Any) -> None:
    clock.shift(timedelta(hours=48))
    with pytest.raises(Conflict):
        confirm_series(pair.mentor, asked[0], starts(asked))
    expire_holds(now())
    expire_holds(now())
    assert {one.state for one in sessions()} == {"expired"}
    assert len(told("series_request_expired")) == 1 and not told("session_request_expired")


def test_b6_the_pages_ask_for_a_series_and_answer_it(app: Flask, pair: Any, mentee: Any, mentor: Any) -> None:
    with app.app_context():
        db.session.get_one(MentorProfile, pair.mentor.id).confirms = True
        db.session.commit()
    url = f"/mentoring/mentorships/{pair.mentorship}"
    assert "asked for as one" in mentee.get(url).get_data(as_text=True)
    where = mentee.post(f"{url}/sessions", {"start": "2026-05-14T07:00Z", "weeks": "2", "number": "3"}).location
    assert "one of 3 sessions that wait for the yes of" in mentee.get(where).get_data(as_text=True)
    assert "asks you for a series of sessions" in mentor.get("/today").get_data(as_text=True)
    page = mentor.get(where).get_data(as_text=True)
    assert "Confirm all 3 sessions" in page and "one of 3 sessions that wait for your yes" in page
    shown = mentor.soup.select_one("form[action$=confirmation] input[name=start]")["value"]
    assert mentor.post(f"{where}/confirmation", {"start": shown.rpartition(" ")[0]}).status_code == 409
    assert mentor.post(f"{where}/confirmation", {"start": shown}).status_code == 303
    assert mentor.post(f"{where}/confirmation", {"start": shown}).status_code == 409
    assert mentor.post(f"{where}/refusal", {"reason": "Too late", "scope": "all"}).status_code == 409
    assert "confirmed 3 sessions" in mentee.get("/activity").get_data(as_text=True)


def test_b6_the_mentor_declines_the_whole_series_on_the_page(app: Flask, pair: Any, mentor: Any, context: Any,
                                                             asked: list[MentoringSession]) -> None:  # fmt: skip
    where = f"/mentoring/sessions/{asked[0].id}"
    assert mentor.post(f"{where}/refusal", {"reason": "x" * 301, "scope": "one"}).status_code == 422
    assert mentor.post(f"{where}/refusal", {"reason": "Not this one", "scope": "one"}).status_code == 303
    where = f"/mentoring/sessions/{asked[1].id}"
    assert mentor.post(f"{where}/refusal", {"reason": "A long trip", "scope": "all"}).status_code == 303
    db.session.expire_all()
    assert {one.state for one in sessions()} == {"declined"}


def test_b15_cancel_one_or_all_later_ones(it: Mentorship, pair: Any) -> None:
    book_series(pair.mentee, it, Series(TUESDAY_NINE, 4, 1))
    one, two, three, four = sessions()
    cancel_session(pair.mentee, three, "A feast")
    for _ in range(2):
        cancel_series(pair.mentor, two, "I move house")
    assert [s.state for s in (one, two, three, four)] == ["confirmed", "cancelled", "cancelled", "cancelled"]
    assert three.cancel_reason == "A feast" and three.version == 1
    (event,) = told("series_cancelled")
    assert event.facts["number"] == 2


def test_the_page_shows_which_dates_clash_and_books_the_rest_when_told(app: Flask, pair: Any, mentee: Any, cast: Any,
                                                                       as_: Any) -> None:  # fmt: skip
    with app.app_context():
        a_session(a_mentorship(pair.mentor, cast.innovator2), TUESDAY_NINE + WEEK)
    url = f"/mentoring/mentorships/{pair.mentorship}"
    form = {"start": "2026-05-12T07:00Z", "weeks": "1", "number": "3"}
    assert mentee.post(f"{url}/sessions", form | {"number": "40"}).status_code == 422
    assert mentee.post(f"{url}/sessions", form | {"weeks": "9"}).status_code == 422
    answer = mentee.post(f"{url}/sessions", form)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 409 and "Nothing is booked yet" in text and "has just been taken" in text
    assert "Book the other 2 dates" in text
    sent = {
        field["name"]: field["value"]
        for field in mentee.soup.select("main form input[type=hidden]")
        if field["name"] not in ("csrf_token", "form_token")
    }
    assert sent["without-0"] == "2026-05-19T07:00Z"
    assert as_(cast.stranger).post(f"{url}/series", sent).status_code == 404
    assert as_(cast.animator).post(f"{url}/series", sent).status_code == 403
    where = mentee.post(f"{url}/series", sent).location
    assert mentee.get(where).status_code == 200
    assert "2 sessions of the series are ahead" in mentee.get(f"{where}/cancellation").get_data(as_text=True)
    assert mentee.post(f"{where}/cancellation", {"reason": "We moved", "scope": "rest"}).status_code == 303
    with app.app_context():
        states = [one.state for one in sessions() if one.series_id]
        assert states == ["cancelled", "cancelled"]
    assert MONDAY


def test_b11_every_session_of_a_series_is_reminded_of(it: Mentorship, pair: Any) -> None:
    book_series(pair.mentee, it, Series(TUESDAY_NINE, 3, 1))
    due = select(func.count(Delivery.id)).where(Delivery.letter.startswith("mentoring/mail/reminder"))
    assert db.session.execute(due).scalar_one() == 2 * 2 * 3  # both people, a day and an hour before each
