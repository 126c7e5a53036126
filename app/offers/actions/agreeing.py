"""Agreeing, handing over, calling off."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, Refused, require
from app.offers.actions.claims import check_reason
from app.offers.actions.line import call_up, give_back
from app.offers.actions.moves import move_claim, of_claim, take_units
from app.offers.actions.posts import fulfil_if_done
from app.offers.actions.snapshots import snapshot
from app.offers.events import ClaimAccepted, ClaimCancelled, ClaimDeclined, ClaimDelivered
from app.offers.models import Claim
from app.offers.queries import newest_terms
from app.offers.rules import may_accept_claim, may_cancel_claim, may_decline_claim, may_deliver_claim
from app.offers.standing import committed, out_of_time
from app.offers.words import amount
from app.people.queries import cluster


@action
def accept_claim(actor: Actor, claim: Claim, seen: str | None = None) -> Claim:
    """Say yes to the newest terms: now the units are taken, all or none (O1, O2, O7).

    `seen`: the newest terms on the page where the yes was said; None when nobody could have changed them since.
    """
    require(may_accept_claim(actor, claim))
    newest = newest_terms(claim.id)
    if seen is not None and seen != (newest.id if newest else ""):
        raise Conflict(_("The terms have changed in the meantime. Look at them again."))
    if claim.asked_again_at is not None and actor.id != claim.claimer_id:
        raise Conflict(_("This has changed since they asked. Wait until they say that they still want it."))
    if out_of_time(claim.post, cluster().timezone):
        raise Conflict(_("Its date has passed, and with it the time to answer."))
    agreed: dict[str, Any] = {"answered_at": now(), "value_cents": claim.post.value_cents}
    if newest and claim.proposed_by == "owner":
        agreed |= {"quantity": newest.quantity, "wanted_on": newest.wanted_on, "terms": newest.terms}
        agreed |= {"snapshot": snapshot(claim.post), "asked_again_at": None}
    move_claim(claim, "accepted", since=("requested",), proposed_by="", **agreed)
    take_units(claim)
    record(actor, ClaimAccepted(**of_claim(claim)))
    call_up(claim.post)
    return claim


@action
def decline_claim(actor: Actor, claim: Claim, reason: str, note: str = "") -> Claim:
    """Say no, and why (O8)."""
    require(may_decline_claim(actor, claim))
    return _decline(actor, claim, reason, note)


@action
def cancel_claim(actor: Actor, claim: Claim, reason: str, note: str) -> Claim:
    """Undo an agreement before it was delivered, and why (O8); the units are there again."""
    require(may_cancel_claim(actor, claim))
    check_reason(reason)
    if not note:
        raise Refused(_("Tell the other why."), field="note")
    return _cancel(actor, claim, reason, note)


@action
def close_claim(actor: Actor | None, claim: Claim, reason: str, note: str) -> Claim:
    """Decline or cancel, whichever it takes: its post is closed. Part of that action, which asked may they."""
    act = _cancel if claim.state == "accepted" else _decline
    return act(actor, claim, reason, note)


@action
def deliver_claim(actor: Actor, claim: Claim, quantity: int | None = None) -> Claim:
    """The giver says how many were given (None: all that was agreed); the rest is there again (O6)."""
    require(may_deliver_claim(actor, claim))
    given = claim.quantity if quantity is None else quantity
    if not 1 <= given <= claim.quantity:
        words = _("Write how many you gave: at least 1, at most %(amount)s.", amount=amount(claim.quantity, ""))
        raise Refused(words, field="quantity")
    move_claim(claim, "delivered", since=("accepted",), delivered_at=now(), delivered_quantity=given)
    record(actor, ClaimDelivered(**of_claim(claim)))
    give_back(claim.post, claim.quantity - given)
    return claim


def _decline(actor: Actor | None, claim: Claim, reason: str, note: str) -> Claim:
    check_reason(reason)
    told = {"answer_reason": reason, "answer_note": note, "answered_at": now()}
    move_claim(claim, "declined", since=("waiting", "requested"), **told)
    record(actor, ClaimDeclined(**of_claim(claim), reason=reason))
    call_up(claim.post)
    fulfil_if_done(claim.post)
    return claim


def _cancel(actor: Actor | None, claim: Claim, reason: str, note: str) -> Claim:
    move_claim(claim, "cancelled", since=("accepted",), answer_reason=reason, answer_note=note)
    record(actor, ClaimCancelled(**of_claim(claim)))
    give_back(claim.post, committed(claim))
    return claim
