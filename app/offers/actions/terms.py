"""The terms of a claim: what was asked, what either side proposes instead (O7). Every change is a row, newest last."""

from __future__ import annotations

from datetime import date, timedelta

from flask_babel import gettext as _

from app.activity.record import record
from app.core.action import action
from app.core.models import new_id, next_id
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.offers.actions.line import call_up
from app.offers.actions.moves import move_claim, of_claim
from app.offers.actions.snapshots import snapshot
from app.offers.events import TermsProposed
from app.offers.models import MAX_UNITS, Claim, ClaimProposal
from app.offers.queries import newest_terms, today
from app.offers.rules import may_propose_terms
from app.offers.standing import left, side_of
from app.offers.words import amount

FAR = timedelta(days=5 * 366)


@action
def propose_terms(actor: Actor, claim: Claim, quantity: int, wanted_on: date | None = None, terms: str = "") -> Claim:
    """Say what would suit better; the other side answers. What the asker proposes is at once what they ask for."""
    require(may_propose_terms(actor, claim))
    side = side_of(actor.id, claim.post.owner_id, claim.claimer_id)
    check_terms(quantity, wanted_on)
    _check_units(claim, quantity)
    newest = newest_terms(claim.id)
    if newest and (newest.quantity, newest.wanted_on, newest.terms) == (quantity, wanted_on, terms):
        raise Conflict(_("These are the terms already. It is the other side's turn."))
    if side == "claimer":
        _ask_otherwise(claim, quantity=quantity, wanted_on=wanted_on, terms=terms)
    else:
        move_claim(claim, "requested", since=("requested",), proposed_by="owner")
    keep_terms(claim, actor.id, quantity, wanted_on, terms)
    record(actor, TermsProposed(**of_claim(claim) | {"quantity": quantity}, by=side))
    call_up(claim.post)
    return claim


def check_terms(quantity: int, wanted_on: date | None) -> None:
    """A whole number of units, and a day that is still ahead."""
    if not 1 <= quantity <= MAX_UNITS:
        raise Refused(_("Write a whole number from 1 to 1,000,000."), field="quantity")
    if wanted_on is not None and wanted_on < today():
        raise Refused(_("This day has passed. Choose today or a later day."), field="wanted_on")
    if wanted_on is not None and wanted_on > today() + FAR:
        raise Refused(_("Choose a day within the next five years, or none."), field="wanted_on")


def keep_terms(claim: Claim, by_id: str, quantity: int, wanted_on: date | None, terms: str = "") -> None:
    """A row that sorts after all others of its claim, though the clock stood still."""
    newest = newest_terms(claim.id)
    id_ = max(new_id(), next_id(newest.id)) if newest else new_id()
    row = ClaimProposal(
        id=id_, claim_id=claim.id, by_id=by_id, quantity=quantity, wanted_on=wanted_on, terms=terms
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()


def _check_units(claim: Claim, quantity: int) -> None:
    """No more than is left; in line, no more than there ever can be."""
    there = left(claim.post) if claim.state == "requested" else claim.post.quantity
    if there is not None and quantity > there:
        words = _("Only %(amount)s left. Propose that many at most.", amount=amount(there, claim.post.unit))
        raise Refused(words, field="quantity")


def _ask_otherwise(claim: Claim, **asked: object) -> None:
    """The asker knows the post as it is now: whatever they were asked again is answered (O5)."""
    answered = {"asked_again_at": None, "snapshot": snapshot(claim.post)}
    side = "claimer" if claim.state == "requested" else ""
    move_claim(claim, claim.state, since=("waiting", "requested"), proposed_by=side, **asked, **answered)
