"""Booking, moving, cancelling (BEHAVIOURS B1 to B5, B8, B9), through the actions and on real SQLite."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from app.activity.models import Delivery, Event
from app.core.rules import Conflict, NotAllowed, Refused
from app.extensions import db
from app.mentoring.actions import book_session, cancel_session, hold_session, move_session
from app.mentoring.models import AvailabilityWindow, MentoringSession, MentorProfile, Mentorship
from app.mentoring.queries.times import times_for
from tests.mentoring.builders import MONDAY, a_mentor, a_mentorship, a_session

TUESDAY_NINE = datetime.fromisoformat("2026-05-12T07:00Z")  # 9:00 in Madrid
HOUR = timedelta(hours=1)


def count(model: Any) -> int:
    return db.session.execute(select(func.count()).select_from(model)).scalar_one()


@pytest.fixture
def both(context: Flask, pair: SimpleNamespace) -> SimpleNamespace:
    """The two and their mentorship, inside a context."""
    return SimpleNamespace(mentor=pair.mentor, mentee=pair.mentee, it=db.session.get_one(Mentorship, pair.mentorship))


def test_b1_what_only_touches_passes_and_any_overlap_fails(both: Any) -> None:
    book_session(both.mentee, both.it, TUESDAY_NINE)
    book_session(both.mentor, both.it, TUESDAY_NINE + HOUR)
    with pytest.raises(Conflict):
        book_session(both.mentee, both.it, TUESDAY_NINE)
    assert count(MentoringSession) == 2


def test_b1_it_covers_both_people_in_any_role(both: Any, cast: Any) -> None:
    """The mentee mentors somebody else at that time."""
    a_mentor(cast.innovator)
    other = a_mentorship(cast.innovator, cast.innovator2)
    a_session(other, TUESDAY_NINE - timedelta(minutes=30))
    with pytest.raises(Conflict):
        book_session(both.mentee, both.it, TUESDAY_NINE)
    assert TUESDAY_NINE not in {slot.start for slot in times_for(both.it).free()}


def test_b1_the_database_is_the_last_line(both: Any) -> None:
    a_session(both.it.id, TUESDAY_NINE)
    with pytest.raises(IntegrityError, match="session_overlap"):
        a_session(both.it.id, TUESDAY_NINE + HOUR / 2)


def test_b2_race(app: Flask, pair: Any) -> None:
    """Of twelve at once (a connection each), exactly one gets the time."""
    with app.app_context():
        people = [pair.mentee]
        ids = [pair.mentorship] + [a_mentorship(pair.mentor, pair.mentee) for _ in range(11)]
    gate, results = threading.Barrier(12), []

    def book(id_: str) -> None:
        with app.app_context():
            it = db.session.get_one(Mentorship, id_)
            gate.wait()
            try:
                book_session(people[0], it, TUESDAY_NINE)
                results.append("booked")
            except Conflict:
                results.append("lost")
            finally:
                db.session.remove()

    threads = [threading.Thread(target=book, args=(id_,)) for id_ in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(results) == ["booked"] + ["lost"] * 11
    with app.app_context():
        assert count(MentoringSession) == 1
        assert count(Event) == 1
        news = (Delivery.channel == "email") & (Delivery.letter == "")  # besides the reminders, which wait
        assert db.session.execute(select(func.count()).where(news)).scalar_one() == 2, "one to each of the two"


def test_b4_what_is_listed_can_be_booked_and_nothing_else(both: Any) -> None:
    listed = {slot.start for slot in times_for(both.it).free()}
    assert min(listed) == TUESDAY_NINE  # Monday is within the notice
    for wrong, why in (
        (TUESDAY_NINE + HOUR / 2, "not on offer"),
        (TUESDAY_NINE - HOUR, "not on offer"),
        (MONDAY + 2 * HOUR, "too soon"),
        (TUESDAY_NINE + timedelta(days=70), "too far ahead"),
    ):
        with pytest.raises(Refused, match=why):
            book_session(both.mentee, both.it, wrong)
    assert count(MentoringSession) == 0


def test_b4_a_pause_or_an_ended_mentorship_offers_nothing(both: Any) -> None:
    db.session.get_one(MentorProfile, both.mentor.id).state = "paused"
    db.session.commit()
    assert times_for(both.it).free() == []
    with pytest.raises(Conflict, match="break"):
        book_session(both.mentee, both.it, TUESDAY_NINE)
    db.session.get_one(MentorProfile, both.mentor.id).state = "published"
    both.it.state = "completed"
    db.session.commit()
    assert times_for(both.it).free() == []
    with pytest.raises(Conflict, match="not active"):
        book_session(both.mentee, both.it, TUESDAY_NINE)


def test_b4_the_weekly_limit(both: Any) -> None:
    db.session.get_one(MentorProfile, both.mentor.id).weekly_limit = 1
    db.session.commit()
    book_session(both.mentee, both.it, TUESDAY_NINE)
    with pytest.raises(Conflict, match="of that week"):
        book_session(both.mentee, both.it, TUESDAY_NINE + timedelta(days=1))
    book_session(both.mentee, both.it, TUESDAY_NINE + timedelta(days=7))


def test_b5_buffers_keep_a_gap_and_touch_no_existing_session(both: Any) -> None:
    first = book_session(both.mentee, both.it, TUESDAY_NINE)
    profile = db.session.get_one(MentorProfile, both.mentor.id)
    profile.buffer_before, profile.buffer_after = 15, 60
    db.session.commit()
    with pytest.raises(Conflict):
        book_session(both.mentee, both.it, TUESDAY_NINE + HOUR)
    book_session(both.mentee, both.it, TUESDAY_NINE + 2 * HOUR)  # the longer one, not the sum
    assert db.session.get_one(MentoringSession, first.id).starts_at == TUESDAY_NINE


def test_b8_cancel_frees_the_time_keeps_the_row_and_twice_is_nothing(both: Any) -> None:
    session = book_session(both.mentee, both.it, TUESDAY_NINE)
    cancel_session(both.mentor, session, "I have to travel")
    told = count(Delivery)
    cancel_session(both.mentor, session, "Again")
    assert count(Delivery) == told
    assert (session.state, session.cancel_reason, session.cancelled_by) == (
        "cancelled", "I have to travel", both.mentor.id,
    )  # fmt: skip
    assert session.cancelled_late is False and session.version == 1
    book_session(both.mentee, both.it, TUESDAY_NINE)


def test_b8_late_is_within_the_notice(both: Any, clock: Any) -> None:
    session = book_session(both.mentee, both.it, TUESDAY_NINE)
    clock.move_to(TUESDAY_NINE - timedelta(hours=23, minutes=59))
    cancel_session(both.mentee, session, "Ill")
    assert session.cancelled_late is True


def test_b9_moves_the_same_session_and_ignores_itself(both: Any) -> None:
    session = book_session(both.mentee, both.it, TUESDAY_NINE)
    window = db.session.execute(select(AvailabilityWindow).where(AvailabilityWindow.weekday == 1)).scalar_one()
    window.start_minute = 555  # 9:15: the old time and the new one overlap
    db.session.commit()
    moved = move_session(both.mentee, session, TUESDAY_NINE + timedelta(minutes=15))
    assert moved.id == session.id and moved.version == 1
    assert moved.ends_at - moved.starts_at == HOUR
    assert count(MentoringSession) == 1


def test_b9_the_same_time_is_nothing(both: Any) -> None:
    session = book_session(both.mentee, both.it, TUESDAY_NINE)
    events = count(Event)
    move_session(both.mentee, session, TUESDAY_NINE)
    assert count(Event) == events and session.version == 0


def test_b9_the_notice_holds_for_the_old_and_the_new_start(both: Any, clock: Any) -> None:
    session = book_session(both.mentee, both.it, TUESDAY_NINE + timedelta(days=1))
    with pytest.raises(Refused, match="too soon"):
        move_session(both.mentee, session, MONDAY + 3 * HOUR)
    clock.move_to(session.starts_at - timedelta(hours=23))
    with pytest.raises(Refused, match="too late to move"):
        move_session(both.mentee, session, TUESDAY_NINE + timedelta(days=3))


def test_b9_a_taken_time_is_lost_and_the_old_one_stands(both: Any, cast: Any) -> None:
    session = book_session(both.mentee, both.it, TUESDAY_NINE)
    other = db.session.get_one(Mentorship, a_mentorship(both.mentor, cast.innovator2))
    book_session(cast.innovator2, other, TUESDAY_NINE + HOUR)
    with pytest.raises(Conflict):
        move_session(both.mentee, session, TUESDAY_NINE + HOUR)
    assert db.session.get_one(MentoringSession, session.id).starts_at == TUESDAY_NINE


def test_t1_a_change_of_zone_moves_free_times_never_a_session(both: Any) -> None:
    session = book_session(both.mentee, both.it, TUESDAY_NINE)
    db.session.get_one(MentorProfile, both.mentor.id).timezone = "Europe/Athens"
    db.session.commit()
    assert db.session.get_one(MentoringSession, session.id).starts_at == TUESDAY_NINE
    assert TUESDAY_NINE + timedelta(days=1) - HOUR in {slot.start for slot in times_for(both.it).free()}


def test_t5_exactly_the_notice_is_enough(both: Any, clock: Any) -> None:
    clock.move_to(TUESDAY_NINE - timedelta(hours=24))
    assert book_session(both.mentee, both.it, TUESDAY_NINE)
    clock.shift(timedelta(seconds=1) + HOUR)
    with pytest.raises(Refused):
        book_session(both.mentee, both.it, TUESDAY_NINE + HOUR)


def test_held_only_once_it_has_begun_and_by_either(both: Any, cast: Any, clock: Any) -> None:
    session = book_session(both.mentee, both.it, TUESDAY_NINE)
    with pytest.raises(Conflict, match="not begun"):
        hold_session(both.mentee, session)
    with pytest.raises(NotAllowed):
        hold_session(cast.stranger, session)
    clock.move_to(TUESDAY_NINE + HOUR)
    hold_session(both.mentee, session)
    events = count(Event)
    hold_session(both.mentor, session)
    assert session.state == "held" and session.held_marked_by == both.mentee.id and count(Event) == events
    with pytest.raises(Conflict):
        cancel_session(both.mentor, session, "No")
