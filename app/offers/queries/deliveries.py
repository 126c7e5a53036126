"""What counts: confirmed deliveries, each once (BEHAVIOURS O6). The only definition; every figure and export asks here.

A delivery is a confirmed claim. Its units are what the giver says was given (what was agreed, when nothing else is
said) plus its corrections; its value is that many times the value of one unit as it was when agreed. It belongs to the
moment at which it was confirmed, whenever it is corrected. One that was corrected to nothing was none.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from app.core.prepared import prepared
from app.extensions import db
from app.offers.models import Claim, DeliveryCorrection, Post
from app.offers.standing import committed
from app.people.queries import Organisation, Person

ClaimerThen = aliased(Person, name="claimer_of_delivery")

COMMITTED: ColumnElement[int] = func.coalesce(Claim.delivered_quantity, Claim.quantity)
"""The units a claim takes from its post: the same answer as `standing.committed`, in SQL."""
_CORRECTED = (
    select(func.coalesce(func.sum(DeliveryCorrection.change), 0))
    .where(DeliveryCorrection.claim_id == Claim.id)
    .correlate(Claim)
    .scalar_subquery()
)
UNITS: ColumnElement[int] = COMMITTED + _CORRECTED
"""The units of a delivery, corrections included."""
UNIT: ColumnElement[str] = Claim.snapshot["unit"].as_string()
"""Of what, as it was agreed."""
VALUE: ColumnElement[Any] = UNITS * Claim.value_cents
"""What a delivery is worth, in euro cents; None when nobody estimated it."""
CONFIRMED: ColumnElement[bool] = Claim.state == "confirmed"
COUNTS: ColumnElement[bool] = CONFIRMED & (UNITS > 0)
"""Whether a Claim is a delivery."""
GIVER: Any = case((Post.kind == "offer", Post.owner_id), else_=Claim.claimer_id)
RECEIVER: Any = case((Post.kind == "offer", Claim.claimer_id), else_=Post.owner_id)
INNOVATION: ColumnElement[str | None] = case((Post.kind == "offer", Claim.innovation_id), else_=Post.innovation_id)
"""The innovation it was for (joined with its Post)."""
HOUSE: ColumnElement[str | None] = case((Post.kind == "offer", Post.organisation_id), else_=ClaimerThen.organisation_id)
"""The organisation that gave: the offer's, or the helper's own."""


def deliveries(confirmed: ColumnElement[bool] = CONFIRMED) -> Any:
    """Every delivery as a row: what, how much, what it is worth, who gave it to whom, for what, when and how.

    To be narrowed by `where` on Claim and Post, ordered and grouped by whoever asks; `confirmed` says CONFIRMED in
    another way to whoever finds the claims by something else.
    """
    return (
        select(
            Claim.id, Claim.post_id, Claim.confirmed_at, Claim.confirmed_how, Post.kind, Post.title, Post.category,
            UNIT.label("unit"), UNITS.label("units"), Claim.value_cents, VALUE.label("value"), GIVER.label("giver_id"),
            RECEIVER.label("receiver_id"), HOUSE.label("organisation_id"), INNOVATION.label("innovation_id"),
        )
        .join(Post, Post.id == Claim.post_id)
        .join(ClaimerThen, ClaimerThen.id == Claim.claimer_id)
        .where(confirmed, UNITS > 0)
    )  # fmt: skip


def counted_units(claim_id: str) -> int:
    """The units of one confirmed claim, corrections included; 0 when it is not confirmed."""
    units = select(UNITS).where(Claim.id == claim_id, Claim.state == "confirmed")
    return db.session.execute(units).scalar_one_or_none() or 0


def room_for(claim: Claim) -> int | None:
    """The most units to which a confirmed claim may be corrected: what its post has, less what others hold and less
    what was counted beyond that for them. None without limit."""
    post = claim.post
    if post.quantity is None:
        return None
    others = (Claim.post_id == post.id) & (Claim.id != claim.id) & (Claim.state == "confirmed") & (_CORRECTED > 0)
    beyond = db.session.execute(select(func.coalesce(func.sum(_CORRECTED), 0)).where(others)).scalar_one()
    return int(post.quantity - (post.taken - committed(claim)) - beyond)


def count_confirmed_since(start: datetime) -> int:
    """How many deliveries were confirmed since then, each once (O6)."""
    return _confirmed(start).scalar_one()


@prepared
def _confirmed(start: Any) -> Any:
    return confirmed_between(start)


def confirmed_between(start: Any, end: Any = None) -> Select[Any]:
    """Counts the deliveries that were confirmed in that span, each once (O6)."""
    query = select(func.count(Claim.id)).where(COUNTS, Claim.confirmed_at >= start)
    return query if end is None else query.where(Claim.confirmed_at < end)


def given_for(innovation_id: str, limit: int = 50) -> list[Any]:
    """What was given to an innovation, newest first: title, units, unit, and the name of who gave."""
    told = deliveries().where(innovation_id == INNOVATION).subquery()
    query = (
        select(told.c.title, told.c.units, told.c.unit, Person.name.label("giver"), Organisation.name.label("house"))
        .join(Person, Person.id == told.c.giver_id)
        .outerjoin(Organisation, Organisation.id == told.c.organisation_id)
        .order_by(told.c.confirmed_at.desc(), told.c.id)
        .limit(limit)
    )
    return list(db.session.execute(query))
