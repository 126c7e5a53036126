"""Where each request stands, asking for more, the next best, the way back: through the pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from app.core.clock import now
from app.extensions import db
from app.mentoring.actions import ask_more, expire_requests
from app.mentoring.models import MentoringRequest, MentorProfile
from tests.mentoring.builders import a_mentor, a_request, an_innovation
from tests.statements import statements

REASON = "We open a second kitchen in spring and want to plan its finances."


@pytest.fixture
def world(app: Flask, cast: Any) -> Any:
    with app.app_context():
        a_mentor(cast.mentor)
    return cast


@pytest.fixture
def request_id(app: Flask, world: Any) -> str:
    with app.app_context():
        return a_request(world.mentor, world.innovator)


def test_tried_and_start_are_asked_kept_and_shown(app: Flask, world: Any, as_: Any) -> None:
    mentee = as_(world.innovator)
    told = {"mentor": world.mentor.id, "reason": REASON, "tried": "A loan from the bank", "preferred_start": "soon"}
    answer = mentee.post("/mentoring/requests", told)
    assert answer.status_code == 422 and "Choose a day, or leave it open" in answer.text
    assert mentee.soup.find("textarea", {"name": "tried"}).text.strip() == "A loan from the bank"
    answer = mentee.post("/mentoring/requests", told | {"preferred_start": "2026-05-10"})
    assert answer.status_code == 422 and "This day is over" in answer.text
    where = mentee.post("/mentoring/requests", told | {"preferred_start": "2026-06-01"}).location
    page = as_(world.mentor).get(where).text
    assert "A loan from the bank" in page and "1 Jun 2026" in page
    assert "A loan" not in as_(world.animator).get(where).text


def test_more_is_asked_and_told(app: Flask, world: Any, as_: Any, request_id: str) -> None:
    mentee, mentor, url = as_(world.innovator), as_(world.mentor), f"/mentoring/requests/{request_id}"
    assert mentor.post(f"{url}/question", {"question": ""}).status_code == 422
    assert mentor.post(f"{url}/question", {"question": "x" * 2001}).status_code == 422
    assert mentor.post(f"{url}/question", {"question": "How many meals?"}, form_token="q" * 24).status_code == 303
    assert mentor.post(f"{url}/question", {"question": "How many meals?"}, form_token="q" * 24).status_code == 303
    late = mentor.post(f"{url}/question", {"question": "And where is it?"})
    assert late.status_code == 422 and "And where is it?" in late.text
    page = mentee.get(url).text
    assert "How many meals?" in page and "Your turn to tell more" in page
    assert "Waiting for a reply" in mentor.get(url).text
    assert "How many meals?" not in as_(world.animator).get(url).text
    assert mentee.post(f"{url}/reply", {"text": " "}).status_code == 422
    assert mentee.post(f"{url}/reply", {"text": "Four hundred"}, htmx=True).status_code == 204
    page = mentor.get(url).text
    assert "Four hundred" in page and "Your turn to answer" in page
    assert mentor.post(f"{url}/acceptance").status_code == 303
    assert mentee.post(f"{url}/reply", {"text": "One more thing"}).status_code == 409


@pytest.mark.parametrize(("verb", "field"), [("question", "question"), ("reply", "text")])
def test_only_whose_turn_it_is(
    app: Flask, world: Any, as_: Any, client: Any, request_id: str, verb: str, field: str
) -> None:
    url, told = f"/mentoring/requests/{request_id}/{verb}", {field: "How many meals?"}
    if verb == "reply":
        with app.app_context():
            ask_more(world.mentor, db.session.get_one(MentoringRequest, request_id), "What?")
    wrong = world.innovator if verb == "question" else world.mentor
    assert as_(wrong).post(url, told).status_code == 403
    assert as_(world.animator).post(url, told).status_code == 403
    assert as_(world.stranger).post(url, told).status_code == 404
    assert as_(world.observer).post(url, told).status_code == 403
    assert client.post(url, told).status_code == 303
    assert client.post(url, told, htmx=True).headers["HX-Redirect"].startswith("/sign-in")


def test_the_list_says_where_each_stands(app: Flask, world: Any, as_: Any) -> None:
    with app.app_context():
        a_mentor(world.mentor2)
        a_request(world.mentor, world.innovator)
        second = a_request(world.mentor2, world.innovator)
        a_request(world.innovator, world.stranger, state="declined")
        ask_more(world.mentor2, db.session.get_one(MentoringRequest, second), "What?")
    mentee = as_(world.innovator)
    page = mentee.get("/mentoring/requests").text
    assert "Inés Ortega's turn to answer" in page and "Your turn to tell more" in page
    assert "Tomás Novák asked you" in page and "Declined" in page
    assert "Tomás" not in mentee.get("/mentoring/requests?side=asked").text
    assert "Inés" not in mentee.fragment("/mentoring/requests?state=declined").text
    assert "No request like this" in mentee.get("/mentoring/requests?state=withdrawn&side=got").text
    rows = mentee.get("/mentoring/requests.csv?side=asked&state=open").text.splitlines()
    assert rows[0].startswith("sent_at,side,with") and len(rows) == 3
    assert {row.split(",")[5] for row in rows[1:]} == {"mentor", "mentee"}
    assert "No request yet" in as_(world.stakeholder).get("/mentoring/requests").text


def test_expired_as_soon_as_its_time_is_over(app: Flask, world: Any, as_: Any, request_id: str, clock: Any) -> None:
    clock.shift(timedelta(days=14))
    mentee = as_(world.innovator)
    assert "Expired" in mentee.get("/mentoring/requests?state=expired").text
    assert "No request like this" in mentee.get("/mentoring/requests?state=open").text


def test_the_list_costs_the_same_for_one_and_three(app: Flask, world: Any, as_: Any) -> None:
    client, counts = as_(world.mentor), []
    for people in ((world.innovator,), (world.innovator2, world.stranger)):
        with app.app_context():
            for person in people:
                a_request(world.mentor, person)
        with statements(app) as asked:
            client.get("/mentoring/requests")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_m2_the_mentee_is_shown_the_next_best_three(app: Flask, world: Any, as_: Any, clock: Any) -> None:
    with app.app_context():
        an_innovation(world.innovator, needs=("finance",))
        for part in ("mentor2", "partner", "stakeholder", "stranger"):
            a_mentor(getattr(world, part))
        id_ = a_request(world.mentor, world.innovator)
    mentee, url = as_(world.innovator), f"/mentoring/requests/{id_}"
    assert "Who else could help you" not in mentee.get(url).text
    clock.shift(timedelta(days=7))
    assert "Who else could help you" in mentee.get(url).text
    clock.shift(timedelta(days=7))
    with app.app_context():
        expire_requests(now())
    page = mentee.get(url)
    card = next(c for c in mentee.soup.select(".card") if "Who else could help you" in c.text)
    assert len(card.select("li")) == 3 and "support needs" in card.text
    assert "it is not about you" in page.text and "Inés" not in card.text
    assert "Who else" not in as_(world.mentor).get(url).text


def test_m2_the_mentee_was_silent_is_said_kindly(app: Flask, world: Any, as_: Any, request_id: str, clock: Any) -> None:
    with app.app_context():
        ask_more(world.mentor, db.session.get_one(MentoringRequest, request_id), "What?")
    clock.shift(timedelta(days=14))
    url = f"/mentoring/requests/{request_id}"
    for _ in range(2):
        assert "Life is full" in as_(world.innovator).get(url).text
        assert "Nothing is left for you to do" in as_(world.mentor).get(url).text
        with app.app_context():
            expire_requests(now())


def test_m2_one_click_returns_and_looking_changes_nothing(app: Flask, world: Any, as_: Any, client: Any) -> None:
    with app.app_context():
        profile = db.session.get_one(MentorProfile, world.mentor.id)
        profile.state, profile.paused_why = "paused", "silent"
        db.session.commit()
    mentor, url = as_(world.mentor), f"/mentoring/mentors/{world.mentor.id}/return"
    assert "Come back" in mentor.get("/mentoring").text
    assert "kinder to those who ask" in mentor.get(url).text
    with app.app_context():
        assert db.session.get_one(MentorProfile, world.mentor.id).state == "paused"
    assert as_(world.innovator).post(url).status_code == 404
    assert as_(world.animator).get(url).location.endswith(f"/mentoring/mentors/{world.mentor.id}")
    assert client.get(url).status_code == 303
    for _ in range(2):
        assert mentor.post(url).status_code == 303
    with app.app_context():
        assert db.session.get_one(MentorProfile, world.mentor.id).state == "published"
    assert "you can be asked" in mentor.get(url).text


def test_the_mail_of_a_paused_mentor_links_to_the_way_back(app: Flask, world: Any) -> None:
    from app.activity.sentences import object_url

    with app.test_request_context():
        assert object_url("way_back", world.mentor.id) == f"/mentoring/mentors/{world.mentor.id}/return"
