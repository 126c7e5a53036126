"""O1 and B3 against the served program: the last unit of an offer, accepted a hundred times at once; one form, sent a
hundred times at once."""

from __future__ import annotations

import secrets
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.activity.models import Event
from app.core.clock import now
from app.extensions import db
from app.offers import actions
from app.offers.models import Claim, ClaimProposal, Post
from app.offers.queries import line_of, newest_terms
from app.people.models import Person
from tests.builders import a_claim, an_accepted_claim, an_offer
from tests.proofs.callers import Caller, at_once, people
from tests.proofs.test_last_places import one_won
from tests.served import Site

pytestmark = pytest.mark.soak
MANY = 100


def told(verb: str) -> int:
    return db.session.execute(select(func.count(Event.id)).where(Event.verb == verb)).scalar_one()


def count(table: type[Claim] | type[ClaimProposal], *conditions: object) -> int:
    return db.session.execute(select(func.count(table.id)).where(*conditions)).scalar_one()  # type: ignore[arg-type]


@pytest.mark.timeout(300)
def test_o1_a_hundred_accept_the_last_unit_at_once(site: Site, beside: Flask) -> None:
    with beside.app_context():
        post = an_offer(site.cast.stakeholder, quantity=1, until=now().date() + timedelta(days=30))
        claims = [a_claim(post, claimer).id for claimer in people(MANY)]
        seen = {claim: newest_terms(claim).id for claim in claims}  # type: ignore[union-attr]
        owner = Caller(beside, site, site.cast.stakeholder.id)
        db.session.commit()
        post_id = post.id
    site.start()
    accepts = [lambda c=claim: owner.post(f"/offers/claims/{c}/acceptance", {"seen": seen[c]}) for claim in claims]
    one_won(at_once(accepts), "left now")
    with beside.app_context():
        assert db.session.get_one(Post, post_id).taken == 1
        assert count(Claim, Claim.state == "accepted") == told("offers.claim_accepted") == 1


@pytest.mark.timeout(300)
def test_o1_the_same_form_a_hundred_times_asks_once(site: Site, beside: Flask) -> None:
    with beside.app_context():
        post_id = an_offer(site.cast.stakeholder, quantity=5, until=now().date() + timedelta(days=30)).id
        caller = Caller(beside, site, site.cast.innovator.id)
        db.session.commit()
    site.start()
    token, form = secrets.token_urlsafe(18), {"message": "For our statutes.", "quantity": "2"}
    answers = at_once([lambda: caller.post(f"/offers/{post_id}/claims", form, token)] * MANY)
    assert {(answer.status, answer.location) for answer in answers} == {(303, answers[0].location)}
    again = caller.post(f"/offers/{post_id}/claims", form)
    assert again.status == 409 and "open request" in again.text
    with beside.app_context():
        assert count(Claim) == count(ClaimProposal) == told("offers.claim_made") == 1


@pytest.mark.timeout(300)
def test_o1_the_line_moves_once_for_each_unit_that_comes_back(site: Site, beside: Flask) -> None:
    """Twenty agreements are cancelled at once while a hundred wait: the first twenty of the line are asked for anew."""
    back = 20
    with beside.app_context():
        post = an_offer(site.cast.stakeholder, quantity=back, until=now().date() + timedelta(days=30))
        agreed = [an_accepted_claim(post, claimer).id for claimer in people(back)]
        waiting = [
            Person(email=f"w{number}@example.org", name=f"Waits {number}", timezone="Europe/Sofia", welcomed=True)
            for number in range(MANY)
        ]
        db.session.add_all(waiting)
        db.session.flush()
        for one in waiting:
            actions.join_line(one, post, "If anything comes back.")
        order = [claim.id for claim in line_of(post.id)]
        owner = Caller(beside, site, site.cast.stakeholder.id)
        db.session.commit()
    site.start()
    form = {"reason": "no_capacity", "note": "Ill."}
    answers = at_once([lambda c=claim: owner.post(f"/offers/claims/{c}/cancellation", form) for claim in agreed])
    assert {answer.status for answer in answers} == {303}
    with beside.app_context():
        called = select(Claim.id).where(Claim.state == "requested").order_by(Claim.created_at, Claim.id)
        assert db.session.execute(called).scalars().all() == order[:back]
        assert told("offers.claim_called_up") == back
