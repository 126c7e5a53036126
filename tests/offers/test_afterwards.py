"""After a confirmed delivery: thanks, corrections, disputes with an arbiter, and the conversation beside it (O6)."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity.models import MEMBERS, Event
from app.core.rules import Conflict, NotAllowed, Refused
from app.extensions import db
from app.offers import actions, queries
from app.offers.models import Claim, DeliveryCorrection
from tests.builders import a_claim, a_person, an_accepted_claim, an_offer
from tests.offers.figures_agree import everything_agrees

Client = Callable[[SimpleNamespace], Any]


def a_delivery(cast: SimpleNamespace, quantity: int = 3, **said: Any) -> Claim:
    """Three half-days of the stakeholder's, confirmed by the innovator."""
    claim = an_accepted_claim(an_offer(cast.stakeholder, quantity=5, **said), cast.innovator, quantity)
    actions.deliver_claim(a_person(cast.stakeholder), claim)
    return actions.confirm_claim(a_person(cast.innovator), claim)


def test_o6_a_correction_is_a_new_row(app: Flask, context: Flask, cast: SimpleNamespace) -> None:
    claim = a_delivery(cast, value_cents=200)
    receiver, animator = a_person(cast.innovator), a_person(cast.animator)
    actions.correct_delivery(receiver, claim, 2, "Only two came.")
    actions.correct_delivery(animator, claim, 4, "I counted the invoices.")
    assert (claim.quantity, claim.delivered_quantity, claim.post.taken) == (3, 3, 3), "what was agreed stays"
    assert db.session.execute(select(DeliveryCorrection.change).order_by(DeliveryCorrection.id)).scalars().all() == [
        -1, 2
    ]  # fmt: skip
    row = db.session.execute(queries.deliveries()).one()
    assert (row.units, row.value) == (4, 800)
    facts = [
        (event.facts["was"], event.facts["quantity"], event.visibility)
        for event in db.session.execute(select(Event).where(Event.verb == "offers.delivery_corrected")).scalars()
    ]
    assert facts == [(3, 2, MEMBERS), (2, 4, MEMBERS)]
    assert everything_agrees((app, cast)) == 1


def test_o6_no_correction_goes_beyond_what_the_post_has(context: Flask, cast: SimpleNamespace) -> None:
    receiver, claim = a_person(cast.innovator), a_delivery(cast)  # three of five
    other = an_accepted_claim(claim.post, cast.mentor)
    for units in (5, 6):
        with pytest.raises(Refused, match="only 4 units") as refused:
            actions.correct_delivery(receiver, claim, units, "More came.")
        assert refused.value.field == "units"
    actions.correct_delivery(receiver, claim, 4, "One more came.")
    actions.deliver_claim(a_person(cast.stakeholder), other)
    actions.confirm_claim(a_person(cast.mentor), other)
    with pytest.raises(Refused, match="only 1 unit"):
        actions.correct_delivery(a_person(cast.mentor), other, 2, "Two came.")  # the fifth is counted for the first
    actions.correct_delivery(receiver, claim, 2, "It was less.")
    actions.correct_delivery(a_person(cast.mentor), other, 2, "Two came.")
    boundless = an_accepted_claim(an_offer(cast.stakeholder, quantity=None), cast.innovator)
    actions.deliver_claim(a_person(cast.stakeholder), boundless)
    actions.confirm_claim(receiver, boundless)
    assert actions.correct_delivery(receiver, boundless, 900, "Far more.").state == "confirmed"


def test_o6_corrected_to_nothing_it_was_none(app: Flask, context: Flask, cast: SimpleNamespace) -> None:
    claim = a_delivery(cast)
    actions.correct_delivery(a_person(cast.innovator), claim, 0, "I mixed it up.")
    assert everything_agrees((app, cast)) == 0
    actions.correct_delivery(a_person(cast.innovator), claim, 1, "It was one after all.")
    assert everything_agrees((app, cast)) == 1


def test_o6_who_may_correct_and_what_is_refused(context: Flask, cast: SimpleNamespace) -> None:
    claim = a_delivery(cast)
    for nobody in (cast.stakeholder, cast.stranger, cast.observer):
        with pytest.raises(NotAllowed):
            actions.correct_delivery(a_person(nobody), claim, 1, "No.")
    receiver = a_person(cast.innovator)
    for units, why, field in ((-1, "x", "units"), (10**7, "x", "units"), (3, "x", "units"), (2, "", "why")):
        with pytest.raises(Refused) as refused:
            actions.correct_delivery(receiver, claim, units, why)
        assert refused.value.field == field
    agreed = an_accepted_claim(an_offer(cast.stakeholder), cast.innovator)
    with pytest.raises(Conflict):
        actions.correct_delivery(receiver, agreed, 1, "x")


def test_o6_an_animator_does_not_correct_what_they_gave(context: Flask, cast: SimpleNamespace) -> None:
    claim = an_accepted_claim(an_offer(cast.animator), cast.innovator)
    actions.deliver_claim(a_person(cast.animator), claim)
    actions.confirm_claim(a_person(cast.innovator), claim)
    with pytest.raises(NotAllowed):
        actions.correct_delivery(a_person(cast.animator), claim, 9, "More!")


