"""Introductions: both are asked, each answers, both yes is a mentorship; what the animators see of it."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.activity.models import Delivery, Event
from app.core.action import action
from app.core.rules import Conflict, NotAllowed
from app.extensions import db
from app.mentoring.actions import accept_request, answer_introduction, introduce, leave, withdraw_introduction
from app.mentoring.actions.introductions import part_introduced
from app.mentoring.models import (
    ConflictOfInterest,
    Introduction,
    MentoringRequest,
    MentorProfile,
    Mentorship,
    MentorWish,
)
from app.people.models import Block
from tests.mentoring.builders import a_mentor, a_mentorship, a_request, an_innovation, an_introduction


@pytest.fixture
def met(app: Flask, cast: Any) -> Any:
    """Inés and Lucía are introduced: `url` is where."""
    with app.app_context():
        an_innovation(cast.innovator, needs=("finance",))
        a_mentor(cast.mentor, capacity=1)
        cast.met = introduce(cast.animator, cast.innovator.id, cast.mentor.id, "You both bake.").id
    cast.url = f"/mentoring/introductions/{cast.met}"
    return cast


def of(id_: str) -> Introduction:
    return db.session.get_one(Introduction, id_)


def verbs() -> list[str]:
    return list(db.session.execute(select(Event.verb).order_by(Event.id)).scalars())


def test_both_yes_is_a_mentorship(app: Flask, met: Any, as_: Any) -> None:
    mentor, mentee = as_(met.mentor), as_(met.innovator)
    text = mentee.get(met.url).get_data(as_text=True)
    assert "Inés Ortega could help you" in text and "1 of your 1" in text and "You both bake." in text
    for htmx in (False, True):
        answer = mentee.post(f"{met.url}/agreement", htmx=htmx)
        assert answer.status_code == (204 if htmx else 303)
    assert "You said yes" in mentee.get(met.url).get_data(as_text=True)
    assert "introduced" not in mentee.get("/mentoring").get_data(as_text=True)
    answer = mentor.post(f"{met.url}/agreement")
    assert answer.status_code == 303 and "/mentoring/mentorships/" in answer.location
    assert mentee.get(answer.location).status_code == 200
    assert mentor.post(f"{met.url}/agreement").location == answer.location
    assert mentor.post(f"{met.url}/refusal").status_code == 409
    assert as_(met.animator).post(f"{met.url}/withdrawal").status_code == 409
    with app.app_context():
        it = of(met.met)
        assert (it.state, it.mentor_answer, it.mentee_answer) == ("agreed", "yes", "yes") and it.mentorship_id
        assert db.session.get_one(Mentorship, it.mentorship_id).innovation_id == it.innovation_id
        assert verbs() == [
            "mentoring.people_introduced", "mentoring.introduction_answered", "mentoring.introduction_agreed",
        ]  # fmt: skip
        mailed = select(Delivery.person_id).where(Delivery.channel == "email", Delivery.event_id == 1)
        assert set(db.session.execute(mailed).scalars()) == {met.mentor.id, met.innovator.id}
        told = select(Delivery.event_id).where(Delivery.person_id == met.animator.id, Delivery.channel == "inbox")
        assert db.session.execute(told.order_by(Delivery.event_id)).scalars().all() == [2, 3]
        assert "bake" not in str(db.session.execute(select(Event.facts)).scalars().all())


def test_no_is_told_to_nobody_by_name(app: Flask, met: Any, as_: Any) -> None:
    assert as_(met.mentor).post(f"{met.url}/refusal").status_code == 303
    mentee, animator = as_(met.innovator), as_(met.animator)
    text = mentee.get(met.url).get_data(as_text=True)
    assert "Did not come about" in text and "said no" not in text
    assert mentee.post(f"{met.url}/agreement").status_code == 409
    assert "said no" in animator.get(met.url).get_data(as_text=True)
    with app.app_context():
        assert of(met.met).state == "declined"
        last = db.session.execute(select(Event).order_by(Event.id.desc())).scalars().first()
        assert last.verb == "mentoring.introduction_declined" and last.actor_id is None
    with app.app_context(), pytest.raises(Exception, match="said no before"):
        introduce(met.animator, met.innovator.id, met.mentor.id)


def test_only_the_two_answer_and_only_animators_take_back(app: Flask, met: Any, as_: Any) -> None:
    for action_ in ("agreement", "refusal"):
        assert as_(met.stranger).post(f"{met.url}/{action_}").status_code == 404
        assert as_(met.animator).post(f"{met.url}/{action_}").status_code == 403
        assert app.test_client().post(f"{met.url}/{action_}").status_code == 303
    assert as_(met.mentor).post(f"{met.url}/withdrawal").status_code == 403
    for _ in range(2):
        assert as_(met.animator).post(f"{met.url}/withdrawal").status_code == 303
    answer = as_(met.innovator).post(f"{met.url}/agreement", htmx=True)
    assert answer.status_code == 409 and "taken back" in answer.get_data(as_text=True)
    with app.app_context():
        assert verbs() == ["mentoring.people_introduced", "mentoring.introduction_withdrawn"]


def test_a_draft_is_nobodys_yet(app: Flask, cast: Any, as_: Any) -> None:
    with app.app_context():
        it = an_introduction(cast.mentor, cast.innovator, cast.animator, state="draft")
    for person in (cast.mentor, cast.innovator, cast.animator):
        assert as_(person).get(f"/mentoring/introductions/{it}").status_code == 404
    assert "introduced" not in as_(cast.mentor).get("/today").get_data(as_text=True)


def test_m3_who_blocked_the_other_is_introduced_to_them_no_more(app: Flask, met: Any, as_: Any) -> None:
    with app.app_context():
        db.session.add(Block(person_id=met.innovator.id, other_id=met.mentor.id))
        db.session.commit()
    for person in (met.mentor, met.innovator):
        client = as_(person)
        assert client.get(met.url).status_code == 404 and client.post(f"{met.url}/agreement").status_code == 404
        assert "You are introduced" not in client.get("/today").get_data(as_text=True)
    assert as_(met.animator).get(met.url).status_code == 200
    with app.app_context():

        @action
        def block(actor: Any) -> None:
            part_introduced(met.innovator.id, met.mentor.id)

        before = verbs()
        block(met.innovator)
        assert of(met.met).state == "withdrawn" and verbs() == before


def test_b12_a_yes_too_many_changes_nothing(context: Flask, met: Any) -> None:
    answer_introduction(met.innovator, of(met.met), True)
    a_mentorship(met.mentor, met.stranger)
    before = verbs()
    with pytest.raises(Conflict, match="taken or promised"):
        answer_introduction(met.mentor, of(met.met), True)
    assert (of(met.met).state, of(met.met).mentor_answer) == ("open", "") and verbs() == before
    db.session.get_one(MentorProfile, met.mentor.id).capacity = 2
    db.session.commit()
    assert answer_introduction(met.mentor, of(met.met), True).state == "agreed"


def test_b12_the_mentors_yes_keeps_a_place_until_the_mentee_answers(app: Flask, met: Any, as_: Any) -> None:
    with app.app_context():
        asked = a_request(met.mentor, met.stranger)
    mentor, mentee = as_(met.mentor), as_(met.innovator)
    assert mentor.post(f"{met.url}/agreement").status_code == 303
    assert "One of your places is kept for" in mentor.get(met.url).get_data(as_text=True)
    lost = mentor.post(f"/mentoring/requests/{asked}/acceptance")
    assert lost.status_code == 409 and "take back your yes to an introduction" in lost.get_data(as_text=True)
    text = as_(met.partner).get(f"/mentoring/mentors/{met.mentor.id}").get_data(as_text=True)
    assert "All places of this mentor are taken or promised." in text
    assert "Inés Ortega" not in as_(met.partner).get("/mentoring/mentors?free=1").get_data(as_text=True)
    assert mentee.post(f"{met.url}/agreement").status_code == 303, "the second yes finds its place"
    with app.app_context():
        assert of(met.met).state == "agreed"


@pytest.mark.parametrize("how", ["the mentor's no", "the mentee's no", "the animator's"])
def test_b12_a_kept_place_is_free_again(context: Flask, met: Any, how: str) -> None:
    answer_introduction(met.mentor, of(met.met), True)
    request = db.session.get_one(MentoringRequest, a_request(met.mentor, met.stranger))
    with pytest.raises(Conflict):
        accept_request(met.mentor, request)
    if how == "the animator's":
        withdraw_introduction(met.animator, of(met.met))
    else:
        answer_introduction(met.mentor if how == "the mentor's no" else met.innovator, of(met.met), False)
    assert accept_request(met.mentor, request).state == "active"


def test_b12_the_mentors_own_request_of_the_same_two_needs_no_second_place(context: Flask, met: Any) -> None:
    answer_introduction(met.mentor, of(met.met), True)
    request = db.session.get_one(MentoringRequest, a_request(met.mentor, met.innovator))
    assert accept_request(met.mentor, request).state == "active" and of(met.met).state == "agreed"


def test_b12_a_mentor_without_a_place_cannot_promise_one(context: Flask, met: Any) -> None:
    a_mentorship(met.mentor, met.stranger)
    with pytest.raises(Conflict, match="taken or promised"):
        answer_introduction(met.mentor, of(met.met), True)
    assert of(met.met).mentor_answer == ""


@pytest.mark.parametrize("what", ["block", "conflict", "mentorship", "request"])
def test_what_came_between(context: Flask, met: Any, what: str) -> None:
    answer_introduction(met.mentor, of(met.met), True)
    if what == "block":
        db.session.add(Block(person_id=met.mentor.id, other_id=met.innovator.id))
    elif what == "conflict":
        tie = {"mentor_id": met.mentor.id, "person_id": met.innovator.id, "declared_by": met.animator.id}
        db.session.add(ConflictOfInterest(kind="investor", **tie))
    elif what == "mentorship":
        a_mentorship(met.mentor, met.innovator)
    else:
        asked = a_request(met.mentor, met.innovator)
    db.session.commit()
    if what == "request":
        it = answer_introduction(met.innovator, of(met.met), True)
        request = db.session.get_one(MentoringRequest, asked)
        assert (request.state, request.mentorship_id) == ("accepted", it.mentorship_id)
        assert db.session.execute(select(func.count(Mentorship.id))).scalar_one() == 1
        return
    words = {"block": "not here just now", "conflict": "conflict of interest", "mentorship": "already work together"}
    with pytest.raises(Conflict, match=words[what]):
        answer_introduction(met.innovator, of(met.met), True)


def test_m8_who_leaves_is_introduced_to_nobody(context: Flask, met: Any) -> None:
    db.session.add(MentorWish(person_id=met.innovator.id, topic="legal", text="My own words"))
    db.session.commit()

    @action
    def remove(actor: Any, person: Any) -> None:
        leave(actor, person)

    remove(met.animator, met.innovator)
    wish = db.session.execute(select(MentorWish)).scalar_one()
    assert of(met.met).state == "withdrawn" and (wish.state, wish.text) == ("withdrawn", "")


def test_the_rules_alone(context: Flask, met: Any) -> None:
    with pytest.raises(NotAllowed):
        answer_introduction(met.stranger, of(met.met), True)
    with pytest.raises(NotAllowed):
        withdraw_introduction(met.mentor, of(met.met))


def test_the_list_with_filters_and_csv(app: Flask, met: Any, as_: Any) -> None:
    with app.app_context():
        an_introduction(met.mentor2, met.innovator2, met.animator, state="declined")
        an_introduction(met.mentor2, met.stranger, met.animator, state="draft")
    client = as_(met.animator)
    text = client.get("/mentoring/introductions").get_data(as_text=True)
    assert "2 introductions" in text and "has not answered" in text and "Tomás" not in text
    for query, number in (
        ("state=declined", 1),
        ("q=ortega", 1),
        ("q=Marek", 1),
        ("q=marek&state=open", 0),
        ("state=x", 2),
    ):
        client.get(f"/mentoring/introductions?{query}")
        assert len(client.soup.select("#results tbody tr")) == number, query
        assert "<html" not in client.fragment(f"/mentoring/introductions?{query}").get_data(as_text=True)
        csv = client.get(f"/mentoring/introductions.csv?{query}").get_data(as_text=True).splitlines()
        assert len(csv) == number + 1
    assert "No introduction fits" in client.get("/mentoring/introductions?q=nobody").get_data(as_text=True)
