"""Partial quantities and counter-proposals (O7): through the actions, and on the page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity.models import Delivery, Event
from app.core.rules import Conflict, NotAllowed, Refused
from app.extensions import db
from app.offers import actions, queries
from app.offers.models import Claim, ClaimProposal
from app.offers.standing import turn
from tests.builders import a_claim, a_need, a_person, an_accepted_claim, an_offer

Client = Callable[[SimpleNamespace], Any]


def turn_of(claim: Claim) -> str:
    return turn(claim.post.kind, claim.state, claim.proposed_by, claim.asked_again_at is not None)


def test_o7_the_owner_proposes_and_the_claimer_accepts(context: Flask, cast: SimpleNamespace) -> None:
    owner, asker = a_person(cast.stakeholder), a_person(cast.innovator)
    post = an_offer(cast.stakeholder, quantity=6, value_cents=25_000)
    claim = a_claim(post, cast.innovator, 5)
    day = queries.today() + timedelta(days=10)
    actions.propose_terms(owner, claim, 3, day, "You fetch it.")
    assert (claim.quantity, claim.proposed_by, turn_of(claim)) == (5, "owner", "claimer")
    assert [row.id for row in queries.claims_waiting(asker)] == [claim.id]
    with pytest.raises(NotAllowed, match="for them to accept"):
        actions.accept_claim(owner, claim)
    actions.accept_claim(asker, claim)
    assert (claim.state, claim.quantity, claim.wanted_on, claim.terms) == ("accepted", 3, day, "You fetch it.")
    assert (claim.proposed_by, claim.value_cents, post.taken) == ("", 25_000, 3)


def test_o7_the_claimer_answers_with_their_own(context: Flask, cast: SimpleNamespace) -> None:
    owner, asker = a_person(cast.stakeholder), a_person(cast.innovator)
    claim = a_claim(an_offer(cast.stakeholder, quantity=6), cast.innovator, 5)
    actions.propose_terms(owner, claim, 2)
    actions.propose_terms(asker, claim, 4, None, "We fetch it.")
    assert (claim.quantity, claim.terms, claim.proposed_by, turn_of(claim)) == (4, "We fetch it.", "claimer", "owner")
    with pytest.raises(NotAllowed):
        actions.accept_claim(asker, claim)
    actions.accept_claim(owner, claim)
    assert (claim.state, claim.quantity) == ("accepted", 4)
    assert [(one.name, one.quantity) for one in queries.terms_of(claim.id)] == [
        (asker.name, 5), (owner.name, 2), (asker.name, 4)
    ]  # fmt: skip
    by = db.session.execute(
        select(Delivery.person_id).join(Event).where(Event.verb == "offers.terms_proposed", Delivery.channel == "email")
    ).scalars()
    assert set(by) == {owner.id, asker.id}


def test_o7_nobody_accepts_terms_they_have_not_seen(context: Flask, cast: SimpleNamespace) -> None:
    owner, asker = a_person(cast.stakeholder), a_person(cast.innovator)
    claim = a_claim(an_offer(cast.stakeholder, quantity=6), cast.innovator, 1)
    seen = queries.newest_terms(claim.id).id  # type: ignore[union-attr]
    actions.propose_terms(asker, claim, 6)
    with pytest.raises(Conflict, match="terms have changed"):
        actions.accept_claim(owner, claim, seen)
    assert claim.state == "requested"


@pytest.mark.parametrize(
    ("quantity", "day", "field"),
    [(0, 0, "quantity"), (7, 0, "quantity"), (10**7, 0, "quantity"), (1, -1, "wanted_on"), (1, 4000, "wanted_on")],
)
def test_o7_terms_that_cannot_be_are_refused(
    context: Flask, cast: SimpleNamespace, quantity: int, day: int, field: str
) -> None:
    claim = a_claim(an_offer(cast.stakeholder, quantity=6), cast.innovator, 2)
    with pytest.raises(Refused) as refused:
        actions.propose_terms(a_person(cast.stakeholder), claim, quantity, queries.today() + timedelta(days=day))
    assert refused.value.field == field
    assert len(queries.terms_of(claim.id)) == 1


def test_o7_the_same_terms_again_say_nothing(context: Flask, cast: SimpleNamespace) -> None:
    claim = a_claim(an_offer(cast.stakeholder, quantity=6), cast.innovator, 2)
    with pytest.raises(Conflict, match="terms already"):
        actions.propose_terms(a_person(cast.innovator), claim, 2)
    actions.accept_claim(a_person(cast.stakeholder), claim)
    with pytest.raises(Conflict):
        actions.propose_terms(a_person(cast.stakeholder), claim, 1)
    with pytest.raises(NotAllowed):
        actions.propose_terms(a_person(cast.stranger), claim, 1)
    assert db.session.execute(select(ClaimProposal.claim_id)).scalars().all() == [claim.id]


def test_o7_a_need_is_answered_in_parts_and_shows_what_is_missing(
    app: Flask, as_: Client, cast: SimpleNamespace
) -> None:
    with app.app_context():
        need = a_need(cast.innovator, quantity=8)
        first = an_accepted_claim(need, cast.stakeholder, 3)
        actions.deliver_claim(a_person(cast.stakeholder), first)
        actions.confirm_claim(a_person(cast.innovator), first)
        an_accepted_claim(need, cast.mentor, 2)
        parts, id_ = queries.parts_of(need), need.id
        assert (parts.needed, parts.promised, parts.delivered, parts.missing) == (8, 2, 3, 3)
    owner, stranger, helper = as_(cast.innovator), as_(cast.stranger), as_(cast.mentor)
    for reader, names in ((owner, 2), (helper, 2), (stranger, 1)):
        reader.get(f"/offers/{id_}")
        told = " ".join(reader.soup.select_one("#parts").get_text(" ").split())
        for words in ("Needed 8 hours", "Promised 2 hours", "Delivered 3 hours", "Still missing 3 hours"):
            assert words in told
        assert len(reader.soup.select("#parts .person")) == names, "who only promised is for the two of them"


def test_a_part_is_delivered_and_the_rest_goes_back(context: Flask, cast: SimpleNamespace) -> None:
    post = an_offer(cast.stakeholder, quantity=5, value_cents=100)
    claim = an_accepted_claim(post, cast.innovator, 5)
    for wrong in (0, 6, -1):
        with pytest.raises(Refused) as refused:
            actions.deliver_claim(a_person(cast.stakeholder), claim, wrong)
        assert refused.value.field == "quantity"
    actions.deliver_claim(a_person(cast.stakeholder), claim, 3)
    assert (claim.quantity, claim.delivered_quantity, post.taken) == (5, 3, 3)
    actions.confirm_claim(a_person(cast.innovator), claim)
    row = db.session.execute(queries.deliveries()).one()
    assert (row.units, row.value, post.state) == (3, 300, "published")


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_the_whole_way_with_a_part_and_a_counter_proposal(
    app: Flask, as_: Client, cast: SimpleNamespace, htmx: bool
) -> None:
    with app.app_context():
        post = an_offer(cast.stakeholder, quantity=6).id
        day = (queries.today() + timedelta(days=5)).isoformat()
    owner, asker = as_(cast.stakeholder), as_(cast.innovator)
    asked = asker.post(f"/offers/{post}/claims", {"message": "For us.", "quantity": "5", "wanted_on": day})
    url = asked.headers["Location"]
    ok = 200 if htmx else 303
    answer = owner.post(f"{url}/terms", {"quantity": "4", "wanted_on": day, "terms": "You fetch it."}, htmx=htmx)
    assert answer.status_code == ok
    asker.get(url)
    told = asker.soup.get_text()
    assert "proposes other terms. It is your turn" in told and "You fetch it." in told
    seen = asker.soup.select_one(f"form[action='{url}/acceptance'] input[name=seen]")["value"]
    for not_seen in ({}, {"seen": ""}, {"seen": "other"}):
        assert asker.post(f"{url}/acceptance", not_seen, htmx=htmx).status_code == 409
        assert "The terms have changed in the meantime" in asker.soup.get_text()
    assert asker.post(f"{url}/acceptance", {"seen": seen}, htmx=htmx).status_code == ok
    assert owner.post(f"{url}/delivery", {"quantity": "9"}, htmx=htmx).status_code == 422
    assert owner.soup.select_one("#quantity-error")
    assert owner.post(f"{url}/delivery", {"quantity": "3"}, htmx=htmx).status_code == ok
    thanks = {"thanks": "You saved us.", "public": "y"}
    assert asker.post(f"{url}/confirmation", thanks, htmx=htmx).status_code == ok
    stranger = as_(cast.stranger)
    stranger.get(f"/offers/{post}")
    assert "You saved us." in stranger.soup.select_one("#thanks").get_text()
    with app.app_context():
        row = db.session.execute(queries.deliveries()).one()
        assert (row.units, row.unit) == (3, "half-days")


def test_terms_are_mended_on_the_page(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        id_ = a_claim(an_offer(cast.stakeholder), cast.innovator).id
    owner, url = as_(cast.stakeholder), f"/offers/claims/{id_}"
    wrong = [("quantity", {"quantity": typed}) for typed in ("", "two", "3")]
    for field, data in [*wrong, ("wanted_on", {"quantity": "1", "wanted_on": "soon"})]:
        assert owner.post(f"{url}/terms", data | {"terms": "Bring a bag."}).status_code == 422
        assert owner.soup.select_one(f"#{field}-error"), data
        assert "Bring a bag." in owner.soup.get_text(), "what was typed is kept"
    assert as_(cast.stranger).post(f"{url}/terms", {"quantity": "1"}).status_code == 404


def test_the_day_may_be_today(context: Flask, cast: SimpleNamespace) -> None:
    claim = a_claim(an_offer(cast.stakeholder), cast.innovator)
    actions.propose_terms(a_person(cast.stakeholder), claim, 1, queries.today())
    assert isinstance(queries.newest_terms(claim.id).wanted_on, date)  # type: ignore[union-attr]