@pytest.mark.parametrize(
    ("outcome", "given", "left"), [("confirmed", 1, 4), ("confirmed", None, 2), ("cancelled", 1, 5)]
)
def test_o6_the_arbiter_says_how_much_it_was(
    context: Flask, cast: SimpleNamespace, outcome: str, given: int | None, left: int
) -> None:
    post = an_offer(cast.stakeholder, quantity=5)
    claim = an_accepted_claim(post, cast.innovator, 4)
    actions.deliver_claim(a_person(cast.stakeholder), claim, 3)
    actions.dispute_claim(a_person(cast.innovator), claim, "One came.")
    animator = a_person(cast.animator)
    with pytest.raises(Refused) as refused:
        actions.settle_claim(animator, claim, "confirmed", "So.", 4)
    assert refused.value.field == "quantity"
    actions.settle_claim(animator, claim, outcome, "I asked both.", given)
    assert post.quantity - post.taken == left  # type: ignore[operator]
    assert queries.counted_units(claim.id) == (0 if outcome == "cancelled" else given or 3)


def test_o8_every_failed_match_has_a_reason(context: Flask, cast: SimpleNamespace) -> None:
    post = an_offer(cast.stakeholder, quantity=9)
    asker = a_person(cast.innovator)
    for step, state in ((actions.withdraw_claim, "requested"), (actions.cancel_claim, "accepted")):
        claim = a_claim(post, cast.innovator)
        if state == "accepted":
            actions.accept_claim(a_person(cast.stakeholder), claim)
        for wrong in ("", "because", "no_answer"):
            with pytest.raises(Refused) as refused:
                step(asker, claim, wrong, "Sorry.")
            assert refused.value.field == "reason"
        step(asker, claim, "found_elsewhere", "Sorry.")
        assert claim.answer_reason == "found_elsewhere"


def test_thanks_are_for_the_giver_or_for_everybody(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        claim = a_delivery(cast)
        id_, post = claim.id, claim.post_id
    receiver, giver, stranger = as_(cast.innovator), as_(cast.stakeholder), as_(cast.stranger)
    url = f"/offers/claims/{id_}/thanks"
    assert receiver.post(url, {"thanks": " "}).status_code == 422
    assert receiver.post(url, {"thanks": "x" * 601}).status_code == 422
    assert receiver.post(url, {"thanks": "You saved us."}).status_code == 303
    stranger.get(f"/offers/{post}")
    assert "You saved us." not in stranger.soup.get_text()
    giver.get(f"/offers/claims/{id_}")
    assert "You saved us." in giver.soup.get_text()
    assert giver.post(url, {"thanks": "To me!"}).status_code == 403
    assert receiver.post(url, {"thanks": "You saved us all.", "public": "y"}, htmx=True).status_code == 200
    stranger.get(f"/offers/{post}")
    assert "You saved us all." in stranger.soup.select_one("#thanks").get_text()
    with app.app_context():
        thanked = select(Event.id).where(Event.verb == "offers.giver_thanked")
        assert len(db.session.execute(thanked).all()) == 1, "told once"


def test_the_animator_corrects_without_reading_what_is_private(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        claim = a_claim(an_offer(cast.stakeholder, quantity=5), cast.innovator, message="Our secret statutes.")
        actions.accept_claim(a_person(cast.stakeholder), claim)
        id_ = claim.id
    animator, url = as_(cast.animator), f"/offers/claims/{id_}"
    assert animator.get(url).status_code == 404, "until it counts"
    with app.app_context():
        claim = db.session.get_one(Claim, id_)
        actions.deliver_claim(a_person(cast.stakeholder), claim)
        actions.confirm_claim(a_person(cast.innovator), claim, "Our secret thanks.")
    animator.get(url)
    assert "secret" not in animator.soup.get_text()
    assert not animator.soup.select("#talk")
    assert animator.get(f"{url}/conversation").status_code == 403
    for data, field in (({"units": "", "why": "x"}, "units"), ({"units": "2", "why": ""}, "why")):
        assert animator.post(f"{url}/corrections", data).status_code == 422
        assert animator.soup.select_one(f"#{field}-error")
    assert animator.post(f"{url}/corrections", {"units": "2", "why": "Two came."}, htmx=True).status_code == 200
    assert "Two came." in animator.soup.get_text()
    assert as_(cast.stakeholder).post(f"{url}/corrections", {"units": "9", "why": "x"}).status_code == 403


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_the_two_write_beside_the_claim(app: Flask, as_: Client, cast: SimpleNamespace, htmx: bool) -> None:
    with app.app_context():
        id_ = a_claim(an_offer(cast.stakeholder), cast.innovator).id
    owner, asker, url = as_(cast.stakeholder), as_(cast.innovator), f"/offers/claims/{id_}/conversation"
    assert owner.post(url, {"message-text": " "}, htmx=htmx).status_code == 422
    assert owner.post(url, {"message-text": "When do you come?"}, htmx=htmx).status_code == (200 if htmx else 303)
    for page in (f"/offers/claims/{id_}", url):
        asker.get(page)
        assert "When do you come?" in asker.soup.get_text()
    assert "When do you come?" in asker.fragment(url).text
    assert as_(cast.stranger).get(url).status_code == 404
    assert as_(cast.stranger).post(url, {"message-text": "x"}).status_code == 404
