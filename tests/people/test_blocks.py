"""Block (M3): silent, at once, for both; and reports, which only the animators read."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity.models import Delivery, Event
from app.core.clock import now
from app.core.rules import Conflict, NotAllowed
from app.extensions import db
from app.mentoring.models import GroupSeat, MentoringRequest, MentoringSession, Mentorship, MentorshipMember
from app.messages.actions import write_to
from app.offers import actions as offers
from app.offers.models import Post
from app.people import actions
from app.people.models import Block, Person, PersonReport
from app.people.queries import apart_from, are_apart
from tests.builders import a_claim, a_need, a_person, an_accepted_claim, an_offer
from tests.mentoring.builders import a_mentor, a_mentorship, a_request, a_session


def told(person: Any) -> list[str]:
    query = select(Event.verb).join(Delivery, Delivery.event_id == Event.id)
    return sorted(set(db.session.execute(query.where(Delivery.person_id == person.id)).scalars()))


def block(one: Any, other: Any) -> None:
    actions.block_person(a_person(one), a_person(other))


@pytest.mark.parametrize("who", ["mentor", "innovator"])
def test_m3_what_is_open_between_the_two_ends_neutrally(context: Flask, cast: Any, who: str) -> None:
    a_mentor(cast.mentor)
    mentorship = a_mentorship(cast.mentor, cast.innovator)
    ahead = a_session(mentorship, now() + timedelta(hours=3))
    held = a_session(mentorship, now() - timedelta(days=3), state="held")
    request = a_request(cast.mentor, cast.innovator, state="more_information_asked")
    apart = a_mentorship(cast.mentor, cast.innovator2)
    one, other = (cast.mentor, cast.innovator) if who == "mentor" else (cast.innovator, cast.mentor)
    block(one, other)
    session = db.session.get_one(MentoringSession, ahead)
    assert (session.state, session.cancelled_by, session.cancelled_late) == ("cancelled", None, False)
    assert db.session.get_one(MentoringSession, held).state == "held"
    assert db.session.get_one(MentoringRequest, request).state == "withdrawn"
    ended = db.session.get_one(Mentorship, mentorship)
    assert (ended.state, ended.ended_by, ended.end_reason) == ("ended_early", None, "")
    assert db.session.get_one(Mentorship, apart).state == "active"
    facts = db.session.execute(select(Event.actor_id, Event.facts)).all()
    assert all(actor is None and "actor" not in fact for actor, fact in facts)
    assert told(cast.mentor) == told(cast.innovator)
    assert "people.person_blocked" not in told(other) and "people.person_blocked" in told(cast.animator)


def test_m3_seats_and_teams_are_left_too(context: Flask, cast: Any) -> None:
    group = MentoringSession(
        mentor_id=cast.mentor.id, kind="group", seats=5, title="Pricing", starts_at=now() + timedelta(days=2),
        ends_at=now() + timedelta(days=2, hours=1),
    )  # fmt: skip
    db.session.add(group)
    db.session.flush()
    team = a_mentorship(cast.mentor, cast.innovator2)
    db.session.add_all(
        [
            GroupSeat(session_id=group.id, person_id=cast.innovator.id),
            MentorshipMember(mentorship_id=team, person_id=cast.innovator.id),
        ]
    )
    db.session.commit()
    mates = a_mentorship(cast.mentor2, cast.innovator2)
    for person in (cast.innovator, cast.mentor):
        db.session.add(MentorshipMember(mentorship_id=mates, person_id=person.id))
    db.session.commit()
    block(cast.innovator, cast.mentor)
    assert db.session.get(MentorshipMember, (mates, cast.innovator.id)) is None  # who blocked leaves the team
    assert db.session.get(MentorshipMember, (mates, cast.mentor.id)) is not None
    assert db.session.get_one(GroupSeat, (group.id, cast.innovator.id)).state == "left"
    assert db.session.get(MentorshipMember, (team, cast.innovator.id)) is None
    assert db.session.get_one(Mentorship, team).state == "active"


def test_m3_twice_is_once_and_taken_back_is_over(context: Flask, cast: Any) -> None:
    block(cast.innovator, cast.mentor)
    block(cast.innovator, cast.mentor)
    verbs = list(db.session.execute(select(Event.verb)).scalars())
    assert verbs == ["people.person_blocked"]
    assert are_apart(cast.mentor.id, cast.innovator.id) and are_apart(cast.innovator.id, cast.mentor.id)
    assert apart_from(cast.mentor.id) == {cast.innovator.id}
    block(cast.mentor, cast.innovator)  # each has their own
    actions.unblock_person(a_person(cast.innovator), a_person(cast.mentor))
    assert are_apart(cast.mentor.id, cast.innovator.id)
    actions.unblock_person(a_person(cast.mentor), a_person(cast.innovator))
    assert not are_apart(cast.mentor.id, cast.innovator.id)


def test_m3_no_conversation_any_more_in_neutral_words(app: Flask, cast: Any, as_: Any) -> None:
    with app.app_context():
        talk = write_to(a_person(cast.mentor), a_person(cast.innovator), "See you on Thursday.").conversation_id
        block(cast.innovator, cast.mentor)
        for one, other in ((cast.mentor, cast.innovator), (cast.innovator, cast.mentor)):
            with pytest.raises(NotAllowed, match="not here at the moment"):
                write_to(a_person(one), a_person(other), "Hello?")
    for part in (cast.mentor, cast.innovator):
        client = as_(part)
        page = client.get(f"/messages/{talk}").text
        assert "See you on Thursday" in page and "not here at the moment" in page
        assert not client.soup.select("form.composer")
        assert client.post(f"/messages/{talk}", {"text": "Hello?"}).status_code == 403
    assert as_(cast.stakeholder).get(f"/messages/with/{cast.mentor.id}").status_code == 200
    with app.app_context():
        block(cast.stakeholder, cast.mentor)
    for part, other in ((cast.stakeholder, cast.mentor), (cast.mentor, cast.stakeholder)):
        assert as_(part).get(f"/messages/with/{other.id}").status_code == 404
        assert as_(part).post(f"/messages/with/{other.id}", {"text": "Hi"}).status_code == 404


@pytest.mark.parametrize("pair", [("innovator", "animator"), ("animator", "innovator")])
def test_animators_neither_block_nor_are_blocked(app: Flask, cast: Any, as_: Any, pair: Any) -> None:
    one, other = (getattr(cast, part) for part in pair)
    client = as_(one)
    assert client.get(f"/people/{other.id}").status_code == 200
    assert not client.soup.select('a[href$="/block"]')
    for _ in range(2):
        assert client.post(f"/people/{other.id}/block").status_code == 403
    assert client.get(f"/people/{other.id}/block").status_code == 403


def test_who_becomes_an_animator_sees_everybody_again(context: Flask, cast: Any) -> None:
    block(cast.innovator, cast.partner)
    actions.change_role(a_person(cast.animator), a_person(cast.partner), "animator")
    assert not are_apart(cast.innovator.id, cast.partner.id)


def test_the_page_says_what_it_means_and_does_it(app: Flask, cast: Any, as_: Any, client: Any) -> None:
    url = f"/people/{cast.mentor.id}/block"
    mine = as_(cast.innovator)
    assert "Nothing says by whom" in mine.get(url).text
    with app.app_context():
        assert not are_apart(cast.mentor.id, cast.innovator.id)
    assert as_(cast.innovator).post(f"/people/{cast.innovator.id}/block").status_code == 403
    assert as_(cast.observer).post(url).status_code == 403
    assert client.post(url).status_code == 303 and client.get(url).status_code == 303
    assert as_(cast.innovator2).post("/people/nobody/block").status_code == 404
    assert mine.post(url).location == "/account/blocks"
    assert mine.post(url, htmx=True).headers["HX-Redirect"] == "/account/blocks"
    assert as_(cast.mentor).post(f"/people/{cast.innovator.id}/block").status_code == 404  # not there for them
    assert cast.mentor.name in mine.get("/account/blocks").text
    assert "blocked nobody" in as_(cast.mentor).get("/account/blocks").text
    for _ in range(2):
        assert mine.post(f"/account/blocks/{cast.mentor.id}/removal").status_code == 303
    assert mine.get(f"/people/{cast.mentor.id}").status_code == 200


def test_a_report_reaches_the_animators_alone(app: Flask, cast: Any, as_: Any, client: Any) -> None:
    url = f"/people/{cast.mentor.id}/report"
    mine = as_(cast.innovator)
    assert mine.get(url).status_code == 200
    assert mine.post(url, {"text": "He shouted at me."}).status_code == 422
    assert "He shouted at me." in mine.soup.find("textarea", {"name": "text"}).text
    assert mine.post(url, {"reason": "other", "text": ""}).status_code == 422
    assert mine.post(url, {"reason": "rude"}).status_code == 422
    sent = {"reason": "disrespect", "text": "He shouted at me."}
    answers = [mine.post(url, sent, form_token="r" * 24) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {303} and len({a.location for a in answers}) == 1
    assert mine.post(url, sent).status_code == 409
    report = answers[0].location
    boss = as_(cast.animator)
    assert "Somebody reports Inés Ortega" in boss.get("/today").text
    assert "He shouted at me." in boss.get(report).text
    assert "He shouted at me." in mine.get(report).text and "Settle" not in mine.get(report).text
    for part in (cast.mentor, cast.stranger):
        assert as_(part).get(report).status_code == 404
        reader = as_(part)
        reader.get("/activity")
        assert not [it for it in reader.soup.select("main .log") if "reported" in it.get_text()]
    assert client.get(report).status_code == 303 and as_(cast.observer).get(report).status_code == 403
    assert mine.post(f"{report}/outcome", {"outcome": "x"}).status_code == 403
    assert boss.post(f"{report}/outcome", {"outcome": " "}).status_code == 422
    assert boss.post(f"{report}/outcome", {"outcome": "We spoke with both."}).status_code == 303
    late = boss.post(f"{report}/outcome", {"outcome": "Something else entirely."})
    assert late.status_code == 409 and "Something else entirely." in late.text
    assert "We spoke with both." in mine.get(report).text
    assert "looked into the" in mine.get("/activity/inbox").text
    with app.app_context():
        assert told(cast.mentor) == []
        assert "shouted" not in str(db.session.execute(select(Event.facts)).scalars().all())


def test_a_report_on_an_animator_is_for_the_others(app: Flask, cast: Any, as_: Any) -> None:
    with app.app_context():
        actions.change_role(a_person(cast.animator), a_person(cast.partner), "animator")
        sent = actions.report_person(a_person(cast.innovator), a_person(cast.partner), "money", "")
        with pytest.raises(NotAllowed):
            actions.settle_report(a_person(cast.partner), sent, "Nothing.")
        with pytest.raises(Conflict):
            actions.report_person(a_person(cast.innovator), a_person(cast.partner), "money", "")
        id_ = sent.id
    assert as_(cast.partner).get(f"/people/reports/{id_}").status_code == 404
    assert "Somebody reports" not in as_(cast.partner).get("/today").text
    assert as_(cast.animator).get(f"/people/reports/{id_}").status_code == 200
    with app.app_context():
        assert db.session.get_one(PersonReport, id_).state == "open"
        assert db.session.execute(select(Block)).first() is None
        assert db.session.get_one(Person, cast.partner.id).state == "active"


@pytest.mark.parametrize("who", ["stakeholder", "innovator"])
def test_m3_what_is_open_on_the_board_ends_neutrally_and_what_was_delivered_counts(
    context: Flask, cast: Any, who: str
) -> None:
    offer, need = an_offer(cast.stakeholder, quantity=9), a_need(cast.innovator)
    asked, helped = a_claim(need, cast.stakeholder), a_claim(offer, cast.innovator2)
    agreed = an_accepted_claim(offer, cast.innovator, 4)
    given = an_accepted_claim(an_offer(cast.stakeholder), cast.innovator)
    offers.deliver_claim(a_person(cast.stakeholder), given)
    block(*sorted((cast.stakeholder, cast.innovator), key=lambda one: one is not getattr(cast, who)))
    assert [claim.state for claim in (asked, agreed, given, helped)] == [
        "declined", "cancelled", "delivered", "requested",
    ]  # fmt: skip
    assert db.session.get_one(Post, offer.id).taken == 0
    told = select(Event.actor_id).where(Event.verb.in_(("offers.claim_declined", "offers.claim_cancelled")))
    assert db.session.execute(told).scalars().all() == [None, None]
