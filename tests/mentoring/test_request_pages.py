"""Asking and answering through the pages."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from app.extensions import db
from app.mentoring.models import MentoringRequest
from tests.mentoring.builders import a_mentor, a_request, an_innovation

REASON = "We open a second kitchen in spring and want to plan its finances."


@pytest.fixture
def world(app: Flask, cast: Any) -> Any:
    with app.app_context():
        a_mentor(cast.mentor)
    return cast


def state(app: Flask, id_: str) -> str:
    with app.app_context():
        return db.session.get_one(MentoringRequest, id_).state


def test_ask_and_accept(app: Flask, world: Any, as_: Any) -> None:
    with app.app_context():
        innovation = an_innovation(world.innovator)
    mentee, mentor = as_(world.innovator), as_(world.mentor)
    mentee.get(f"/mentoring/mentors/{world.mentor.id}/request")
    assert mentee.soup.find("select", {"name": "innovation_id"})
    sent = {"mentor": world.mentor.id, "reason": REASON, "innovation_id": innovation}
    answers = [mentee.post("/mentoring/requests", sent, form_token="c" * 24) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {303} and len({a.location for a in answers}) == 1
    where = answers[0].location
    hub = mentor.get("/mentoring").get_data(as_text=True)
    assert "Lucía Ferrer asks you for mentoring" in hub and where in hub
    assert REASON in mentor.get(where).get_data(as_text=True)
    answer = mentor.post(f"{where}/acceptance")
    assert answer.status_code == 303 and "/mentoring/mentorships/" in answer.location
    assert mentee.get(answer.location).status_code == 200
    assert "Book your first session with Inés Ortega" in mentee.get("/mentoring").get_data(as_text=True)
    assert mentor.post(f"{where}/acceptance").status_code == 409
    assert mentor.post(f"{where}/acceptance", htmx=True).status_code == 409


@pytest.mark.parametrize(
    ("reason", "words"),
    [("", "Say what you want help with"), ("Help", "at least 40 characters"), ("x" * 4001, "at most 4000")],
)
def test_what_was_typed_is_kept(world: Any, as_: Any, reason: str, words: str) -> None:
    client = as_(world.innovator)
    answer = client.post("/mentoring/requests", {"mentor": world.mentor.id, "reason": reason})
    assert answer.status_code == 422 and words in answer.get_data(as_text=True)
    assert client.soup.find("textarea", {"name": "reason"}).text.strip() == reason


def test_asking_again_is_409(app: Flask, world: Any, as_: Any) -> None:
    with app.app_context():
        a_request(world.mentor, world.innovator)
    answer = as_(world.innovator).post("/mentoring/requests", {"mentor": world.mentor.id, "reason": REASON})
    assert answer.status_code == 409 and "You have asked already" in answer.get_data(as_text=True)


def test_oneself_and_nobody(world: Any, as_: Any) -> None:
    assert (
        as_(world.mentor).post("/mentoring/requests", {"mentor": world.mentor.id, "reason": REASON}).status_code == 403
    )
    assert as_(world.innovator).post("/mentoring/requests", {"mentor": "nobody", "reason": REASON}).status_code == 404


def test_decline_kindly(app: Flask, world: Any, as_: Any) -> None:
    with app.app_context():
        id_ = a_request(world.mentor, world.innovator)
    mentor = as_(world.mentor)
    assert mentor.post(f"/mentoring/requests/{id_}/refusal", {"answer": "rude"}).status_code == 422
    told = {"answer": "no_time", "note": "In autumn with pleasure"}
    assert mentor.post(f"/mentoring/requests/{id_}/refusal", told).status_code == 303
    text = as_(world.innovator).get(f"/mentoring/requests/{id_}").get_data(as_text=True)
    assert "I have no time in the coming weeks" in text and "In autumn with pleasure" in text
    assert "In autumn" not in as_(world.animator).get(f"/mentoring/requests/{id_}").get_data(as_text=True)


def test_take_it_back(app: Flask, world: Any, as_: Any) -> None:
    with app.app_context():
        id_ = a_request(world.mentor, world.innovator)
    assert as_(world.mentor).post(f"/mentoring/requests/{id_}/withdrawal").status_code == 403
    mentee = as_(world.innovator)
    for _ in range(2):
        assert mentee.post(f"/mentoring/requests/{id_}/withdrawal").status_code == 303
    assert state(app, id_) == "withdrawn"
    assert as_(world.mentor).post(f"/mentoring/requests/{id_}/acceptance").status_code == 409
