"""A break, the end, looking back, beginning again."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity.models import Event
from app.core.rules import Conflict, NotAllowed
from app.extensions import db
from app.mentoring import actions
from app.mentoring.models import Closing, Goal, MentoringSession, MentorProfile, Mentorship
from tests.mentoring.builders import MONDAY, a_goal, a_mentorship, a_session


@pytest.fixture
def at(pair: SimpleNamespace) -> str:
    return f"/mentoring/mentorships/{pair.mentorship}"


def verbs(app: Flask) -> list[str]:
    with app.app_context():
        return [verb.partition(".")[2] for verb in db.session.execute(select(Event.verb).order_by(Event.id)).scalars()]


def state(app: Flask, pair: SimpleNamespace) -> str:
    with app.app_context():
        return db.session.get_one(Mentorship, pair.mentorship).state


def test_a_break_and_on_again(app: Flask, pair: Any, at: str, cast: Any, as_: Any, mentee: Any, mentor: Any) -> None:
    with app.app_context():
        session = a_session(pair.mentorship, MONDAY + timedelta(days=3))
    for _ in range(2):
        assert mentee.post(f"{at}/pause", {"pause-note": "Harvest until June"}).status_code == 303
    text = mentor.get(at).get_data(as_text=True)
    assert "Harvest until June" in text and "On a break" in text
    assert "Harvest" not in as_(cast.animator).get(at).get_data(as_text=True)
    with app.app_context():
        assert db.session.get_one(MentoringSession, session).state == "confirmed"  # T3: nothing is cancelled silently
    start = "2026-05-15T07:00Z"
    assert mentee.post(f"{at}/sessions", {"start": start}).status_code == 409
    for _ in range(2):
        assert mentor.post(f"{at}/resumption").status_code == 303
    assert state(app, pair) == "active" and verbs(app) == ["mentorship_paused", "mentorship_resumed"]
    assert as_(cast.animator).post(f"{at}/pause").status_code == 403
    assert mentee.post(f"{at}/pause", {"pause-note": "x" * 301}).status_code == 422


def test_both_look_back(app: Flask, pair: Any, at: str, cast: Any, as_: Any, mentee: Any, mentor: Any) -> None:
    with app.app_context():
        goal = a_goal(pair.mentorship)
    assert (
        mentor.get(f"{at}/completion").status_code == 200 and "goal" not in mentor.soup.find("form", class_="form").text
    )
    assert mentor.post(f"{at}/completion", {"changed": "They plan by themselves now."}).status_code == 303
    assert state(app, pair) == "completed"
    today = mentee.get("/today").get_data(as_text=True)
    assert "Look back on your mentoring with Inés Ortega" in today
    assert "Look back on" not in mentor.get("/today").get_data(as_text=True)
    assert "They plan by themselves" in mentee.get(f"{at}").get_data(as_text=True)
    told = {"changed": "We have a plan.", "may_tell": "y", f"before_{goal}": "1", f"after_{goal}": "4"}
    assert mentee.post(f"{at}/completion", told | {f"after_{goal}": "6"}).status_code == 422
    assert mentee.soup.find("textarea", {"name": "changed"}).text.strip() == "We have a plan."
    assert mentee.post(f"{at}/completion", told).status_code == 303
    assert "Look back on" not in mentee.get("/today").get_data(as_text=True)
    with app.app_context():
        found = db.session.get_one(Goal, goal)
        assert (found.before, found.after) == (1, 4)
    seen = as_(cast.animator).get(at).get_data(as_text=True)
    assert "We have a plan." in seen and "They plan by themselves" not in seen
    assert "We have a plan." in mentor.get(at).get_data(as_text=True)
    assert mentee.post(f"{at}/completion", told | {"changed": "We have a good plan."}).status_code == 303
    assert verbs(app) == ["mentorship_completed", "closing_given"]


def test_not_completed_while_something_is_ahead(app: Flask, pair: Any, at: str, mentee: Any) -> None:
    with app.app_context():
        a_session(pair.mentorship, MONDAY + timedelta(days=3))
    assert "cannot be completed yet" in mentee.get(at).get_data(as_text=True)
    answer = mentee.post(f"{at}/completion", {"changed": "All of it"})
    assert answer.status_code == 409 and "still sessions ahead" in answer.get_data(as_text=True)
    assert "All of it" in answer.get_data(as_text=True) and state(app, pair) == "active"


def test_the_mentor_rates_nothing(context: Flask, pair: Any) -> None:
    mentorship = db.session.get_one(Mentorship, pair.mentorship)
    said = actions.LookingBack("Fine", after={a_goal(pair.mentorship): 5})
    with pytest.raises(NotAllowed):
        actions.complete_mentorship(pair.mentor, mentorship, said)
    db.session.refresh(mentorship)
    assert mentorship.state == "active" and not list(db.session.execute(select(Closing)))


def test_ended_in_two_clicks_and_on_to_another_mentor(
    app: Flask, pair: Any, at: str, cast: Any, as_: Any, mentee: Any, mentor: Any
) -> None:
    with app.app_context():
        session = a_session(pair.mentorship, MONDAY + timedelta(days=3))
    mentee.get(at)
    link = next(a for a in mentee.soup.select("a[href]") if a.get_text(strip=True) == "End it early")
    mentee.get(link["href"])
    assert mentee.soup.find("button", {"name": "then", "value": "another"})
    told = {"reason": "no_match", "note": "We speak past each other.", "then": "another"}
    answer = mentee.post(f"{at}/ending", told)
    assert answer.status_code == 303 and answer.location == "/mentoring/mentors?free=1"
    assert state(app, pair) == "ended_early"
    with app.app_context():
        assert db.session.get_one(MentoringSession, session).state == "cancelled"
        assert "speak past" not in str(list(db.session.execute(select(Event.facts)).scalars()))
    for client in (mentee, mentor):
        text = client.get(at).get_data(as_text=True)
        assert "speak past" not in text and "right match" not in text and "nobody is to blame" in text
    seen = as_(cast.animator).get(at).get_data(as_text=True)
    assert "We speak past each other." in seen and "We are not the right match" in seen
    assert mentee.post(f"{at}/ending", told).status_code == 303
    assert mentor.post(f"{at}/completion").status_code == 409
    assert verbs(app) == ["session_cancelled", "mentorship_ended"]


def test_no_reason_needs_to_be_given(app: Flask, pair: Any, at: str, mentor: Any) -> None:
    assert mentor.post(f"{at}/ending", {"reason": "because", "note": "Kept"}).status_code == 422
    assert "Kept" in str(mentor.soup)
    answer = mentor.post(f"{at}/ending", htmx=True)
    assert answer.status_code == 204 and state(app, pair) == "ended_early"


def test_an_animator_who_took_part_does_not_read_why(app: Flask, cast: Any, as_: Any, pair: Any) -> None:
    with app.app_context():
        id_ = a_mentorship(cast.mentor, cast.animator)
        actions.end_mentorship(cast.mentor, db.session.get_one(Mentorship, id_), "no_match", "They know better anyway.")
    assert "know better" not in as_(cast.animator).get(f"/mentoring/mentorships/{id_}").get_data(as_text=True)


def test_an_animator_reopens(app: Flask, pair: Any, at: str, cast: Any, as_: Any, mentee: Any, mentor: Any) -> None:
    mentee.post(f"{at}/ending", {"reason": "no_time"})
    assert mentee.post(f"{at}/reopening").status_code == 403
    animator = as_(cast.animator)
    assert animator.post(f"{at}/reopening").status_code == 303
    assert animator.post(f"{at}/reopening").status_code == 303
    assert verbs(app) == ["mentorship_ended", "mentorship_reopened"] and state(app, pair) == "active"
    assert "There is no time" not in animator.get(at).get_data(as_text=True)
    mentee.post(f"{at}/completion", {"changed": "Twice"})
    assert "Look back on" in mentor.get("/today").get_data(as_text=True)


def test_b12_not_reopened_into_a_full_house(context: Flask, pair: Any, cast: Any) -> None:
    mentorship = db.session.get_one(Mentorship, pair.mentorship)
    actions.complete_mentorship(pair.mentor, mentorship)
    db.session.get_one(MentorProfile, pair.mentor.id).capacity = 1
    a_mentorship(cast.mentor, cast.innovator2)
    with pytest.raises(Conflict, match="places of this mentor are taken"):
        actions.reopen_mentorship(cast.animator, mentorship)
    assert mentorship.state == "completed"
