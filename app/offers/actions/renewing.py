"""A post changed after somebody asked for it: they are asked whether they still want it (O5)."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import update

from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, require
from app.extensions import db
from app.offers.actions.line import call_up
from app.offers.actions.moves import of_claim
from app.offers.actions.snapshots import differs, snapshot
from app.offers.events import ClaimAskedAgain, ClaimRenewed
from app.offers.models import Claim, Post
from app.offers.queries import open_claims_of
from app.offers.rules import may_renew_claim
from app.offers.words import amount


def ask_again(actor: Actor, post: Post) -> set[str]:
    """Ask everybody whose claim was not agreed yet and who asked for something materially else; who is asked, by id.

    Part of the action that changed the post, after the change. One that is back as it was asks nobody any more. What
    is agreed keeps its snapshot: those are only told.
    """
    asked = set()
    for claim in open_claims_of(post.id, "waiting", "requested"):
        other = differs(claim)
        if other != (claim.asked_again_at is not None):
            if other:
                _ask(actor, claim)
            else:
                _mark(claim, asked_again_at=None)
        if other:
            asked.add(claim.claimer_id)
    return asked


@action
def _ask(actor: Actor, claim: Claim) -> None:
    _mark(claim, asked_again_at=now())
    record(actor, ClaimAskedAgain(**of_claim(claim)))


@action
def renew_claim(actor: Actor, claim: Claim) -> Claim:
    """Still wanted, as the post says now."""
    require(may_renew_claim(actor, claim))
    if claim.asked_again_at is None or claim.state not in ("waiting", "requested"):
        raise Conflict(_("There is nothing to say again: it stands as you asked for it."))
    if claim.post.quantity is not None and claim.quantity > claim.post.quantity:
        there = amount(claim.post.quantity, claim.post.unit)
        raise Conflict(_("There are only %(amount)s in all now. Propose other terms, with fewer.", amount=there))
    _mark(claim, asked_again_at=None, snapshot=snapshot(claim.post))
    record(actor, ClaimRenewed(**of_claim(claim)))
    call_up(claim.post)
    return claim


def _mark(claim: Claim, **values: object) -> None:
    mark = update(Claim).where(Claim.id == claim.id).values(values)
    db.session.execute(mark.execution_options(synchronize_session=False))
    db.session.refresh(claim)
