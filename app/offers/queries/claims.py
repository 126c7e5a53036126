"""Reads of claims. A claim is seen by its two sides; by animators once it is or was disputed, or counts (O6)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, case, or_, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from app.core.prepared import prepared
from app.core.rules import Actor
from app.extensions import db
from app.innovations.queries import SocialInnovation
from app.offers.models import OPEN_CLAIMS, Claim, Post
from app.offers.queries.deliveries import GIVER, RECEIVER
from app.people.queries import Person

Owner = aliased(Person, name="owner")
Claimer = aliased(Person, name="claimer")
LIMIT = 50

_ROW = (
    select(
        Claim.id, Claim.state, Claim.quantity, Claim.message, Claim.changed_at, Claim.created_at, Claim.snapshot,
        Claim.answer_reason, Claim.post_id, Post.kind, Post.title, Post.unit, Post.owner_id, Owner.name.label("owner"),
        Claim.claimer_id, Claimer.name.label("claimer"), Claim.proposed_by, Claim.asked_again_at,
        Claim.delivered_quantity,
    )
    .join(Post, Post.id == Claim.post_id)
    .join(Owner, Owner.id == Post.owner_id)
    .join(Claimer, Claimer.id == Claim.claimer_id)
)  # fmt: skip


def visible(reader: Actor) -> ColumnElement[bool]:
    """Whether this reader may see a Claim (joined with its Post)."""
    own = or_(Claim.claimer_id == reader.id, Post.owner_id == reader.id)
    return or_(own, Claim.dispute_note != "", Claim.state == "confirmed") if reader.role == "animator" else own


def find_claim(reader: Actor, id: str) -> Claim | None:
    """One claim with its post, if this reader may see it."""
    query = select(Claim).join(Post, Post.id == Claim.post_id).where(Claim.id == id, visible(reader))
    return db.session.execute(query).scalar_one_or_none()


def claim_card(claim: Claim) -> Any:
    """The names around a claim: both sides and the innovation it is for."""
    return db.session.execute(
        select(Owner.id.label("owner_id"), Owner.name.label("owner"), Owner.photo.label("owner_photo"),
               Claimer.id.label("claimer_id"), Claimer.photo.label("claimer_photo"),
               Claimer.name.label("claimer"), SocialInnovation.id.label("innovation_id"),
               SocialInnovation.name.label("innovation"))
        .select_from(Claim)
        .join(Post, Post.id == Claim.post_id)
        .join(Owner, Owner.id == Post.owner_id)
        .join(Claimer, Claimer.id == Claim.claimer_id)
        .outerjoin(SocialInnovation, SocialInnovation.id == Claim.innovation_id)
        .where(Claim.id == claim.id)
    ).one()  # fmt: skip


def claims_of_post(reader: Actor, post_id: str) -> list[Any]:
    """The claims on a post that this reader may see (its owner all), open ones first, oldest first."""
    over = case((Claim.state.in_(OPEN_CLAIMS), 0), else_=1)
    query = _ROW.where(Claim.post_id == post_id, visible(reader))
    return list(db.session.execute(query.order_by(over, Claim.changed_at, Claim.id).limit(200)))


def own_open_claim(person_id: str, post_id: str) -> str | None:
    """The claim this person has on the post and that is not over: at most one."""
    return db.session.execute(
        select(Claim.id)
        .where(Claim.post_id == post_id, Claim.claimer_id == person_id, Claim.state.in_(OPEN_CLAIMS))
        .limit(1)
    ).scalar_one_or_none()


def own_claims_on(person_id: str, post_id: str) -> list[Any]:
    """What this person asked for or gave of a post, whether or not they may see the post now."""
    mine = _ROW.where(Claim.post_id == post_id, Claim.claimer_id == person_id)
    return list(db.session.execute(mine.order_by(Claim.id).limit(LIMIT)))


def open_claims_between(one_id: str, other_id: str) -> list[Claim]:
    """What these two have asked of each other, or agreed and not delivered yet, whichever of them asked."""
    query = (
        select(Claim)
        .join(Post, Post.id == Claim.post_id)
        .where(
            or_(
                and_(Claim.claimer_id == one_id, Post.owner_id == other_id),
                and_(Claim.claimer_id == other_id, Post.owner_id == one_id),
            ),
            Claim.state.in_(("waiting", "requested", "accepted")),
        )
    )
    return list(db.session.execute(query.order_by(Claim.id).limit(1000)).scalars())


def open_claims_of(post_id: str, *states: str) -> list[Claim]:
    """The claims on a post in these states (all that are not over, when none is named)."""
    query = select(Claim).where(Claim.post_id == post_id, Claim.state.in_(states or OPEN_CLAIMS))
    return list(db.session.execute(query.order_by(Claim.id)).scalars())


def my_turn(reader: Actor) -> ColumnElement[bool]:
    """Whether a claim waits for this reader: the same answer as `standing.turn`, in SQL."""
    asked_again = Claim.asked_again_at.is_not(None)
    answers = case((or_(asked_again, Claim.proposed_by == "owner"), Claim.claimer_id), else_=Post.owner_id)
    parts: list[ColumnElement[bool]] = [
        and_(Claim.state == "requested", answers == reader.id),
        and_(Claim.state == "waiting", asked_again, Claim.claimer_id == reader.id),
        and_(Claim.state == "accepted", reader.id == GIVER),
        and_(Claim.state == "delivered", reader.id == RECEIVER),
    ]
    if reader.role == "animator":
        parts.append(and_(Claim.state == "disputed", Post.owner_id != reader.id, Claim.claimer_id != reader.id))
    return or_(*parts)


def claims_waiting(reader: Actor, limit: int = LIMIT) -> list[Any]:
    """The claims that wait for this reader, longest first."""
    return list(_turns(reader, limit=limit))


@prepared
def _turns(reader: Actor, *, limit: int) -> Any:
    return _ROW.where(my_turn(reader)).order_by(Claim.changed_at, Claim.id).limit(limit)


def my_claims(reader: Actor, over: bool, limit: int = LIMIT) -> list[Any]:
    """One's own claims and those on one's own posts, newest first: those that are over, or that wait for others."""
    mine: Select[Any] = _ROW.where(or_(Claim.claimer_id == reader.id, Post.owner_id == reader.id))
    is_over = Claim.state.not_in(OPEN_CLAIMS)
    query = mine.where(is_over if over else and_(~is_over, ~my_turn(reader)))
    return list(db.session.execute(query.order_by(Claim.changed_at.desc(), Claim.id.desc()).limit(limit)))
