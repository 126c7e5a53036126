"""Posts whose owners are to be asked, and those that went stale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, case, func, literal, or_, select

from app.core.clock import now
from app.core.paging import Count, Page, count_upto, keyset
from app.core.rules import Actor
from app.extensions import db
from app.offers.freshness import NUDGES, YEAR, last_day_due
from app.offers.models import Post
from app.offers.queries.posts import today, visible
from app.people.queries import Organisation, Person, last_seen

WHY = ("over", "unconfirmed", "paused", "silent")
"""Past its date; standing and not confirmed for a year; paused for two months; its owner not here for three."""
LONG = timedelta(days=60)
LONG_PAUSED, LONG_SILENT = timedelta(days=60), timedelta(days=90)
BATCH = 200
EXPORT_LIMIT = 10_000


def to_be_asked(at: datetime, zone: str) -> list[Post]:
    """Posts on the board, or paused, that have reached a nudge they did not get: by their last day, which ends in the
    cluster's zone, or standing and not confirmed for a year. What ended long ago is left alone."""
    steps = []
    for number, nudge in enumerate(NUDGES, 1):
        dated = and_(Post.until.is_not(None), Post.until <= last_day_due(nudge, zone, at), Post.until >= today() - LONG)
        standing = and_(Post.standing.is_(True), Post.until.is_(None), Post.checked_at <= at - YEAR - nudge)
        steps.append(and_(Post.nudged < number, or_(dated, standing)))
    query = select(Post).where(Post.state.in_(("published", "paused")), or_(*steps)).order_by(Post.until, Post.id)
    return list(db.session.execute(query.limit(BATCH)).scalars())


@dataclass(frozen=True)
class StaleFilter:
    """Which of the stale posts are asked for."""

    why: str = ""
    kind: str = ""

    @classmethod
    def read(cls, args: Mapping[str, str]) -> StaleFilter:
        """From the address; what is not one of the choices is left out."""
        why, kind = args.get("why", ""), args.get("kind", "")
        return cls(why if why in WHY else "", kind if kind in ("offer", "need") else "")

    def args(self) -> dict[str, str]:
        """For the address."""
        return {name: value for name, value in (("why", self.why), ("kind", self.kind)) if value}


def _why(day: date, at: datetime) -> Any:
    """Why a Post is stale: one of WHY, the gravest first; NULL when it is not."""
    return case(
        (and_(Post.until.is_not(None), Post.until < day), literal("over")),
        (and_(Post.standing.is_(True), Post.until.is_(None), Post.checked_at < at - YEAR), literal("unconfirmed")),
        (and_(Post.state == "paused", _changed() < at - LONG_PAUSED), literal("paused")),
        (_last_here() < at - LONG_SILENT, literal("silent")),
        else_=None,
    )


def _changed() -> Any:
    return func.coalesce(Post.checked_at, Post.published_at)


def _last_here() -> Any:
    return last_seen(Post.owner_id)


def _stale(reader: Actor, asked: StaleFilter) -> Select[Any]:
    why = _why(today(), now())
    query: Any = (
        select(
            Post.published_at, Post.id, Post.kind, Post.title, Post.state, Post.until, Post.standing, Post.checked_at,
            Post.nudged, Post.quantity, Post.taken, Post.unit, Post.owner_id, Person.name.label("owner"),
            Organisation.name.label("organisation"), why.label("why"),
        )
        .join(Person, Person.id == Post.owner_id).outerjoin(Organisation, Organisation.id == Post.organisation_id)
        .where(Post.state.in_(("published", "paused")), visible(reader))
    )  # fmt: skip
    query = query.where(why == asked.why) if asked.why else query.where(why.is_not(None))
    wanted: Select[Any] = query.where(Post.kind == asked.kind) if asked.kind else query
    return wanted


def stale_page(reader: Actor, asked: StaleFilter, after: str | None = None) -> Page:
    """Posts that nobody has looked after, the oldest first."""
    keys = (Post.published_at, Post.id)
    return keyset(db.session.execute, _stale(reader, asked), keys, after, descending=False)


def count_stale(reader: Actor, asked: StaleFilter) -> Count:
    """How many there are, counted to a thousand."""
    return count_upto(db.session.execute, _stale(reader, asked).with_only_columns(Post.id))


def stale_rows(reader: Actor, asked: StaleFilter) -> list[Any]:
    """All of the filtered list, for the export."""
    ordered = _stale(reader, asked).order_by(Post.published_at, Post.id).limit(EXPORT_LIMIT)
    return list(db.session.execute(ordered))
