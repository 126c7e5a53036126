"""No mentor for this: told, taken back, answered; from the list and through the pages."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity.models import Delivery, Event
from app.extensions import db
from app.mentoring.actions import answer_wish, make_wish, withdraw_wish
from app.mentoring.models import MentorWish
from app.mentoring.queries.wishes import OPEN_WISHES

TOLD = {"topic": "legal.data", "language": "bg", "text": "Somebody who has done it in a small team"}


def states(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.execute(select(MentorWish.state).order_by(MentorWish.id)).scalars())


def test_from_the_empty_list_to_the_animators_and_back(app: Flask, cast: Any, as_: Any) -> None:
    person, animator = as_(cast.innovator), as_(cast.animator)
    person.get("/mentoring/mentors?topic=legal.data&language=bg")
    link = person.soup.find("a", string=lambda text: text and "Tell the animators" in text) or person.soup.select_one(
        "a[href*='/mentoring/wishes/new']"
    )
    person.get(link["href"])
    assert person.soup.select_one("select[name=topic] option[selected]")["value"] == "legal.data"
    answers = [person.post("/mentoring/wishes", TOLD, form_token="w" * 24) for _ in range(2)]
    assert {a.status_code for a in answers} == {303} and len({a.location for a in answers}) == 1
    where = answers[0].location
    assert "Somebody who has done it" in animator.get(where).get_data(as_text=True)
    assert as_(cast.stranger).get(where).status_code == 404
    assert as_(cast.stranger).post(f"{where}/withdrawal").status_code == 404
    assert as_(cast.stranger).post(f"{where}/answer").status_code == 403
    assert animator.post(f"{where}/withdrawal").status_code == 403
    assert person.post(f"{where}/answer").status_code == 403
    for _ in range(2):
        assert person.post(f"{where}/withdrawal").status_code == 303
    assert animator.post(f"{where}/answer").status_code == 409
    assert states(app) == ["withdrawn"]


def test_answered(app: Flask, cast: Any, as_: Any) -> None:
    person, animator = as_(cast.innovator), as_(cast.animator)
    where = person.post("/mentoring/wishes", TOLD, htmx=True).headers["HX-Redirect"]
    for _ in range(2):
        assert animator.post(f"{where}/answer").status_code == 303
    assert "Answered" in person.get(where).get_data(as_text=True)
    assert person.post(f"{where}/withdrawal").status_code == 409
    with app.app_context():
        verbs = list(db.session.execute(select(Event.verb).order_by(Event.id)).scalars())
        assert verbs == ["mentoring.mentor_wished", "mentoring.wish_answered"]
        told = select(Delivery.person_id).where(Delivery.channel == "inbox").order_by(Delivery.event_id)
        assert list(db.session.execute(told).scalars()) == [cast.animator.id, cast.innovator.id]
        assert "small team" not in str(list(db.session.execute(select(Event.facts)).scalars()))
    assert "Data protection" in person.get("/activity").get_data(as_text=True)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Choose what it is about"),
        ({"topic": "nonsense"}, "valid choice"),
        ({**TOLD, "language": "xx"}, "valid choice"),
        ({**TOLD, "text": "x" * 2001}, "at most 2000"),
    ],
)
def test_what_was_typed_is_kept(cast: Any, as_: Any, sent: dict[str, str], words: str) -> None:
    client = as_(cast.innovator)
    for htmx in (False, True):
        answer = client.post("/mentoring/wishes", sent, htmx=htmx)
        assert answer.status_code == 422 and words.lower() in answer.get_data(as_text=True).lower()
    assert sent.get("text", "") == client.soup.find("textarea", {"name": "text"}).text.strip()


def test_the_same_twice_and_too_many(app: Flask, cast: Any, as_: Any) -> None:
    client = as_(cast.innovator)
    assert client.post("/mentoring/wishes", TOLD).status_code == 303
    answer = client.post("/mentoring/wishes", TOLD)
    assert answer.status_code == 422 and "told the animators this already" in answer.get_data(as_text=True)
    for code in ("de", "fr", "es", "it", "nl", "pl", "pt", "el", "sv")[: OPEN_WISHES - 1]:
        assert client.post("/mentoring/wishes", TOLD | {"language": code}).status_code == 303
    assert client.post("/mentoring/wishes", TOLD | {"language": ""}).status_code == 409
    assert as_(cast.observer).post("/mentoring/wishes", TOLD).status_code == 403
    assert app.test_client().post("/mentoring/wishes", TOLD).status_code == 303


def test_the_actions_alone(context: Flask, cast: Any) -> None:
    wish = make_wish(cast.innovator, "finance")
    assert withdraw_wish(cast.innovator, wish).state == "withdrawn"
    again = make_wish(cast.innovator, "finance")
    assert answer_wish(cast.animator, again).answered_by == cast.animator.id
