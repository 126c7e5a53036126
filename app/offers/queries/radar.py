"""Where more is needed than is offered, by topic, category and place: what a call to stakeholders asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, func, select

from app.core.rules import Actor
from app.extensions import db
from app.offers.models import CATEGORIES, OPEN_CLAIMS, Claim, Post, PostTopic
from app.offers.queries.posts import is_open, today, visible
from app.people.queries import Organisation, Person
from app.reference.queries import widened

MOST = 5_000
LONGEST = 10
"""Needs that wait longest, told one by one."""


@dataclass(frozen=True)
class RadarFilter:
    """What the radar is asked for; it lives in the address."""

    category: str = ""
    country: str = ""

    @classmethod
    def read(cls, args: Mapping[str, str]) -> RadarFilter:
        """From the address; a category that is none is left out."""
        asked = {field.name: args.get(field.name, "").strip()[:20] for field in fields(cls)}
        return cls(asked["category"] if asked["category"] in CATEGORIES else "", asked["country"])


@dataclass(frozen=True)
class Gap:
    """`needs` are open and `offers` there for them; `since` is when the oldest of the needs was posted."""

    key: tuple[str, ...]
    needs: int
    offers: int
    since: datetime

    @property
    def missing(self) -> int:
        """How many needs find no offer of their own."""
        return self.needs - self.offers


@dataclass(frozen=True)
class Radar:
    """The gaps, the widest first; and the needs that nobody has answered, the longest waiting first. `needs` are open
    in all."""

    topics: list[Gap]
    categories: list[Gap]
    places: list[Gap]
    unanswered: list[Any]
    needs: int

    @property
    def is_empty(self) -> bool:
        """Nothing is missing, and nobody waits."""
        return not (self.topics or self.categories or self.places or self.unanswered)


def radar(reader: Actor, asked: RadarFilter) -> Radar:
    """From seven bulk reads, whatever the size. An offer for a topic's whole, or for a part of it, counts for it."""
    topics = _counted(reader, asked, PostTopic.topic)
    offered = topics["offer"]
    near = {key: sum(offered[(code,)][0] for code in widened(key) if (code,) in offered) for key in topics["need"]}
    categories = _counted(reader, asked, Post.category)
    places = _counted(reader, asked, Post.country, Post.region)
    return Radar(
        _gaps(topics["need"], near),
        _gaps(categories["need"], _numbers(categories["offer"])),
        _gaps(places["need"], _numbers(places["offer"])),
        _unanswered(reader, asked),
        sum(_numbers(categories["need"]).values()),
    )


Counts = dict[tuple[str, ...], tuple[int, datetime]]


def _numbers(counts: Counts) -> dict[tuple[str, ...], int]:
    return {key: number for key, (number, _since) in counts.items()}


def _gaps(needs: Counts, offers: Mapping[tuple[str, ...], int]) -> list[Gap]:
    found = [Gap(key, number, offers.get(key, 0), since) for key, (number, since) in needs.items() if any(key)]
    return sorted((gap for gap in found if gap.missing > 0), key=lambda gap: (-gap.missing, gap.offers, gap.key))


def _open(reader: Actor, asked: RadarFilter, kind: str) -> Iterable[Any]:
    yield from (Post.kind == kind, visible(reader), is_open(today()))
    if asked.category:
        yield Post.category == asked.category
    if asked.country:
        yield Post.country == asked.country


def _counted(reader: Actor, asked: RadarFilter, *keys: Any) -> dict[str, Counts]:
    """Open posts by these keys: how many, and since when the oldest waits."""
    found: dict[str, Counts] = {}
    for kind in ("need", "offer"):
        query: Select[Any] = select(*keys, func.count(Post.id), func.min(Post.published_at)).select_from(Post)
        if keys[0] is PostTopic.topic:
            query = query.join(PostTopic, PostTopic.post_id == Post.id)
        rows = db.session.execute(query.where(*_open(reader, asked, kind)).group_by(*keys).limit(MOST)).all()
        found[kind] = {tuple(row[:-2]): (row[-2], row[-1]) for row in rows}
    return found


def _unanswered(reader: Actor, asked: RadarFilter) -> list[Any]:
    running = exists().where(Claim.post_id == Post.id, Claim.state.in_(OPEN_CLAIMS))
    query = (
        select(Post.id, Post.title, Post.category, Post.city, Post.country, Post.remote, Post.quantity, Post.unit,
               Post.taken, Post.published_at, Person.name.label("owner"), Organisation.name.label("organisation"))
        .join(Person, Person.id == Post.owner_id).outerjoin(Organisation, Organisation.id == Post.organisation_id)
        .where(*_open(reader, asked, "need"), ~running)
        .order_by(Post.published_at, Post.id).limit(LONGEST)
    )  # fmt: skip
    return list(db.session.execute(query))
