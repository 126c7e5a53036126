"""A stakeholder is invited with an offer that is written for them: it becomes their draft when they accept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from app.activity.models import Event
from app.core.clock import now
from app.extensions import db
from app.offers.models import Post
from app.offers.queries import today
from app.people import links
from app.people.models import Invitation, Organisation, Person
from app.stakeholders.models import PreparedOffer
from tests.builders import a_person

Client = Callable[[SimpleNamespace], Any]
URL = "/stakeholders/invitation"
SENT = {
    "email": "nora@notaires.example", "name": "Nora Peeters", "organisation": "notaires solidaires", "locale": "en",
    "note": "We met at the fair.", "title": "Four mornings of notary's advice", "text": "About **statutes**.",
    "category": "expertise", "quantity": "4", "unit": "mornings", "until": "2030-05-15",
}  # fmt: skip
JOINS = {"name": "Nora Peeters", "password": "three quiet brown herons", "timezone": "Europe/Brussels", "locale": "en"}


def link(app: Flask) -> str:
    with app.app_context():
        invitation = db.session.execute(select(Invitation)).scalar_one()
        return "/invitations/" + links.token("invitation", invitation.id, invitation.round)


def count(app: Flask, model: Any) -> int:
    with app.app_context():
        return int(db.session.execute(select(func.count()).select_from(model)).scalar_one())


def test_the_whole_way(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    animator = as_(cast.animator)
    assert animator.get(URL).status_code == 200
    assert animator.post(URL, SENT).location == "/people/invitations"
    guest = app.test_client()
    guest.get(link(app))
    shown = guest.soup.select_one("#prepared").get_text(" ")
    assert "Four mornings of notary's advice" in shown and "4 mornings" in shown and "Notaires Solidaires" in shown
    with app.app_context():
        assert db.session.execute(select(Post)).first() is None, "looking at it makes nothing"
    landed = guest.post(link(app), JOINS).location
    guest.get(landed)
    assert "Draft" in guest.soup.get_text()
    with app.app_context():
        post, house = db.session.execute(select(Post)).scalar_one(), a_person(cast.stakeholder).organisation_id
        nora = db.session.execute(select(Person).filter_by(email="nora@notaires.example")).scalar_one()
        assert (post.owner_id, post.organisation_id, post.state, post.posted_by) == (nora.id, house, "draft", None)
        assert (post.quantity, post.unit, post.until) == (4, "mornings", date(2030, 5, 15))
        assert nora.organisation_id == house
        assert db.session.execute(select(PreparedOffer)).scalar_one().content == {}
    assert landed == f"/offers/{post.id}"
    assert guest.soup.select_one(f'form[action="/offers/{post.id}/publication"]'), "one click publishes it"
    guest.post(f"/offers/{post.id}/publication")
    with app.app_context():
        assert db.session.execute(select(Post.state)).scalar_one() == "published"


def test_a_new_organisation_is_added(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    as_(cast.animator).post(URL, SENT | {"organisation": "Kantoor Peeters"})
    with app.app_context():
        assert db.session.execute(select(Organisation).filter_by(name="Kantoor Peeters")).scalar_one()


def test_it_begins_with_the_organisation_one_comes_from(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        house = a_person(cast.stakeholder).organisation_id
    client = as_(cast.animator)
    client.get(f"{URL}?organisation={house}")
    assert client.soup.select_one("#organisation")["value"] == "Notaires Solidaires"
    assert client.get(f"{URL}?organisation=nobody").status_code == 200


def test_sent_twice_is_one(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.animator)
    for _time in range(2):
        assert client.post(URL, SENT, form_token="t" * 24).status_code == 303
    assert count(app, Invitation) == count(app, PreparedOffer) == 1
    assert client.post(URL, SENT, htmx=True).status_code == 422
    assert "invited already" in client.soup.select_one("#email-error").get_text()
    with app.app_context():
        verbs = db.session.execute(select(Event.verb).order_by(Event.id)).scalars().all()
        assert verbs == ["people.person_invited", "stakeholders.offer_prepared"]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("email", "nobody", "complete mail address"),
        ("email", "mentor@example.org", "account with this address"),
        ("organisation", " ", "organisation's name"),
        ("title", "", "Give it a title"),
        ("text", "", "Describe it"),
        ("category", "magic", "one of the categories"),
        ("quantity", "many", "whole number"),
        ("until", "2001-01-01", "has passed"),
        ("note", "x" * 1001, "at most 1000"),
    ],
)
def test_what_cannot_be_sent(
    app: Flask, as_: Client, cast: SimpleNamespace, field: str, value: str, words: str
) -> None:
    client, before = as_(cast.animator), count(app, Organisation)
    assert client.post(URL, SENT | {"organisation": "Kantoor Peeters", field: value}).status_code == 422
    assert words in client.soup.select_one(f"#{field}-error").get_text()
    assert client.soup.select_one("#unit")["value"] == "mornings"
    assert (count(app, Invitation), count(app, PreparedOffer), count(app, Organisation)) == (0, 0, before)


def test_taken_back_the_offer_goes_too(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.animator)
    client.post(URL, SENT)
    with app.app_context():
        id_ = db.session.execute(select(Invitation.id)).scalar_one()
    client.post(f"/people/invitations/{id_}/revocation")
    assert count(app, PreparedOffer) == 0
    guest = app.test_client()
    guest.get(link(app))
    assert "Four mornings" not in guest.soup.get_text()
    assert guest.post(link(app), JOINS).status_code == 409 and count(app, Post) == 0


def test_run_out_the_offer_is_not_shown(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    as_(cast.animator).post(URL, SENT)
    with time_machine.travel(now() + timedelta(days=8)):
        guest = app.test_client()
        guest.get(link(app))
        assert "Four mornings" not in guest.soup.get_text()
        assert guest.post(link(app), JOINS).status_code == 409
    assert count(app, Post) == 0


def test_a_day_that_passed_meanwhile_moves_on(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        soon = today() + timedelta(days=2)
    as_(cast.animator).post(URL, SENT | {"until": soon.isoformat()})
    with time_machine.travel(now() + timedelta(days=5)):
        assert app.test_client().post(link(app), JOINS).status_code == 303
        with app.app_context():
            assert db.session.execute(select(Post.until)).scalar_one() > today() + timedelta(days=80)


def test_only_animators_invite(as_: Client, cast: SimpleNamespace, client: Any) -> None:
    for part in (cast.stakeholder, cast.observer):
        assert as_(part).get(URL).status_code == 403 and as_(part).post(URL, SENT).status_code == 403
    assert "/sign-in" in client.get(URL).location
