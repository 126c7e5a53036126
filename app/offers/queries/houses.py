"""What an organisation has on the board and what it gave. What a delivery is, deliveries.py says."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import aliased

from app.core.rules import Actor, allows
from app.extensions import db
from app.offers.models import Claim, Post
from app.offers.queries.deliveries import HOUSE, RECEIVER, UNIT, UNITS, VALUE, deliveries
from app.offers.queries.narrowing import names_people
from app.offers.queries.posts import is_open, visible
from app.people.queries import Organisation, Person, not_blocked
from app.web.figures import Cell, hide_groups, hide_small, may_see_exact_figures

Receiver = aliased(Person, name="receiver_of_delivery")
_Own = aliased(Claim, name="own_claim")
UNIT_NAMES = 12
"""As many are told apart; an organisation gives in few."""


@dataclass(frozen=True)
class Given:
    """The confirmed deliveries of an organisation. `cents`: the worth of those that were estimated. `few`: there are
    fewer than five, or none, and this reader is not told how many (A9)."""

    count: int = 0
    cents: int | None = None
    units: tuple[tuple[str, int], ...] = ()  # (the unit's name, how many), the most first, those without a name last
    few: bool = False


def given_by(reader: Actor, organisation_id: str) -> Given:
    """What an organisation gave, each delivery once (O6): to the unit for animators; others see no number about fewer
    than five, nor one from which it could be worked out, as in every room's figures (A9)."""
    units, valued = func.sum(UNITS), func.count(VALUE)
    query = _given_by([organisation_id]).with_only_columns(UNIT, units, func.count(Claim.id), func.sum(VALUE), valued)
    rows = db.session.execute(query.group_by(UNIT).order_by(UNIT == "", units.desc(), UNIT)).all()
    whole, worth = Cell(sum(row[2] for row in rows), None), Cell(sum(row[4] for row in rows), None)
    cells = [Cell(row[2], row[1]) for row in rows]
    if not allows(may_see_exact_figures(reader)):
        whole, worth = hide_small(whole), hide_small(worth)
        cells = hide_groups(whole, cells) if not whole.hidden else []
    named = tuple((row[0], int(row[1])) for row, cell in zip(rows, cells, strict=False) if not cell.hidden)
    cents = int(sum(row[3] or 0 for row in rows)) if worth.n and not whole.hidden else None
    return Given(whole.n, cents, named[:UNIT_NAMES], whole.hidden)


def given_by_each(ids: Collection[str]) -> dict[str, Given]:
    """For animators: the number of deliveries and their worth for each of these organisations that gave anything; one
    statement."""
    query = _given_by(ids).with_only_columns(HOUSE, func.count(Claim.id), func.sum(VALUE))
    rows = db.session.execute(query.group_by(HOUSE)) if ids else ()
    return {house: Given(count, None if cents is None else int(cents)) for house, count, cents in rows}


def _given_by(ids: Collection[str]) -> Any:
    """The deliveries that these organisations gave, found by their own offers and people, however many others there
    are: `coalesce` keeps SQLite, which has no statistics, from going through all that is confirmed."""
    offered = select(_Own.id).join(Post, Post.id == _Own.post_id).where(Post.organisation_id.in_(ids))
    helped = select(_Own.id).join(Person, Person.id == _Own.claimer_id).where(Person.organisation_id.in_(ids))
    confirmed = func.coalesce(Claim.state, "") == "confirmed"
    return deliveries(confirmed).where(Claim.id.in_(union_all(offered, helped)), HOUSE.in_(ids))


def open_offers(day: Any) -> Any:
    """How many offers of an Organisation take claims on this day: a column of a query on Organisation."""
    own = (Post.organisation_id == Organisation.id) & (Post.kind == "offer") & is_open(day)
    return select(func.count(Post.id)).where(own).correlate(Organisation).scalar_subquery()


def thanks_to(reader: Actor, organisation_id: str, limit: int = 5) -> list[Any]:
    """Public thanks for what an organisation gave, the newest first: (id, thanks, title, confirmed_at, by).

    `by`, who says it, is named to those who are shown people's names; who is apart from the reader is left out.
    """
    query = (
        _given_by([organisation_id])
        .join(Receiver, Receiver.id == RECEIVER)
        .with_only_columns(Claim.id, Claim.thanks, Post.id.label("post_id"), Post.title, Claim.confirmed_at,
                           Receiver.name.label("by"))
        .where(Claim.thanks_public, Claim.thanks != "", visible(reader),
               not_blocked(reader.id, Receiver.id))
    )  # fmt: skip
    if not names_people(reader):
        query = query.with_only_columns(*(c for c in query.selected_columns if c.name != "by"))
    return list(db.session.execute(query.order_by(Claim.confirmed_at.desc(), Claim.id.desc()).limit(limit)))
