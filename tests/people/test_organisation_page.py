"""An organisation's page: what it offers and needs now, what it gave, who thanks it."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.extensions import db
from app.offers import actions as offers
from app.offers.models import Claim, DeliveryCorrection
from app.offers.queries import given_by
from tests.builders import a_contact, a_need, a_person, an_accepted_claim, an_offer
from tests.statements import statements

Client = Callable[[SimpleNamespace], Any]


@pytest.fixture
def theirs(app: Flask, cast: SimpleNamespace) -> str:
    """It gave two half-days at €120 each, and has an offer and a need on the board."""
    with app.app_context():
        id_ = a_person(cast.stakeholder).organisation_id
        post = an_offer(cast.stakeholder, organisation_id=id_, value_cents=12_000, quantity=5)
        deliver(post, cast.innovator, 2)
        a_need(cast.stakeholder, organisation_id=id_)
        an_offer(cast.stakeholder, organisation_id=id_, title="A draft", publish=False)
        an_offer(cast.mentor, title="Somebody else's")
        return str(id_)


def deliver(post: Any, receiver: Any, quantity: int) -> Claim:
    giver = db.session.get_one(type(a_person(receiver)), post.owner_id)
    claim = offers.deliver_claim(giver, an_accepted_claim(post, receiver, quantity))
    return offers.confirm_claim(a_person(receiver), claim)


def said(client: Any, part: str) -> str:
    return " ".join(client.soup.select_one(f"#{part}").get_text(" ").split())


def test_what_it_offers_needs_and_gave(app: Flask, as_: Client, cast: SimpleNamespace, theirs: str) -> None:
    client = as_(cast.mentor)
    client.get(f"/organisations/{theirs}")
    assert "Half-days of legal advice" in said(client, "offers") and "3 of 5 half-days left" in said(client, "offers")
    assert "Interpreter" in said(client, "needs")
    assert "A draft" not in client.soup.get_text() and "Somebody else's" not in client.soup.get_text()
    animator = as_(cast.animator)
    animator.get(f"/organisations/{theirs}")
    gave = said(animator, "gave")
    assert "1 confirmed delivery" in gave and "2 half-days" in gave and "€240" in gave


def test_a9_others_than_animators_see_no_number_about_fewer_than_five(
    app: Flask, as_: Client, cast: SimpleNamespace, theirs: str
) -> None:
    readers = [as_(person) for person in (cast.mentor, cast.stakeholder, cast.observer)]

    def told(client: Any) -> str:
        client.get(f"/organisations/{theirs}")
        return said(client, "gave")

    for client in readers:
        gave = told(client)
        assert "Fewer than five confirmed deliveries" in gave
        assert not any(number in gave for number in ("1 confirmed", "half-days", "€"))
    with app.app_context():  # one of half-days at a price; five of desks without
        post = an_offer(cast.stakeholder, organisation_id=theirs, unit="desks", quantity=9)
        for _each in range(5):
            deliver(post, cast.innovator, 1)
    for client in readers:
        gave = told(client)
        assert "6 confirmed deliveries" in gave
        assert not any(number in gave for number in ("half-days", "desks", "€")), "the rest would tell the one"
    with app.app_context():
        post = an_offer(cast.stakeholder, organisation_id=theirs, value_cents=12_000, quantity=9)
        for _each in range(4):
            deliver(post, cast.innovator2, 1)
    for client in (*readers, as_(cast.animator)):
        gave = told(client)
        assert all(number in gave for number in ("10 confirmed", "6 half-days", "5 desks", "€720"))


def test_it_agrees_with_the_deliveries_corrections_included(app: Flask, cast: SimpleNamespace, theirs: str) -> None:
    with app.app_context():
        post = an_offer(cast.stakeholder, organisation_id=theirs, unit="desks", quantity=3)
        claim = deliver(post, cast.innovator2, 3)
        db.session.add(DeliveryCorrection(claim_id=claim.id, by_id=cast.stakeholder.id, change=-1, reason="One broke"))
        db.session.commit()
        given = given_by(a_person(cast.animator), theirs)
        assert (given.count, given.cents, set(given.units)) == (2, 24_000, {("half-days", 2), ("desks", 2)})


def test_thanks_are_shown_when_they_are_public(app: Flask, as_: Client, cast: SimpleNamespace, theirs: str) -> None:
    with app.app_context():
        claim = db.session.query(Claim).limit(1).one()
        claim.thanks = "You saved our statutes."
        db.session.commit()
    client = as_(cast.mentor)
    client.get(f"/organisations/{theirs}")
    assert "You saved" not in client.soup.get_text()
    with app.app_context():
        db.session.query(Claim).limit(1).one().thanks_public = True
        db.session.commit()
    client.get(f"/organisations/{theirs}")
    assert "You saved our statutes." in said(client, "gave") and cast.innovator.name in said(client, "gave")
    observer = as_(cast.observer)
    observer.get(f"/organisations/{theirs}")
    assert "You saved" in said(observer, "gave") and cast.innovator.name not in observer.soup.get_text()


def test_more_than_a_few_lead_to_the_board(app: Flask, as_: Client, cast: SimpleNamespace, theirs: str) -> None:
    with app.app_context():
        for number in range(7):
            an_offer(cast.stakeholder, organisation_id=theirs, title=f"Offer {number}")
    client = as_(cast.mentor)
    client.get(f"/organisations/{theirs}")
    assert len(client.soup.select("#offers li")) == 6
    client.get(client.soup.select_one(f'#offers a[href*="by={theirs}"]')["href"])
    assert "Offer 0" in client.soup.get_text() and "Somebody else's" not in client.soup.get_text()


def test_it_costs_the_same_however_much_it_has(app: Flask, as_: Client, cast: SimpleNamespace, theirs: str) -> None:
    client, costs = as_(cast.animator), []
    for more in (0, 2):
        with app.app_context():
            for number in range(more):
                deliver(an_offer(cast.stakeholder, organisation_id=theirs, unit=f"u{number}"), cast.innovator, 1)
                a_contact(theirs, cast.animator)
        client.get(f"/organisations/{theirs}")
        with statements(app) as asked:
            client.get(f"/organisations/{theirs}")
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 16


def test_animators_see_the_last_contacts(app: Flask, as_: Client, cast: SimpleNamespace, theirs: str) -> None:
    with app.app_context():
        a_contact(theirs, cast.animator, next_step="Call again")
    animator, member = as_(cast.animator), as_(cast.stakeholder)
    animator.get(f"/organisations/{theirs}")
    assert "Next step: Call again" in said(animator, "contacts")
    member.get(f"/organisations/{theirs}")
    assert member.soup.select_one("#contacts") is None


def test_one_that_has_nothing_says_so(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        theirs = a_person(cast.stakeholder).organisation_id
    client = as_(cast.mentor)
    client.get(f"/organisations/{theirs}")
    assert "Nothing on the board just now." in said(client, "needs")
    assert "Fewer than five" in said(client, "gave")
    animator = as_(cast.animator)
    animator.get(f"/organisations/{theirs}")
    assert "Nothing yet" in said(animator, "gave")
