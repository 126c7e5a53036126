"""The line: who came too late waits, and is asked for again when units come back (O1)."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import update

from app.activity.record import record
from app.core.action import action
from app.core.rules import Actor, Conflict, require
from app.extensions import db
from app.offers.actions.moves import move_claim, of_claim
from app.offers.events import ClaimCalledUp, LineJoined
from app.offers.models import Claim, Post
from app.offers.queries import line_of, units_asked
from app.offers.rules import may_queue_claim
from app.offers.standing import left


@action
def queue_claim(actor: Actor, claim: Claim) -> Claim:
    """Not enough is left for what was asked: let it wait in line, at the place of when it was asked."""
    require(may_queue_claim(actor, claim))
    there = left(claim.post)
    if there is None or there >= claim.quantity:
        raise Conflict(_("There is enough left for this: it need not wait."))
    move_claim(claim, "waiting", since=("requested",), proposed_by="")
    record(actor, LineJoined(**of_claim(claim)))
    return claim


def give_back(post: Post, units: int) -> None:
    """These units are there again, and the line moves. Part of the action that freed them."""
    if units:
        back = update(Post).where(Post.id == post.id).values(taken=Post.taken - units)
        db.session.execute(back.execution_options(synchronize_session=False))
        db.session.refresh(post)
    call_up(post)


def call_up(post: Post) -> None:
    """Ask anew for the first in line who fit into what is left and not asked for yet, in order, each told once (O1).

    Part of every action that frees units or answers a claim. Who is asked whether they still want it keeps their place.
    """
    if post.state != "published":
        return
    there = left(post)
    free = None if there is None else there - units_asked(post.id)
    for claim in line_of(post.id):
        if claim.asked_again_at is not None or (free is not None and claim.quantity > free):
            continue
        _call(claim)
        free = None if free is None else free - claim.quantity


@action
def _call(claim: Claim) -> None:
    move_claim(claim, "requested", since=("waiting",))
    record(None, ClaimCalledUp(**of_claim(claim)))
