"""Sessions that are asked for (B6, B7), and moves that wait for a yes (B9)."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, current_app
from sqlalchemy import func, select

from app.activity.models import Delivery, Event
from app.core.clock import now
from app.core.rules import Conflict, NotAllowed
from app.extensions import db
from app.mentoring import queries
from app.mentoring.actions import (
    accept_move,
    book_session,
    cancel_session,
    confirm_session,
    decline_move,
    decline_session,
    expire_holds,
    move_session,
)
from app.mentoring.models import MentoringSession, MentorProfile, Mentorship
from app.mentoring.queries.diaries import overlaps
from app.mentoring.queries.sessions import awaited_sessions
from app.mentoring.queries.times import times_for
from app.people.models import Cluster
from tests.builders import a_person
from tests.mentoring.builders import MONDAY, a_mentor, a_mentorship

WEDNESDAY_NINE = datetime.fromisoformat("2026-05-13T07:00Z")  # 9:00 in Madrid
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def both(context: Flask, pair: SimpleNamespace) -> SimpleNamespace:
    """The two; the mentor confirms each booking."""
    profile(pair.mentor.id, confirms=True)
    return SimpleNamespace(mentor=pair.mentor, mentee=pair.mentee, it=db.session.get_one(Mentorship, pair.mentorship))


def profile(mentor_id: str, **terms: Any) -> None:
    for name, value in terms.items():
        setattr(db.session.get_one(MentorProfile, mentor_id), name, value)
    db.session.commit()


def waiting(person: Any) -> list[str]:
    with current_app.test_request_context():
        return [one.text for one in queries.waiting_for(a_person(person))]


def told(verb: str, channel: str = "email") -> int:
    query = select(func.count(Delivery.id)).join(Event, Event.id == Delivery.event_id)
    news = (Event.verb == verb) & (Delivery.channel == channel) & (Delivery.letter == "")
    return db.session.execute(query.where(news)).scalar_one()


def test_b6_a_booking_waits_for_the_mentors_yes_and_keeps_its_time(both: Any) -> None:
    session = book_session(both.mentee, both.it, WEDNESDAY_NINE)
    assert session.state == "requested" and session.held_until == WEDNESDAY_NINE - DAY  # start minus notice
    assert WEDNESDAY_NINE not in {slot.start for slot in times_for(both.it).free()}
    later = book_session(both.mentee, both.it, WEDNESDAY_NINE + 7 * DAY)
    assert later.held_until == MONDAY + 48 * HOUR
    assert waiting(both.mentor) == ["Lucía Ferrer asks you for a session"] * 2
    assert told("mentoring.session_requested") == 2 * 2 and told("mentoring.session_booked") == 0


def test_b6_a_mentor_who_books_needs_no_yes(both: Any) -> None:
    assert book_session(both.mentor, both.it, WEDNESDAY_NINE).state == "confirmed"


def test_b6_expiry_frees_the_time_and_tells_both_once(both: Any, clock: Any) -> None:
    session = book_session(both.mentee, both.it, WEDNESDAY_NINE)
    clock.move_to(session.held_until)
    for _ in range(2):
        expire_holds(session.held_until)
    assert session.state == "expired" and told("mentoring.session_request_expired") == 2
    assert told("mentoring.session_request_expired", "inbox") == 2
    with pytest.raises(Conflict):
        confirm_session(both.mentor, session, session.starts_at)


def test_b6_an_expired_hold_never_blocks_whether_or_not_the_worker_ran(both: Any, cast: Any, clock: Any) -> None:
    profile(both.mentor.id, notice_hours=2)
    session = book_session(both.mentee, both.it, WEDNESDAY_NINE + 5 * DAY + DAY)
    clock.move_to(MONDAY + 48 * HOUR)
    start = session.starts_at
    assert start in {slot.start for slot in times_for(both.it).free()}
    other = db.session.get_one(Mentorship, a_mentorship(both.mentor, cast.innovator2))
    assert book_session(both.mentor, other, start).state == "confirmed"  # the database's guard lets go, too
    assert db.session.get_one(MentoringSession, session.id).state == "expired"
    assert told("mentoring.session_request_expired") == 2


def test_b6_at_most_three_are_held_for_a_mentee(both: Any) -> None:
    for number in range(3):
        book_session(both.mentee, both.it, WEDNESDAY_NINE + number * HOUR)
    with pytest.raises(Conflict, match="wait for an answer"):
        book_session(both.mentee, both.it, WEDNESDAY_NINE + 3 * HOUR)
    assert times_for(both.it).free() == [] and times_for(both.it, by=both.mentor.id).free()
    session = db.session.execute(select(MentoringSession).limit(1)).scalar_one()
    confirm_session(both.mentor, session, session.starts_at)
    book_session(both.mentee, both.it, WEDNESDAY_NINE + 3 * HOUR)


def test_b6_exactly_the_notice_leaves_no_time_to_answer(both: Any, clock: Any) -> None:
    clock.move_to(WEDNESDAY_NINE - DAY)
    assert WEDNESDAY_NINE not in {slot.start for slot in times_for(both.it).free()}
    assert WEDNESDAY_NINE in {slot.start for slot in times_for(both.it, by=both.mentor.id).free()}


def test_b7_a_second_answer_changes_nothing(both: Any) -> None:
    session = book_session(both.mentee, both.it, WEDNESDAY_NINE)
    with pytest.raises(NotAllowed):
        confirm_session(both.mentee, session, session.starts_at)
    confirm_session(both.mentor, session, session.starts_at)
    yes, no = (
        lambda: confirm_session(both.mentor, session, WEDNESDAY_NINE),
        lambda: decline_session(both.mentor, session, ""),
    )
    for again in (yes, no):
        with pytest.raises(Conflict):
            again()
    assert session.state == "confirmed" and told("mentoring.session_confirmed") == 2


def test_b7_no_yes_after_it_was_cancelled_and_declining_frees_the_time(both: Any) -> None:
    first = book_session(both.mentee, both.it, WEDNESDAY_NINE)
    cancel_session(both.mentee, first, "Too early")
    with pytest.raises(Conflict):
        confirm_session(both.mentor, first, first.starts_at)
    second = book_session(both.mentee, both.it, WEDNESDAY_NINE)
    decline_session(both.mentor, second, "I am away")
    assert second.state == "declined" and WEDNESDAY_NINE in {slot.start for slot in times_for(both.it).free()}


def test_b7_a_yes_is_to_the_time_that_was_shown(both: Any) -> None:
    session = book_session(both.mentee, both.it, WEDNESDAY_NINE + DAY)
    shown = session.starts_at
    move_session(both.mentee, session, WEDNESDAY_NINE + 2 * DAY)
    for seen in (shown, None):
        with pytest.raises(Conflict, match="changed"):
            confirm_session(both.mentor, session, seen)
    confirm_session(both.mentor, session, session.starts_at)
    move_session(both.mentee, session, WEDNESDAY_NINE + 7 * DAY)
    move_session(both.mentee, session, WEDNESDAY_NINE + 8 * DAY)
    with pytest.raises(Conflict, match="changed"):
        accept_move(both.mentor, session, WEDNESDAY_NINE + 7 * DAY)
    assert session.starts_at == WEDNESDAY_NINE + 2 * DAY


@pytest.mark.parametrize("ended", ["mentorship", "mentee"])
def test_b7_a_yes_needs_an_active_mentorship_and_two_who_can_sign_in(both: Any, ended: str) -> None:
    asked = book_session(both.mentee, both.it, WEDNESDAY_NINE)
    booked = book_session(both.mentor, both.it, WEDNESDAY_NINE + DAY)
    move_session(both.mentee, booked, WEDNESDAY_NINE + 2 * DAY)
    thing: Any = both.it if ended == "mentorship" else a_person(both.mentee)
    thing.state = "paused" if ended == "mentorship" else "suspended"
    db.session.commit()
    with pytest.raises(Conflict, match="nothing can be booked"):
        confirm_session(both.mentor, asked, asked.starts_at)
    with pytest.raises(Conflict, match="nothing can be booked"):
        accept_move(both.mentor, booked, booked.proposed_start)
    assert (asked.state, booked.starts_at) == ("requested", WEDNESDAY_NINE + DAY)


def test_b7_the_mentors_own_yes_goes_beyond_what_the_mentor_has_set(both: Any) -> None:
    asked = book_session(both.mentee, both.it, WEDNESDAY_NINE)
    profile(both.mentor.id, state="paused", weekly_limit=0, horizon_days=1)
    assert confirm_session(both.mentor, asked, asked.starts_at).state == "confirmed"


@pytest.mark.parametrize("which", ["old", "new"])
def test_b9_the_notice_applies_to_both_times_when_the_yes_is_said(both: Any, clock: Any, which: str) -> None:
    old, new = (WEDNESDAY_NINE, WEDNESDAY_NINE + DAY) if which == "old" else (WEDNESDAY_NINE + DAY, WEDNESDAY_NINE)
    session = book_session(both.mentor, both.it, old)
    move_session(both.mentee, session, new)
    clock.move_to(WEDNESDAY_NINE - DAY)
    with pytest.raises(Conflict, match="time to answer is over"):
        accept_move(both.mentor, session, new)
    clock.move_to(WEDNESDAY_NINE - DAY - HOUR)
    profile(both.mentor.id, notice_hours=30)
    with pytest.raises(Conflict, match="less than 30 hours"):
        accept_move(both.mentor, session, new)
    profile(both.mentor.id, notice_hours=24)
    assert accept_move(both.mentor, session, new).starts_at == new


def test_b9_a_move_is_proposed_and_the_old_time_stands_until_the_yes(both: Any) -> None:
    session = book_session(both.mentor, both.it, WEDNESDAY_NINE)
    move_session(both.mentee, session, WEDNESDAY_NINE + HOUR)
    events = told("mentoring.move_proposed")
    move_session(both.mentee, session, WEDNESDAY_NINE + HOUR)  # the same again is nothing
    assert (session.starts_at, session.version, events) == (WEDNESDAY_NINE, 0, 1)
    assert told("mentoring.move_proposed") == 1
    assert "proposes another time" in waiting(both.mentor)[0]
    with pytest.raises(NotAllowed):
        accept_move(both.mentee, session, session.proposed_start)
    accept_move(both.mentor, session, session.proposed_start)
    assert (session.starts_at, session.version, session.proposed_start) == (WEDNESDAY_NINE + HOUR, 1, None)
    with pytest.raises(Conflict):
        accept_move(both.mentor, session, session.proposed_start)


def test_b9_a_declined_move_leaves_everything(both: Any) -> None:
    session = book_session(both.mentor, both.it, WEDNESDAY_NINE)
    move_session(both.mentee, session, WEDNESDAY_NINE + HOUR)
    decline_move(both.mentor, session)
    assert (session.starts_at, session.version, session.proposed_start) == (WEDNESDAY_NINE, 0, None)
    assert told("mentoring.move_declined") == 1


@pytest.fixture
def proposed(both: Any) -> MentoringSession:
    """On Thursday at nine; the mentee proposes ten."""
    session = book_session(both.mentor, both.it, WEDNESDAY_NINE + DAY)
    return move_session(both.mentee, session, WEDNESDAY_NINE + DAY + HOUR)


def test_b9_the_proposed_time_is_kept_for_both_and_the_old_one_stands(both: Any, proposed: Any, cast: Any) -> None:
    assert proposed.held_until == MONDAY + 48 * HOUR
    other = db.session.get_one(Mentorship, a_mentorship(both.mentor, cast.innovator2))
    a_mentor(cast.mentor2)
    elsewhere = db.session.get_one(Mentorship, a_mentorship(cast.mentor2, both.mentee))
    for start in (proposed.starts_at, proposed.proposed_start):
        for actor, it in ((both.mentor, other), (cast.innovator2, other), (both.mentee, elsewhere)):
            assert start not in {slot.start for slot in times_for(it, by=actor.id).free()}
            with pytest.raises(Conflict):
                book_session(actor, it, start)
    for start in (proposed.starts_at - HOUR, proposed.proposed_start + HOUR):
        if start.hour >= 7:
            book_session(both.mentor, other, start)  # half-open: what only touches passes
    assert overlaps([both.mentee.id], proposed.proposed_start, proposed.proposed_start + HOUR, MONDAY)
    book_session(both.mentee, elsewhere, proposed.proposed_start + HOUR)


def test_b9_a_kept_time_is_no_second_session_of_the_week(both: Any, proposed: Any) -> None:
    profile(both.mentor.id, weekly_limit=2)
    book_session(both.mentor, both.it, WEDNESDAY_NINE)
    with pytest.raises(Conflict):
        book_session(both.mentor, both.it, WEDNESDAY_NINE + HOUR)


@pytest.mark.parametrize("end", ["refusal", "withdrawal", "cancelling", "moving", "expiry"])
def test_b9_the_proposed_time_is_free_again(both: Any, proposed: Any, cast: Any, clock: Any, end: str) -> None:
    kept = proposed.proposed_start
    if end == "expiry":
        clock.shift(48 * HOUR)
        profile(both.mentor.id, notice_hours=0)
    elif end == "cancelling":
        cancel_session(both.mentee, proposed, "Ill")
    elif end == "moving":
        move_session(both.mentor, proposed, kept + 2 * HOUR)
    else:
        decline_move(both.mentor if end == "refusal" else both.mentee, proposed)
    other = db.session.get_one(Mentorship, a_mentorship(both.mentor, cast.innovator2))
    assert book_session(both.mentor, other, kept).starts_at == kept
    assert (proposed.proposed_start, proposed.held_until) == (None, None)


def test_b9_an_unanswered_move_is_told_once_and_the_old_time_stands(both: Any, proposed: Any, clock: Any) -> None:
    old, new = proposed.starts_at, proposed.proposed_start
    clock.shift(48 * HOUR)
    waiting = awaited_sessions(a_person(both.mentor))
    assert proposed.id not in [one.id for _why, one in waiting], "derived, before the worker runs"
    with pytest.raises(Conflict):
        accept_move(both.mentor, proposed, new)
    expire_holds(now())
    expire_holds(now())
    assert (proposed.state, proposed.starts_at, proposed.proposed_start) == ("confirmed", old, None)
    assert told("mentoring.move_expired") == 2 and told("mentoring.move_expired", "inbox") == 2


def test_b6_a_move_is_kept_no_longer_than_the_notice_allows(both: Any) -> None:
    session = book_session(both.mentor, both.it, WEDNESDAY_NINE)
    move_session(both.mentee, session, WEDNESDAY_NINE + 7 * DAY)
    assert session.held_until == WEDNESDAY_NINE - 24 * HOUR, "of both starts the earlier counts (B9)"


def test_b9_another_proposal_keeps_the_first_ones_deadline(both: Any, proposed: Any, clock: Any) -> None:
    first = proposed.held_until
    clock.shift(HOUR)
    move_session(both.mentee, proposed, proposed.starts_at + 7 * DAY)
    assert proposed.held_until == first


def test_b9_the_mentor_moves_to_the_proposed_time_at_once(both: Any, proposed: Any) -> None:
    kept = proposed.proposed_start
    move_session(both.mentor, proposed, kept)
    assert (proposed.starts_at, proposed.proposed_start, proposed.held_until) == (kept, None, None)


def test_b9_moving_what_is_asked_for_keeps_its_first_deadline(both: Any) -> None:
    session = book_session(both.mentee, both.it, WEDNESDAY_NINE + 7 * DAY)
    move_session(both.mentee, session, WEDNESDAY_NINE + 8 * DAY)
    assert session.state == "requested" and session.held_until == MONDAY + 48 * HOUR


def test_the_pages_ask_answer_and_show_the_room_to_the_two_alone(app: Flask, pair: Any, mentee: Any, mentor: Any,
                                                                 as_: Any, cast: Any) -> None:  # fmt: skip
    with app.app_context():
        profile(pair.mentor.id, confirms=True, formats=["video", "phone"])
        db.session.get_one(Cluster, 1).room_pattern = "https://meet.example.org/{room}"
        db.session.commit()
    mentee.get(f"/mentoring/mentorships/{pair.mentorship}")
    assert [radio["value"] for radio in mentee.soup.select("input[name=format]")] == ["video", "phone"]
    url, start = f"/mentoring/mentorships/{pair.mentorship}/sessions", "2026-05-13T07:00Z"
    assert mentee.post(url, {"start": start, "format": "carrier_pigeon"}).status_code == 422
    where = mentee.post(url, {"start": start, "format": "video"}).location
    page = mentee.get(where).get_data(as_text=True)
    assert "waits for the yes of Inés Ortega" in page and "https://meet.example.org/" in page and "{room}" not in page
    assert "https://meet.example.org/" not in as_(cast.animator).get(where).get_data(as_text=True)
    assert mentee.post(f"{where}/confirmation").status_code == 403
    assert as_(cast.stranger).post(f"{where}/confirmation").status_code == 404
    assert "waits for your yes" in mentor.get(where).get_data(as_text=True)
    assert mentor.post(f"{where}/confirmation").status_code == 409
    assert "Look at the new one" in mentor.soup.get_text()
    assert mentor.post(f"{where}/confirmation", {"start": "2026-05-13T08:00Z"}).status_code == 409
    mentor.get(where)
    assert mentor.soup.select_one("form[action$=confirmation] input[name=start]")["value"] == start
    assert mentor.post(f"{where}/confirmation", {"start": start}).status_code == 303
    assert mentor.post(f"{where}/confirmation").status_code == 409
    assert mentor.post(f"{where}/refusal", {"reason": "Too late"}).status_code == 409
    assert mentee.post(f"{where}/time", {"start": "2026-05-14T07:00Z"}).status_code == 303
    assert "You propose another time" in mentee.get(where).get_data(as_text=True)
    assert "proposes another time" in mentor.get(where).get_data(as_text=True)
    assert mentor.post(f"{where}/move/acceptance", {"start": start}).status_code == 409
    mentor.get(where)
    proposed = mentor.soup.select_one("form[action$=acceptance] input[name=start]")["value"]
    assert proposed == "2026-05-14T07:00Z"
    assert mentor.post(f"{where}/move/acceptance", {"start": proposed}, htmx=True).status_code == 204
    assert "Thursday 14 May" in mentor.get(where).get_data(as_text=True)
    assert mentor.post(f"{where}/move/refusal").status_code == 409


def test_each_session_has_a_room_of_its_own(both: Any, cast: Any) -> None:
    profile(both.mentor.id, confirms=False)
    db.session.get_one(Cluster, 1).room_pattern = "https://meet.example.org/{room}"
    db.session.commit()
    places = {book_session(both.mentee, both.it, WEDNESDAY_NINE + n * HOUR).place for n in range(3)}
    assert len(places) == 3 and all(len(place) > 40 for place in places)
    profile(both.mentor.id, place="https://meet.example.org/ines")
    assert book_session(both.mentee, both.it, WEDNESDAY_NINE + DAY).place == "https://meet.example.org/ines"
    a_mentor(cast.mentor2, formats=["in_person"], meets_in="Notre-Dame 4, Liège")
    other = db.session.get_one(Mentorship, a_mentorship(cast.mentor2, cast.innovator2))
    assert book_session(cast.innovator2, other, WEDNESDAY_NINE).place == "Notre-Dame 4, Liège"
