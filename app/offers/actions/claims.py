"""Asking: for (part of) an offer, or to help with a need; waiting in line; taking it back."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, Denied, Refused, require
from app.extensions import db
from app.offers.actions.line import call_up
from app.offers.actions.moves import move_claim, of_claim
from app.offers.actions.posts import fulfil_if_done
from app.offers.actions.snapshots import snapshot
from app.offers.actions.terms import check_terms, keep_terms
from app.offers.events import ClaimMade, ClaimWithdrawn, LineJoined
from app.offers.models import REASONS, Claim, Post
from app.offers.queries import own_innovations, own_open_claim, today
from app.offers.queries.introductions import introduction_behind
from app.offers.rules import may_claim_post, may_join_line, may_withdraw_claim, open_for_claims, open_for_line
from app.offers.standing import left
from app.offers.words import amount


@action
def claim_post(
    actor: Actor,
    post: Post,
    message: str,
    quantity: int = 1,
    innovation_id: str | None = None,
    wanted_on: date | None = None,
) -> Claim:
    """Ask for an offer, or answer a need. It holds nothing until it is accepted (O2)."""
    require(may_claim_post(actor, post))
    _still(open_for_claims(post, today()))
    claim = _asked(actor, post, message, quantity, innovation_id, wanted_on)
    there = left(post)
    if there is not None and quantity > there:
        words = _("Only %(amount)s left. Ask for that many at most, or join the line.", amount=amount(there, post.unit))
        raise Refused(words, field="quantity")
    _keep(claim)
    record(actor, ClaimMade(**of_claim(claim)))
    return claim


@action
def join_line(
    actor: Actor,
    post: Post,
    message: str,
    quantity: int = 1,
    innovation_id: str | None = None,
    wanted_on: date | None = None,
) -> Claim:
    """Wait for units that are not there now (O1)."""
    require(may_join_line(actor, post))
    _still(open_for_line(post, today()))
    claim = _asked(actor, post, message, quantity, innovation_id, wanted_on)
    there = left(post)
    if there is None or quantity <= there:
        raise Conflict(_("There is enough left for you: nobody has to wait. Ask for it."))
    if quantity > (post.quantity or 0):
        words = _("There are only %(amount)s in all.", amount=amount(post.quantity, post.unit))
        raise Refused(words, field="quantity")
    claim.state = "waiting"
    _keep(claim)
    record(actor, LineJoined(**of_claim(claim)))
    return claim


@action
def withdraw_claim(actor: Actor, claim: Claim, reason: str, note: str = "") -> Claim:
    """Take back what was asked and not answered yet, and why (O8)."""
    require(may_withdraw_claim(actor, claim))
    check_reason(reason)
    move_claim(claim, "withdrawn", since=("waiting", "requested"), answer_reason=reason, answer_note=note)
    record(actor, ClaimWithdrawn(**of_claim(claim)))
    call_up(claim.post)
    fulfil_if_done(claim.post)
    return claim


def check_reason(reason: str) -> None:
    """One of the reasons why a match failed that people give (O8)."""
    if reason not in REASONS or reason == "no_answer":
        raise Refused(_("Choose a reason: it is told kindly, and counted."), field="reason")


def _still(verdict: bool | Denied) -> None:
    if isinstance(verdict, Denied):
        raise Conflict(verdict.reason)


def _asked(
    actor: Actor, post: Post, message: str, quantity: int, innovation_id: str | None, wanted_on: date | None
) -> Claim:
    """The claim as it was asked, with its snapshot (O5); not kept yet."""
    if own_open_claim(actor.id, post.id):
        raise Conflict(_("You have an open request here already. Change or withdraw that one."))
    if not message:
        raise Refused(_("Say in a sentence or two what it is for."), field="message")
    check_terms(quantity, wanted_on)
    if innovation_id is not None and innovation_id not in {id_ for id_, _name in own_innovations(actor.id)}:
        raise Refused(_("Choose one of your own innovations."), field="innovation_id")
    return Claim(
        post_id=post.id, claimer_id=actor.id, message=message, quantity=quantity, innovation_id=innovation_id,
        wanted_on=wanted_on, state="requested", changed_at=now(), snapshot=snapshot(post), post=post,
        introduction_id=introduction_behind(post, actor.id),
    )  # fmt: skip


def _keep(claim: Claim) -> None:
    db.session.add(claim)
    db.session.flush()
    keep_terms(claim, claim.claimer_id, claim.quantity, claim.wanted_on)
