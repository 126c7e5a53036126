"""Asking, agreeing, handing over."""

from __future__ import annotations

from flask_babel import gettext as _

from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, Denied, Refused, require
from app.extensions import db
from app.offers.actions.moves import move_claim, of_claim, return_units, take_units
from app.offers.actions.posts import fulfil_if_done
from app.offers.actions.snapshots import snapshot
from app.offers.events import (
    ClaimAccepted,
    ClaimCancelled,
    ClaimDeclined,
    ClaimDelivered,
    ClaimMade,
    ClaimWithdrawn,
)
from app.offers.models import MAX_UNITS, REASONS, Claim, Post
from app.offers.queries import own_innovations, own_open_claim, today
from app.offers.queries.introductions import introduction_behind
from app.offers.rules import (
    may_accept_claim,
    may_cancel_claim,
    may_claim_post,
    may_decline_claim,
    may_deliver_claim,
    may_withdraw_claim,
    open_for_claims,
)
from app.offers.standing import left
from app.offers.words import amount


@action
def claim_post(actor: Actor, post: Post, message: str, quantity: int = 1, innovation_id: str | None = None) -> Claim:
    """Ask for an offer, or answer a need. It holds nothing until it is accepted (O2)."""
    require(may_claim_post(actor, post))
    verdict = open_for_claims(post, today())
    if isinstance(verdict, Denied):
        raise Conflict(verdict.reason)
    if own_open_claim(actor.id, post.id):
        raise Conflict(_("You have an open request here already. Change or withdraw that one."))
    _check(actor, post, message, quantity, innovation_id)
    claim = Claim(
        post_id=post.id, claimer_id=actor.id, message=message, quantity=quantity, innovation_id=innovation_id,
        state="requested", changed_at=now(), snapshot=snapshot(post), post=post,
        introduction_id=introduction_behind(post, actor.id),
    )  # fmt: skip
    db.session.add(claim)
    db.session.flush()
    record(actor, ClaimMade(**of_claim(claim)))
    return claim


@action
def accept_claim(actor: Actor, claim: Claim) -> Claim:
    """Say yes: now the units are taken, all or none (O1, O2)."""
    require(may_accept_claim(actor, claim))
    if claim.asked_again_at is not None:
        raise Conflict(_("This has changed since they asked. Wait until they say that they still want it."))
    move_claim(claim, "accepted", since=("requested",), answered_at=now(), value_cents=claim.post.value_cents)
    take_units(claim)
    record(actor, ClaimAccepted(**of_claim(claim)))
    return claim


@action
def decline_claim(actor: Actor, claim: Claim, reason: str, note: str = "") -> Claim:
    """Say no, and why (O8)."""
    require(may_decline_claim(actor, claim))
    return _decline(actor, claim, reason, note)


@action
def withdraw_claim(actor: Actor, claim: Claim) -> Claim:
    """Take back what was asked and not answered yet."""
    require(may_withdraw_claim(actor, claim))
    move_claim(claim, "withdrawn", since=("waiting", "requested"))
    record(actor, ClaimWithdrawn(**of_claim(claim)))
    fulfil_if_done(claim.post)
    return claim


@action
def cancel_claim(actor: Actor, claim: Claim, note: str) -> Claim:
    """Undo an agreement before it was delivered; the units are there again."""
    require(may_cancel_claim(actor, claim))
    if not note:
        raise Refused(_("Tell the other why."), field="note")
    return _cancel(actor, claim, note)


@action
def close_claim(actor: Actor, claim: Claim, reason: str, note: str) -> Claim:
    """Decline or cancel, whichever it takes: its post is withdrawn. Part of that action, which asked may they."""
    if claim.state == "requested":
        return _decline(actor, claim, reason, note)
    return _cancel(actor, claim, note)


@action
def deliver_claim(actor: Actor, claim: Claim) -> Claim:
    """The giver says that it was given; the receiver confirms (O6)."""
    require(may_deliver_claim(actor, claim))
    move_claim(claim, "delivered", since=("accepted",), delivered_at=now())
    record(actor, ClaimDelivered(**of_claim(claim)))
    return claim


def _decline(actor: Actor, claim: Claim, reason: str, note: str) -> Claim:
    if reason not in REASONS or reason == "no_answer":
        raise Refused(_("Choose a reason: it is told kindly, and counted."), field="reason")
    move_claim(claim, "declined", since=("requested",), answer_reason=reason, answer_note=note, answered_at=now())
    record(actor, ClaimDeclined(**of_claim(claim), reason=reason))
    fulfil_if_done(claim.post)
    return claim


def _cancel(actor: Actor, claim: Claim, note: str) -> Claim:
    move_claim(claim, "cancelled", since=("accepted",), answer_note=note)
    return_units(claim)
    record(actor, ClaimCancelled(**of_claim(claim)))
    return claim


def _check(actor: Actor, post: Post, message: str, quantity: int, innovation_id: str | None) -> None:
    there = left(post)
    if not message:
        raise Refused(_("Say in a sentence or two what it is for."), field="message")
    if not 1 <= quantity <= MAX_UNITS:
        raise Refused(_("Write a whole number from 1 to 1,000,000."), field="quantity")
    if there is not None and quantity > there:
        words = _("Only %(amount)s left. Ask for that many at most.", amount=amount(there, post.unit))
        raise Refused(words, field="quantity")
    if innovation_id is not None and innovation_id not in {id_ for id_, _name in own_innovations(actor.id)}:
        raise Refused(_("Choose one of your own innovations."), field="innovation_id")
