"""Held, missing, contested, decided (B13)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from app.core.rules import Conflict, NotAllowed, Refused
from app.extensions import db
from app.mentoring.actions import cancel_session, contest_session, decide_dispute, hold_session, mark_no_show
from app.mentoring.models import MentoringSession
from tests.mentoring.builders import MONDAY, a_session
from tests.statements import statements

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def session(context: Flask, pair: Any) -> MentoringSession:
    """It began an hour ago."""
    return db.session.get_one(MentoringSession, a_session(pair.mentorship, MONDAY - 60 * MINUTE))


def test_b13_only_the_other_one_or_an_animator(session: Any, pair: Any, cast: Any) -> None:
    with pytest.raises(Refused):
        mark_no_show(pair.mentee, session, pair.mentee.id)
    with pytest.raises(Refused):
        mark_no_show(pair.mentee, session, cast.stranger.id)
    with pytest.raises(NotAllowed):
        mark_no_show(cast.stranger, session, pair.mentor.id)
    mark_no_show(pair.mentor, session, pair.mentee.id)
    mark_no_show(pair.mentor, session, pair.mentee.id)
    assert (session.state, session.no_show_id, session.no_show_by) == ("no_show", pair.mentee.id, pair.mentor.id)


def test_b13_from_ten_minutes_to_seven_days_after_the_start(session: Any, cast: Any, pair: Any, clock: Any) -> None:
    start = session.starts_at
    for moment in (start + 9 * MINUTE, start + 7 * DAY + MINUTE):
        clock.move_to(moment)
        with pytest.raises(Conflict, match="10 minutes to 7 days"):
            mark_no_show(cast.animator, session, pair.mentee.id)
    clock.move_to(start + 7 * DAY)
    mark_no_show(cast.animator, session, pair.mentee.id)
    assert session.state == "no_show"


def test_b13_held_is_said_from_ten_minutes_to_thirty_days_after_the_start(
    session: Any, pair: Any, clock: Any, as_: Any
) -> None:
    start, where = session.starts_at, f"/mentoring/sessions/{session.id}"
    for moment in (start + 9 * MINUTE, start + 30 * DAY + MINUTE):
        clock.move_to(moment)
        with pytest.raises(Conflict, match="10 minutes to 30 days"):
            hold_session(pair.mentor, session)
        mentor = as_(pair.mentor)
        assert "It took place" not in mentor.get(where).get_data(as_text=True)
    assert "its hours do not count" in mentor.soup.get_text()
    assert where not in mentor.get("/mentoring/to-confirm").get_data(as_text=True)
    clock.move_to(start + 30 * DAY)
    mentor = as_(pair.mentor)
    assert where in mentor.get("/mentoring/to-confirm").get_data(as_text=True)
    hold_session(pair.mentor, session)
    assert session.state == "held"


def test_b13_never_on_a_cancelled_one(session: Any, pair: Any) -> None:
    cancel_session(pair.mentee, session, "The train")
    with pytest.raises(Conflict):
        mark_no_show(pair.mentor, session, pair.mentee.id)


def test_b13_who_is_marked_contests_and_an_animator_decides(session: Any, pair: Any, cast: Any) -> None:
    mark_no_show(pair.mentor, session, pair.mentee.id)
    with pytest.raises(NotAllowed):
        contest_session(pair.mentor, session, "No")
    contest_session(pair.mentee, session, "I waited half an hour")
    contest_session(pair.mentee, session, "Again")
    assert session.state == "disputed" and session.dispute_note == "I waited half an hour"
    for wrong in (pair.mentor, pair.mentee):
        with pytest.raises(NotAllowed):
            decide_dispute(wrong, session, "held")
    with pytest.raises(Refused):
        decide_dispute(cast.animator, session, "postponed")
    decide_dispute(cast.animator, session, "no_show", pair.mentor.id)
    assert (session.state, session.no_show_id, session.settled_by) == ("no_show", pair.mentor.id, cast.animator.id)
    with pytest.raises(Conflict):
        decide_dispute(cast.animator, session, "held")
    with pytest.raises(Conflict):
        contest_session(pair.mentor, session, "No")


def test_b13_held_can_be_contested_by_the_one_who_did_not_say_so(session: Any, pair: Any, cast: Any) -> None:
    hold_session(pair.mentor, session)
    with pytest.raises(NotAllowed):
        contest_session(pair.mentor, session, "No")
    contest_session(pair.mentee, session, "Nobody was there")
    decide_dispute(cast.animator, session, "cancelled")
    assert session.state == "cancelled" and session.version == 1


def test_b13_unmarked_is_to_confirm(app: Flask, pair: Any, mentee: Any, mentor: Any, as_: Any, cast: Any) -> None:
    with app.app_context():
        ids = [a_session(pair.mentorship, MONDAY - n * DAY) for n in range(1, 4)]
        where = f"/mentoring/sessions/{ids[0]}"
    page = mentee.get("/mentoring/to-confirm").get_data(as_text=True)
    assert all(id_ in page for id_ in ids)
    assert "Nothing to confirm" in as_(cast.stranger).get("/mentoring/to-confirm").get_data(as_text=True)
    assert "Lucía did not come" in mentor.get(where).get_data(as_text=True)
    assert as_(cast.stranger).post(f"{where}/absence", {"missing": pair.mentee.id}).status_code == 404
    assert mentor.post(f"{where}/absence", {"missing": pair.mentor.id}).status_code == 422
    assert mentor.post(f"{where}/absence", {"missing": pair.mentee.id}).status_code == 303
    assert "did not come, as was said" in mentee.get(where).get_data(as_text=True)
    assert mentee.post(f"{where}/dispute", {"note": ""}).status_code == 422
    assert mentee.post(f"{where}/dispute", {"note": "I was there"}).status_code == 303
    animator = as_(cast.animator)
    assert "give different accounts of a session" in animator.get("/today").get_data(as_text=True)
    assert "Disputed: an animator decides" in animator.get("/mentoring/to-confirm").get_data(as_text=True)
    assert "I was there" in animator.get(where).get_data(as_text=True)
    assert mentee.post(f"{where}/decision", {"outcome": "held"}).status_code == 403
    assert animator.post(f"{where}/decision", {"outcome": "x"}).status_code == 422
    assert animator.post(f"{where}/decision", {"outcome": "held"}).status_code == 303
    assert animator.post(f"{where}/decision", {"outcome": "held"}).status_code == 409
    assert "Two questions" in mentee.get("/today").get_data(as_text=True)


def test_the_list_costs_the_same_for_one_and_for_many(app: Flask, pair: Any, mentee: Any) -> None:
    with app.app_context():
        a_session(pair.mentorship, MONDAY - DAY)
    mentee.get("/mentoring/to-confirm")
    with statements(app) as one:
        mentee.get("/mentoring/to-confirm")
    with app.app_context():
        for n in range(2, 5):
            a_session(pair.mentorship, MONDAY - n * DAY)
    with statements(app) as many:
        mentee.get("/mentoring/to-confirm")
    assert len(one) == len(many)
