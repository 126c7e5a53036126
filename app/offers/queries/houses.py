"""What an organisation has on the board and what it gave. What a delivery is, deliveries.py says."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.core.rules import Actor
from app.extensions import db
from app.offers.models import Claim, Post
from app.offers.queries.deliveries import HOUSE, RECEIVER, UNITS, VALUE, deliveries
from app.offers.queries.narrowing import names_people
from app.offers.queries.posts import is_open, visible
from app.people.queries import Organisation, Person, not_blocked

Receiver = aliased(Person, name="receiver_of_delivery")
UNIT_NAMES = 12
"""As many are told apart; an organisation gives in few."""


@dataclass(frozen=True)
class Given:
    """The confirmed deliveries of an organisation. `cents`: the worth of those that were estimated."""

    count: int = 0
    cents: int | None = None
    units: tuple[tuple[str, int], ...] = ()  # (the unit's name, how many), the most first


def given_by(organisation_id: str) -> Given:
    """All that an organisation gave, each delivery once (O6)."""
    units = func.sum(UNITS)
    query = deliveries().with_only_columns(Post.unit, units, func.count(Claim.id), func.sum(VALUE))
    query = query.where(organisation_id == HOUSE).group_by(Post.unit).order_by(units.desc(), Post.unit)
    rows = db.session.execute(query).all()
    valued = [cents for *_rest, cents in rows if cents is not None]
    named = tuple((unit, int(number)) for unit, number, _count, _cents in rows[:UNIT_NAMES])
    return Given(sum(row[2] for row in rows), int(sum(valued)) if valued else None, named)


def given_by_each(ids: Collection[str]) -> dict[str, Given]:
    """The number of deliveries and their worth for each of these organisations that gave anything; one statement."""
    query = deliveries().with_only_columns(HOUSE, func.count(Claim.id), func.sum(VALUE))
    rows = db.session.execute(query.where(HOUSE.in_(ids)).group_by(HOUSE)) if ids else ()
    return {house: Given(count, None if cents is None else int(cents)) for house, count, cents in rows}


def open_offers(day: Any) -> Any:
    """How many offers of an Organisation take claims on this day: a column of a query on Organisation."""
    own = (Post.organisation_id == Organisation.id) & (Post.kind == "offer") & is_open(day)
    return select(func.count(Post.id)).where(own).correlate(Organisation).scalar_subquery()


def thanks_to(reader: Actor, organisation_id: str, limit: int = 5) -> list[Any]:
    """Public thanks for what an organisation gave, the newest first: (id, thanks, title, confirmed_at, by).

    `by`, who says it, is named to those who are shown people's names; who is apart from the reader is left out.
    """
    query = (
        deliveries()
        .join(Receiver, Receiver.id == RECEIVER)
        .with_only_columns(Claim.id, Claim.thanks, Post.id.label("post_id"), Post.title, Claim.confirmed_at,
                           Receiver.name.label("by"))
        .where(organisation_id == HOUSE, Claim.thanks_public, Claim.thanks != "", visible(reader),
               not_blocked(reader.id, Receiver.id))
    )  # fmt: skip
    if not names_people(reader):
        query = query.with_only_columns(*(c for c in query.selected_columns if c.name != "by"))
    return list(db.session.execute(query.order_by(Claim.confirmed_at.desc(), Claim.id.desc()).limit(limit)))
