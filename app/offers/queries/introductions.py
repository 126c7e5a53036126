"""Offers and needs that an animator brought together, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from app.core.paging import Page, keyset
from app.core.rules import Actor
from app.extensions import db
from app.offers.models import Claim, Post, PostIntroduction
from app.offers.queries.posts import visible
from app.people.queries import Person

OUTCOMES = ("none", "asked", "agreed", "confirmed", "failed")
"""What came of it: nobody asked yet, a claim waits, is agreed, is delivered and confirmed; or all claims failed."""

_Offer, _Need = aliased(Post, name="offer"), aliased(Post, name="need")
_Giver, _Seeker = aliased(Person, name="giver"), aliased(Person, name="seeker")
_FURTHEST = func.max(
    case(
        (Claim.state == "confirmed", 4),
        (Claim.state.in_(("accepted", "delivered", "disputed")), 3),
        (Claim.state.in_(("requested", "waiting")), 2),
        else_=1,
    )
)
_WORDS = {None: "none", 1: "failed", 2: "asked", 3: "agreed", 4: "confirmed"}
_STEPS = {word: step for step, word in _WORDS.items()}


@dataclass(frozen=True)
class Introduced:
    """An introduction in a list."""

    row: Any
    outcome: str


_REACHED: Any = (
    select(_FURTHEST).where(Claim.introduction_id == PostIntroduction.id).correlate(PostIntroduction).scalar_subquery()
)
OUTCOME: Any = case({step: word for step, word in _WORDS.items() if step}, value=_REACHED, else_="none")
"""What came of a PostIntroduction, one of OUTCOMES."""


def introductions_page(outcome: str = "", after: str | None = None) -> Page:
    """Newest first; `outcome` is one of OUTCOMES, or empty for all."""
    page = keyset(db.session.execute, _listed(outcome), (PostIntroduction.id,), after)
    return Page([Introduced(row, _WORDS[row.reached]) for row in page.rows], page.next)


def introductions_rows(outcome: str = "", limit: int = 10_000) -> list[Introduced]:
    """The whole list, newest first, for the export."""
    rows = db.session.execute(_listed(outcome).order_by(PostIntroduction.id.desc()).limit(limit))
    return [Introduced(row, _WORDS[row.reached]) for row in rows]


def _listed(outcome: str) -> Select[Any]:
    query: Select[Any] = (
        select(
            PostIntroduction.id, PostIntroduction.created_at, _Offer.id.label("offer_id"), _Offer.title.label("offer"),
            _Need.id.label("need_id"), _Need.title.label("need"), _Giver.name.label("giver"),
            _Seeker.name.label("seeker"), _REACHED.label("reached"),
        )
        .join(_Offer, _Offer.id == PostIntroduction.offer_id).join(_Need, _Need.id == PostIntroduction.need_id)
        .join(_Giver, _Giver.id == _Offer.owner_id).join(_Seeker, _Seeker.id == _Need.owner_id)
    )  # fmt: skip
    if outcome not in OUTCOMES:
        return query
    return query.where(_REACHED.is_(None) if outcome == "none" else _STEPS[outcome] == _REACHED)


def introduced_with(reader: Actor, post: Post, limit: int = 10) -> list[Any]:
    """The posts that an animator brought together with this one, and the notes: for its owner and for animators."""
    if reader.role != "animator" and reader.id != post.owner_id:
        return []
    mine, other = (
        (PostIntroduction.offer_id, PostIntroduction.need_id)
        if post.kind == "offer"
        else (PostIntroduction.need_id, PostIntroduction.offer_id)
    )
    query = (
        select(Post.id, Post.title, Person.name.label("owner"), PostIntroduction.note, PostIntroduction.created_at)
        .select_from(PostIntroduction).join(Post, Post.id == other).join(Person, Person.id == Post.owner_id)
        .where(mine == post.id, visible(reader)).order_by(PostIntroduction.id.desc()).limit(limit)
    )  # fmt: skip
    return list(db.session.execute(query))


def are_introduced(offer_id: str, need_id: str) -> bool:
    """Whether the two were brought together already."""
    both = (PostIntroduction.offer_id == offer_id, PostIntroduction.need_id == need_id)
    return bool(db.session.execute(select(exists().where(*both))).scalar_one())


def introduction_behind(post: Post, claimer_id: str) -> str | None:
    """The newest introduction of a post of the claimer's to this post: what the claim came of."""
    asked, own = (PostIntroduction.offer_id, PostIntroduction.need_id)
    both = or_(
        (asked == post.id) & own.in_(select(Post.id).where(Post.owner_id == claimer_id)),
        (own == post.id) & asked.in_(select(Post.id).where(Post.owner_id == claimer_id)),
    )
    newest = select(PostIntroduction.id).where(both).order_by(PostIntroduction.id.desc()).limit(1)
    return db.session.execute(newest).scalar_one_or_none()
