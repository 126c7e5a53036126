"""A post is changed while somebody asks for it (O5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity.models import Delivery, Event
from app.core.rules import Conflict, NotAllowed, Refused
from app.extensions import db
from app.offers import actions, queries
from app.offers.models import Claim, Post, PostContent
from app.people.models import Person
from tests.builders import a_claim, a_person, an_accepted_claim, an_offer

SAID: dict[str, Any] = {
    "title": "Half-days of legal advice", "text": "Contracts and **statutes**.", "category": "expertise",
    "topics": ("legal",), "city": "Brussels", "country": "BE", "unit": "half-days", "until": date(2030, 5, 15),
    "languages": ("fr", "nl"), "quantity": 4,
}  # fmt: skip


def change(post: Post, **said: Any) -> None:
    actions.edit_post(db.session.get_one(Person, post.owner_id), post, PostContent(**SAID | said))


def told(verb: str) -> list[str]:
    inbox = select(Delivery.person_id).join(Event).where(Event.verb == verb, Delivery.channel == "inbox")
    return list(db.session.execute(inbox).scalars())


@pytest.mark.parametrize(
    "said",
    [
        {"title": "An hour"}, {"text": "Only contracts."}, {"city": "Ghent"}, {"unit": "hours"}, {"remote": True},
        {"until": date(2029, 1, 1)}, {"languages": ("fr",)}, {"eligibility": "Cooperatives only"},
    ],
    ids=lambda said: next(iter(said)),
)  # fmt: skip
def test_o5_a_material_change_asks_claimers_again(context: Flask, cast: SimpleNamespace, said: dict[str, Any]) -> None:
    post = an_offer(cast.stakeholder, **SAID)
    claim = a_claim(post, cast.innovator, 2)
    owner, asker = a_person(cast.stakeholder), a_person(cast.innovator)
    with pytest.raises(Conflict, match="nothing to say again"):
        actions.renew_claim(asker, claim)
    change(post, **said)
    assert claim.asked_again_at is not None
    assert told("offers.claim_asked_again") == [cast.innovator.id]
    assert told("offers.post_changed") == [], "told once"
    assert [row.id for row in queries.claims_waiting(asker)] == [claim.id]
    assert queries.claims_waiting(owner) == []
    with pytest.raises(Conflict, match="has changed since they asked"):
        actions.accept_claim(owner, claim)
    with pytest.raises(NotAllowed):
        actions.renew_claim(owner, claim)
    actions.renew_claim(asker, claim)
    assert claim.asked_again_at is None
    assert claim.snapshot["title"] == post.title
    assert [row.id for row in queries.claims_waiting(owner)] == [claim.id]


def test_o5_fewer_than_asked_asks_for_other_terms(context: Flask, cast: SimpleNamespace) -> None:
    post = an_offer(cast.stakeholder, **SAID)
    claim, asker = a_claim(post, cast.innovator, 2), a_person(cast.innovator)
    change(post, quantity=1)
    assert told("offers.claim_asked_again") == [cast.innovator.id]
    with pytest.raises(Conflict, match="only 1 × half-days in all"):
        actions.renew_claim(asker, claim)
    actions.propose_terms(asker, claim, 1)
    assert (claim.asked_again_at, claim.quantity, claim.snapshot["quantity"]) == (None, 1, 1)


@pytest.mark.parametrize(
    "said",
    [
        {"quantity": 9}, {"quantity": None}, {"until": date(2031, 1, 1)}, {"until": None}, {"audience": "public"},
        {"languages": ("fr", "nl", "en")}, {"text": "Contracts  and **statutes**.\n"}, {"topics": ()},
    ],
    ids=str,
)  # fmt: skip
def test_o5_what_is_added_asks_nobody(context: Flask, cast: SimpleNamespace, said: dict[str, Any]) -> None:
    post = an_offer(cast.stakeholder, **SAID)
    claim = a_claim(post, cast.innovator, 2)
    change(post, **said)
    assert claim.asked_again_at is None
    assert told("offers.post_changed") == [cast.innovator.id]


def test_o5_a_change_taken_back_asks_nobody_any_more(context: Flask, cast: SimpleNamespace) -> None:
    post = an_offer(cast.stakeholder, **SAID)
    claim = a_claim(post, cast.innovator, 2)
    change(post, city="Ghent")
    change(post, city="Ghent", topics=())
    assert told("offers.claim_asked_again") == [cast.innovator.id]
    change(post)
    assert claim.asked_again_at is None


def test_o5_what_is_agreed_keeps_its_snapshot_and_is_told(context: Flask, cast: SimpleNamespace) -> None:
    post = an_offer(cast.stakeholder, **SAID)
    claim = an_accepted_claim(post, cast.innovator, 2)
    change(post, title="Hours", city="Ghent")
    assert (claim.asked_again_at, claim.snapshot["title"]) == (None, "Half-days of legal advice")
    assert told("offers.post_changed") == [cast.innovator.id]


def test_o5_the_unit_of_what_is_promised_stays(context: Flask, cast: SimpleNamespace) -> None:
    post = an_offer(cast.stakeholder, **SAID)
    change(post, unit="hours")  # nobody was promised any
    claim = a_claim(post, cast.innovator, 1)
    change(post, unit="days")  # asked for, not agreed: they are asked again
    assert claim.asked_again_at is not None
    actions.renew_claim(a_person(cast.innovator), claim)
    actions.accept_claim(a_person(cast.stakeholder), claim)
    for unit in ("hours", ""):
        with pytest.raises(Refused) as refused:
            change(post, unit=unit)
        assert (refused.value.field, post.unit) == ("unit", "days")
    change(post, unit="days", city="Ghent")
    actions.cancel_claim(a_person(cast.innovator), claim, "too_late", "We moved.")
    change(post, unit="hours")
    assert post.unit == "hours"


def test_the_claimer_is_asked_on_the_page(
    app: Flask, as_: Callable[[SimpleNamespace], Any], cast: SimpleNamespace
) -> None:
    with app.app_context():
        post = an_offer(cast.stakeholder, **SAID)
        id_ = a_claim(post, cast.innovator, 2).id
        change(post, city="Ghent")
    asker, owner, url = as_(cast.innovator), as_(cast.stakeholder), f"/offers/claims/{id_}"
    owner.get(url)
    assert "is asked whether it is still what they want" in owner.soup.get_text()
    assert not owner.soup.select(f"form[action='{url}/acceptance']")
    asker.get(url)
    assert asker.soup.select(f"form[action='{url}/renewal']")
    assert asker.post(f"{url}/renewal").status_code == 303
    assert asker.post(f"{url}/renewal").status_code == 409
    with app.app_context():
        assert db.session.get_one(Claim, id_).snapshot["city"] == "Ghent"
