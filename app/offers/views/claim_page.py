"""What the page of a claim needs, whatever was done on it."""

from __future__ import annotations

from typing import Any

from flask import url_for

from app.activity.queries import story
from app.activity.reading import entries
from app.messages import queries as messages
from app.offers import queries
from app.offers.forms import (
    CancelForm,
    ClaimTalkForm,
    CorrectForm,
    DeliverForm,
    DisputeForm,
    OfClaimForm,
    ReasonForm,
    SettleForm,
    TermsForm,
    ThanksForm,
)
from app.offers.models import Claim
from app.offers.standing import giver_side, left, side_of, turn, way
from app.offers.words import named
from app.web.gates import current_reader

FORMS: dict[str, tuple[type[OfClaimForm], str]] = {
    "terms": (TermsForm, "requested waiting"),
    "decline": (ReasonForm, "requested waiting"),
    "withdraw": (ReasonForm, "requested waiting"),
    "cancel": (CancelForm, "accepted"),
    "deliver": (DeliverForm, "accepted"),
    "confirm": (ThanksForm, "delivered"),
    "dispute": (DisputeForm, "delivered"),
    "settle": (SettleForm, "disputed"),
    "thank": (ThanksForm, "confirmed"),
    "correct": (CorrectForm, "confirmed"),
}
"""Each form of the page, and the states in which it is shown."""
TALK = 8


def about(claim: Claim, forms: dict[str, OfClaimForm] | None = None) -> dict[str, Any]:
    """`forms`: one that was sent, with what was typed and what to mend."""
    reader, post, sent = current_reader(), claim.post, forms or {}
    there = left(post)
    shown = {name: kind for name, (kind, states) in FORMS.items() if claim.state in states.split()}
    return {
        "claim": claim,
        "post": post,
        "who": queries.claim_card(claim),
        "side": side_of(reader.id, post.owner_id, claim.claimer_id),
        "turn": turn(post.kind, claim.state, claim.proposed_by, claim.asked_again_at is not None),
        "giver": giver_side(post.kind),
        "way": way(claim.state),
        "fits": there is None or there >= claim.quantity,
        "place": queries.place_in_line(claim),
        "terms": queries.terms_of(claim.id),
        "corrections": queries.corrections_of(claim.id) if claim.state == "confirmed" else [],
        "counted": queries.counted_units(claim.id),
        "told": entries(story(reader, "claim", claim.id, 20, within=("post", post.id)), reader),
        "forms": {name: kind(claim, formdata=None) for name, kind in shown.items()} | sent,
        "failed": next(iter(sent), ""),
    } | talk_part(claim, sent.get("talk"))


def talk_part(claim: Claim, form: OfClaimForm | None = None) -> dict[str, Any]:
    """The newest messages of the two sides, for nobody else (SECURITY 5)."""
    reader = current_reader()
    if not side_of(reader.id, claim.post.owner_id, claim.claimer_id):
        return {"talks": False}
    here = url_for("offers.claim_talk", id=claim.id)
    fresh = form or ClaimTalkForm(claim, formdata=None, prefix="message-")
    return {"talks": True, "beside": messages.beside(reader, thing_of(claim), fresh, here, here, TALK)}


def thing_of(claim: Claim) -> messages.Thing:
    """What the conversation of the two sides is about."""
    title = str(named(claim.snapshot["title"]))[:120]
    return messages.Thing("claim", claim.id, title, (claim.post.owner_id, claim.claimer_id))
