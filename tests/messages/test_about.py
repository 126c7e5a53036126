"""Conversations about a claim and of a team: opened from its page, and their people are those of the thing."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.activity.models import Event
from app.core.rules import NotAllowed
from app.extensions import db
from app.innovations import actions as innovations
from app.innovations.models import SocialInnovation
from app.messages.actions import write_about, write_to
from app.messages.models import Conversation
from app.messages.queries import Thing, conversation_of
from app.people.actions import block_person, remove_person
from tests.builders import a_claim, a_person, an_offer
from tests.client import CheckingClient
from tests.mentoring.builders import an_innovation

As = Callable[[SimpleNamespace], CheckingClient]


def conversations(app: Flask) -> int:
    with app.app_context():
        return db.session.execute(select(func.count(Conversation.id))).scalar_one()


def test_both_sides_of_a_claim_talk_about_it(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    with app.app_context():
        write_to(a_person(cast.innovator), a_person(cast.stakeholder), "Of something else")
        here = f"/offers/claims/{a_claim(an_offer(cast.stakeholder), cast.innovator).id}"
    asker, owner = as_(cast.innovator), as_(cast.stakeholder)
    asker.get(here)
    assert asker.soup.select_one("#talk textarea") and "Of something else" not in asker.soup.get_text()
    assert asker.post(f"{here}/conversation", {"message-text": "When can we come?"}).status_code == 303
    assert owner.post(f"{here}/conversation", {"message-text": "On Tuesday."}, htmx=True).status_code == 200
    assert owner.post(f"{here}/conversation", {"message-text": " "}).status_code == 422
    assert conversations(app) == 2
    told = asker.fragment(f"{here}/conversation").get_data(as_text=True)
    assert "When can we come?" in told and "On Tuesday." in told
    asker.get("/messages?kind=claim")
    assert asker.soup.select_one(".conversations .name").get_text() == "Half-days of legal advice"
    for person in (cast.animator, cast.stranger):
        client = as_(person)
        assert client.post(f"{here}/conversation", {"message-text": "x"}).status_code in (403, 404)
        assert "On Tuesday." not in client.get("/messages").get_data(as_text=True)


def test_who_takes_an_offer_over_takes_its_claims_over(app: Flask, cast: SimpleNamespace) -> None:
    with app.app_context():
        heir, owner = a_person(cast.animator), a_person(cast.stakeholder)
        owner.organisation_id = None
        post = an_offer(cast.stakeholder)
        claim = a_claim(post, cast.innovator)
        thing = Thing("claim", claim.id, "Advice", (cast.stakeholder.id, cast.innovator.id))
        talk = write_about(a_person(cast.innovator), thing, "Before").conversation_id
        remove_person(heir, owner)
        db.session.refresh(post)
        assert post.owner_id != cast.stakeholder.id
        new = SimpleNamespace(id=post.owner_id)
        assert conversation_of(new, talk).from_id and conversation_of(cast.stakeholder, talk) is None


def test_a_team_talks_and_who_leaves_it_reads_no_more(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    with app.app_context():
        id_ = an_innovation(cast.innovator)
        one = db.session.get_one(SocialInnovation, id_)
        innovations.add_member(a_person(cast.innovator), one, cast.mentor.id)
    here = f"/innovations/{id_}/conversation"
    founder, member, other = as_(cast.innovator), as_(cast.mentor), as_(cast.stakeholder)
    founder.get(f"/innovations/{id_}")
    assert founder.soup.select_one(f"a[href='{here}']")
    founder.get(here)
    assert founder.post(here, {"message-text": ""}).status_code == 422
    assert founder.post(here, {"message-text": "Only us"}).status_code == 303
    assert founder.post(here, {"message-text": "And again"}, htmx=True).status_code == 200
    for client in (other, as_(cast.animator), as_(cast.observer)):
        assert client.get(here).status_code == 403
        assert client.post(here, {"message-text": "x"}).status_code == 403
    assert as_(cast.stranger).get(f"/innovations/{'0' * 26}/conversation").status_code == 404
    with app.app_context():
        one = db.session.get_one(SocialInnovation, id_)
        innovations.add_member(a_person(cast.innovator), one, cast.stakeholder.id)
    assert "Only us" not in other.get(here).get_data(as_text=True)
    founder.post(here, {"message-text": "Welcome"})
    assert "Welcome" in other.get(here).get_data(as_text=True)
    whole = member.get(here) and member.soup.select_one(".card-head a[href^='/messages/']")["href"]
    member.post(f"/innovations/{id_}/team/{cast.mentor.id}/removal")
    assert member.get(whole).status_code == 404 and member.get(here).status_code == 403
    assert founder.get(whole).status_code == 200 and founder.post(f"{whole}/leaving").status_code == 403
    assert conversations(app) == 1


def test_two_alone_who_are_apart_cannot_write_and_the_words_stay(context: Flask, cast: SimpleNamespace) -> None:
    people = (cast.innovator.id, cast.partner.id)
    thing = Thing("team", an_innovation(cast.innovator), "Ours", people)
    talk = write_about(a_person(cast.innovator), thing, "Hello").conversation_id
    block_person(a_person(cast.partner), a_person(cast.innovator))
    with pytest.raises(NotAllowed):
        write_about(a_person(cast.innovator), thing, "Are you there?")
    assert conversation_of(cast.partner, talk)
    several = Thing("team", thing.id, "Ours", (*people, cast.mentor.id))
    before = db.session.execute(select(func.count(Event.id))).scalar_one()
    write_about(a_person(cast.innovator), several, "To all")
    assert db.session.execute(select(func.count(Event.id))).scalar_one() == before + 1
    assert conversation_of(cast.mentor, talk).unread == 1 and conversation_of(cast.partner, talk).unread == 1
