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
from app.core.rules import Conflict, Refused
from app.extensions import db
from app.mentoring.actions import Series, book_series, cancel_series, cancel_session
from app.mentoring.models import MentoringSession, MentorProfile, Mentorship
from app.mentoring.series import occurrences
from tests.mentoring.builders import MONDAY, a_mentorship, a_session

TUESDAY_NINE = datetime.fromisoformat("2026-05-12T07:00Z")
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
    assert db.session.execute(query).scalar_one() == 1


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


def test_b15_a_mentor_who_confirms_is_asked_one_by_one(it: Mentorship, pair: Any) -> None:
    db.session.get_one(MentorProfile, pair.mentor.id).confirms = True
    db.session.commit()
    with pytest.raises(Conflict, match="one by one"):
        book_series(pair.mentee, it, Series(TUESDAY_NINE, 3, 1))
    assert book_series(pair.mentor, it, Series(TUESDAY_NINE, 3, 1)).state == "confirmed"


def test_b15_cancel_one_or_all_later_ones(it: Mentorship, pair: Any) -> None:
    book_series(pair.mentee, it, Series(TUESDAY_NINE, 4, 1))
    one, two, three, four = sessions()
    cancel_session(pair.mentee, three, "A feast")
    for _ in range(2):
        cancel_series(pair.mentor, two, "I move house")
    assert [s.state for s in (one, two, three, four)] == ["confirmed", "cancelled", "cancelled", "cancelled"]
    assert three.cancel_reason == "A feast" and three.version == 1
    told = db.session.execute(select(Event).where(Event.verb == "mentoring.series_cancelled")).scalars().all()
    assert len(told) == 1 and told[0].facts["number"] == 2


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
