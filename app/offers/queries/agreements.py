"""Reads around one claim: its terms, its place in line, its corrections; and how far a post was answered in parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, literal, or_, select, true, tuple_

from app.core.rules import Actor
from app.extensions import db
from app.offers.models import Claim, ClaimProposal, DeliveryCorrection, Post
from app.offers.queries.deliveries import COMMITTED, COUNTS
from app.offers.queries.narrowing import names_people
from app.people.queries import Person, not_blocked

MOST = 200
"""Of one claim's terms, of one post's helpers, of those called up at a time: more is no page that anybody reads."""
_PLACE = (Claim.created_at, Claim.id)
"""Who asked first stands first in line, whatever happened since."""


def newest_terms(claim_id: str) -> ClaimProposal | None:
    """What was proposed last, by either side (O7)."""
    newest = select(ClaimProposal).where(ClaimProposal.claim_id == claim_id).order_by(ClaimProposal.id.desc())
    return db.session.execute(newest.limit(1)).scalar_one_or_none()


def terms_of(claim_id: str) -> list[Any]:
    """Everything that was asked and proposed, oldest first."""
    rows = (
        select(
            ClaimProposal.id, ClaimProposal.by_id, Person.name, ClaimProposal.quantity, ClaimProposal.wanted_on,
            ClaimProposal.terms, ClaimProposal.created_at,
        )
        .join(Person, Person.id == ClaimProposal.by_id)
        .where(ClaimProposal.claim_id == claim_id)
    )  # fmt: skip
    return list(db.session.execute(rows.order_by(ClaimProposal.id).limit(MOST)))


def corrections_of(claim_id: str) -> list[Any]:
    """By how much a delivery was corrected, by whom and why, oldest first."""
    rows = select(DeliveryCorrection.change, DeliveryCorrection.reason, DeliveryCorrection.created_at, Person.name)
    rows = rows.join(Person, Person.id == DeliveryCorrection.by_id).where(DeliveryCorrection.claim_id == claim_id)
    return list(db.session.execute(rows.order_by(DeliveryCorrection.id).limit(MOST)))


def line_of(post_id: str) -> list[Claim]:
    """Who waits for units, in the order of the line (O1)."""
    waiting = select(Claim).where(Claim.post_id == post_id, Claim.state == "waiting")
    return list(db.session.execute(waiting.order_by(*_PLACE).limit(MOST)).scalars())


def place_in_line(claim: Claim) -> int:
    """The first in line is 1; 0 for a claim that is not in it."""
    if claim.state != "waiting":
        return 0
    before = tuple_(*_PLACE) <= tuple_(claim.created_at, claim.id)
    line = select(func.count(Claim.id)).where(Claim.post_id == claim.post_id, Claim.state == "waiting", before)
    return db.session.execute(line).scalar_one()


def units_asked(post_id: str) -> int:
    """How many units are asked for and not answered yet. They hold nothing (O2), but come before the line."""
    asked = select(func.coalesce(func.sum(Claim.quantity), 0))
    return db.session.execute(asked.where(Claim.post_id == post_id, Claim.state == "requested")).scalar_one()


@dataclass(frozen=True)
class Parts:
    """How far a post was answered in parts (O7), in its units. `needed` and `missing` None: without limit."""

    needed: int | None
    promised: int
    delivered: int
    missing: int | None


def parts_of(post: Post) -> Parts:
    """Promised: agreed and not confirmed yet. Delivered: confirmed, corrections not counted, for they free nothing."""
    given = select(func.coalesce(func.sum(COMMITTED), 0)).where(Claim.post_id == post.id, Claim.state == "confirmed")
    delivered: int = db.session.execute(given).scalar_one()
    missing = None if post.quantity is None else post.quantity - post.taken
    return Parts(post.quantity, post.taken - delivered, delivered, missing)


def helpers_of(reader: Actor, post: Post) -> list[Any]:
    """Who has a part in it: what was confirmed all members may know, what is only promised the two sides of it. Nobody
    who is apart from the reader, and no names for who is shown none."""
    if not names_people(reader):
        return []
    own = true() if reader.id == post.owner_id else Claim.claimer_id == reader.id
    shown = or_(COUNTS, and_(Claim.state.in_(("accepted", "delivered", "disputed")), own))
    rows = select(Claim.claimer_id, Person.name, Person.photo, Claim.state, COMMITTED.label("units"))
    rows = rows.join(Person, Person.id == Claim.claimer_id).where(Claim.post_id == post.id, shown)
    rows = rows.where(not_blocked(reader.id, Claim.claimer_id))
    return list(db.session.execute(rows.order_by(Claim.changed_at, Claim.id).limit(MOST)))


def thanks_for(reader: Actor, post_id: str) -> list[Any]:
    """The thanks that may be read beside a post: those meant for everybody, newest first. `name`: of who asked for it
    or helped, empty for who is shown no names; nobody's who is apart from the reader."""
    name = Person.name if names_people(reader) else literal("")
    rows = select(Claim.id, Claim.thanks, Claim.confirmed_at, Claim.claimer_id, name.label("name"))
    rows = rows.join(Person, Person.id == Claim.claimer_id).where(not_blocked(reader.id, Claim.claimer_id))
    public = (Claim.post_id == post_id, Claim.state == "confirmed", Claim.thanks_public, Claim.thanks != "")
    return list(db.session.execute(rows.where(*public).order_by(Claim.confirmed_at.desc(), Claim.id).limit(20)))
