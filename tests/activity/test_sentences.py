"""What a sentence does with the names and the amounts in it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity.models import NETWORK, Event
from app.activity.reading import entries
from app.activity.sentences import plain, sentence, sentence_text
from app.core.clock import now
from app.extensions import db
from app.offers import actions
from tests.builders import a_claim, a_person, an_accepted_claim, an_offer


def facts_of(verb: str) -> dict[str, object]:
    return dict(db.session.execute(select(Event.facts).where(Event.verb == verb)).scalar_one())


def test_a_name_cannot_turn_the_sentence_around(app: Flask) -> None:
    turning = {"kind": "person", "id": "x", "name": "Ann\u202ea"}
    with app.test_request_context():
        told = sentence("messages.message_sent", {"actor": turning, "author": turning, "recipient": turning}, plain)
        assert told == "Anna wrote to Anna"
        assert "\u202e" not in sentence_text("messages.message_sent", {"author": turning, "recipient": turning})


def test_names_in_letters_from_right_to_left_stand_as_they_are(app: Flask) -> None:
    name = "ليلى حداد"
    named = {"kind": "person", "id": "x", "name": name}
    with app.test_request_context():
        facts = {"author": named, "recipient": named}
        assert sentence_text("messages.message_sent", facts) == f"{name} wrote to {name}"
        assert f"<bdi>{name}</bdi> wrote to" in sentence("messages.message_sent", facts, plain)


@pytest.mark.parametrize("kind", ["offer", "need"])
def test_a_claim_says_how_much_of_it(app: Flask, cast: SimpleNamespace, kind: str) -> None:
    with app.app_context():
        post = an_offer(cast.stakeholder, quantity=6, kind=kind, title="6 half-days of legal advice")
        claim = an_accepted_claim(post, cast.innovator, 2)
        giver, receiver = (cast.stakeholder, cast.innovator) if kind == "offer" else (cast.innovator, cast.stakeholder)
        actions.deliver_claim(a_person(giver), claim)
        actions.confirm_claim(a_person(receiver), claim)
        with app.test_request_context():
            for verb in ("claim_made", "claim_accepted", "claim_delivered", "claim_confirmed"):
                told = sentence_text(f"offers.{verb}", facts_of(f"offers.{verb}"))
                assert "6 half-days of legal advice (2 half-days)" in told


def test_of_what_has_no_unit_only_several_are_counted(app: Flask, cast: SimpleNamespace) -> None:
    with app.app_context():
        a_claim(an_offer(cast.stakeholder, quantity=6, title="Old desks", unit=""), cast.innovator, 3)
        with app.test_request_context():
            facts = facts_of("offers.claim_made")
            assert sentence_text("offers.claim_made", facts).endswith("for Old desks (3 units)")
            assert sentence_text("offers.claim_made", facts | {"quantity": 1}).endswith("for Old desks")


def test_entries_of_old_that_carry_no_amount_still_read(app: Flask, cast: SimpleNamespace) -> None:
    with app.app_context():
        a_claim(an_offer(cast.stakeholder), cast.innovator)
        with app.test_request_context():
            facts = facts_of("offers.claim_made")
            del facts["quantity"], facts["unit"]
            assert sentence_text("offers.claim_made", facts).endswith("for Half-days of legal advice")


@pytest.mark.parametrize(("reader", "told"), [
    ("mentor", "{one} wrote to a member"), ("observer", "A member wrote to a member"),
])  # fmt: skip
def test_beside_one_who_is_not_named_others_are_as_ever(
    app: Flask, cast: SimpleNamespace, reader: str, told: str
) -> None:
    """Who is kept apart from one of two is told of the other; to whom nobody is named that stays so (M3, A3)."""
    one, other = cast.innovator, cast.stranger
    facts = {
        name: {"kind": "person", "id": it.id, "name": it.name} for name, it in (("author", one), ("recipient", other))
    }
    row = SimpleNamespace(
        id=1, at=now(), strand="messages", verb="messages.message_sent", facts=facts, object_kind="conversation",
        object_id="c", ref="r", actor_id=one.id, shown=NETWORK,
    )  # fmt: skip
    with app.test_request_context():
        entry = entries([row], getattr(cast, reader), {other.id})[0]
    assert (entry.sentence.striptags(), entry.url) == (told.format(one=one.name), None)
