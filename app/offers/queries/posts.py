"""Reads of posts: the board, one post, one's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from app.core.clock import now
from app.core.paging import Count, Page, count_upto, keyset
from app.core.prepared import prepared, shaped
from app.core.rules import Actor
from app.core.search import matching
from app.extensions import db
from app.innovations.queries import SocialInnovation, of_person
from app.offers.models import CATEGORIES, KINDS, Claim, Post, PostLanguage, PostTopic
from app.offers.standing import day_in
from app.people.queries import Organisation, Person, cluster, not_blocked

SHOWN = ("published", "paused", "fulfilled", "withdrawn")
KEYS = (Post.published_at, Post.id)
BATCH = 500


def today() -> date:
    """The day it is in the cluster's zone: a post is open until this day ends there (O3)."""
    return day_in(cluster().timezone)


def month_start() -> datetime:
    """The first moment of this month in the cluster's zone."""
    local = now().astimezone(ZoneInfo(cluster().timezone))
    return local.replace(day=1, hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)


def visible(reader: Actor | None) -> ColumnElement[bool]:
    """Whether this reader (None: a visitor) may see a Post: the public ones, the members', one's own drafts."""
    if reader is None:
        return and_(Post.state.in_(SHOWN), Post.audience == "public")
    return and_(or_(Post.state.in_(SHOWN), Post.owner_id == reader.id), not_blocked(reader.id, Post.owner_id))


def is_open(day: date) -> ColumnElement[bool]:
    """Whether a Post takes claims on this day."""
    return and_(
        Post.state == "published",
        or_(Post.until.is_(None), Post.until >= day),
        or_(Post.quantity.is_(None), Post.taken < Post.quantity),
    )


@dataclass(frozen=True)
class BoardFilter:
    """What the board is asked for; all of it combines and lives in the URL."""

    q: str = ""
    kind: str = ""
    category: str = ""
    topic: str = ""
    country: str = ""
    remote: str = ""  # "1"
    show: str = ""  # "all": closed ones too

    @classmethod
    def read(cls, args: Mapping[str, str]) -> BoardFilter:
        """From the address; what is not one of the choices is left out."""
        asked = {field.name: args.get(field.name, "").strip()[:200] for field in fields(cls)}
        allowed = {"kind": KINDS, "category": CATEGORIES, "remote": ("1",), "show": ("all",)}
        return cls(**{name: value for name, value in asked.items() if value in allowed.get(name, (value,))})

    def args(self, **changes: str) -> dict[str, str]:
        """For the address: what is asked, with these changes."""
        asked = replace(self, **changes)
        return {field.name: value for field in fields(asked) if (value := getattr(asked, field.name))}

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """Each part as a condition on Post, but for `show`."""
        if (hits := matching("post", self.q)) is not None:
            yield Post.id.in_(hits)
        for column, value in ((Post.kind, self.kind), (Post.category, self.category), (Post.country, self.country)):
            if value:
                yield column == value
        if self.topic:
            inside = or_(PostTopic.topic == self.topic, PostTopic.topic.startswith(f"{self.topic}.", autoescape=True))
            yield Post.id.in_(select(PostTopic.post_id).where(inside))
        if self.remote:
            yield Post.remote.is_(True)


_REPLIES = select(func.count(Claim.id)).where(Claim.post_id == Post.id).correlate(Post).scalar_subquery()
_CARD: Any = (
    select(
        *KEYS, Post.kind, Post.title, Post.state, Post.category, Post.city, Post.country, Post.remote, Post.quantity,
        Post.unit, Post.taken, Post.until, Person.name.label("owner"), Organisation.name.label("organisation"),
        _REPLIES.label("replies"), Post.owner_id, Post.audience,
    )
    .join(Person, Person.id == Post.owner_id)
    .outerjoin(Organisation, Organisation.id == Post.organisation_id)
)  # fmt: skip


@shaped
def _board(reader: Actor | None, day: Any, *, closed: bool, ids_only: bool = False) -> Any:
    query = select(Post.id) if ids_only else _CARD
    query = query.where(visible(reader), Post.published_at.is_not(None))
    return query if closed else query.where(is_open(day))


def _filtered(query: Select[Any], asked: BoardFilter) -> Select[Any]:
    conditions = list(asked.conditions())
    return query.where(*conditions) if conditions else query


def board_page(reader: Actor | None, asked: BoardFilter, day: date, after: str | None = None) -> Page:
    """One page of the board, newest first."""
    query, values = _board(reader, day, closed=bool(asked.show))
    return keyset(db.session.execute, _filtered(query, asked), KEYS, after, values=values)


def count_board(reader: Actor | None, asked: BoardFilter, day: date) -> Count:
    """How many there are, counted to a thousand."""
    query, values = _board(reader, day, closed=bool(asked.show), ids_only=True)
    return count_upto(db.session.execute, _filtered(query, asked), values=values)


def board_rows(reader: Actor | None, asked: BoardFilter, day: date) -> Iterator[Any]:
    """Every row of the filtered board, newest first, read in batches: what the CSV writes."""
    topics = select(func.aggregate_strings(PostTopic.topic, " ")).where(PostTopic.post_id == Post.id)
    query, values = _board(reader, day, closed=bool(asked.show))
    query = _filtered(query, asked).add_columns(Post.text, topics.correlate(Post).scalar_subquery().label("topics"))
    after: str | None = None
    while True:
        page = keyset(db.session.execute, query, KEYS, after, size=BATCH, values=values)
        yield from page.rows
        if page.next is None:
            return
        after = page.next


def find_post(reader: Actor | None, id: str) -> Post | None:
    """One post, if this reader may see it."""
    return db.session.execute(select(Post).where(Post.id == id, visible(reader))).scalar_one_or_none()


def post_card(post: Post) -> Any:
    """The names around a post: its owner (id, name, photo), organisation, innovation."""
    return db.session.execute(
        select(Person.id, Person.name, Person.photo, Organisation.id.label("organisation_id"),
               Organisation.name.label("organisation"), SocialInnovation.name.label("innovation"))
        .select_from(Post)
        .join(Person, Person.id == Post.owner_id)
        .outerjoin(Organisation, Organisation.id == Post.organisation_id)
        .outerjoin(SocialInnovation, SocialInnovation.id == Post.innovation_id)
        .where(Post.id == post.id)
    ).one()  # fmt: skip


def topics_of(post_id: str) -> list[str]:
    """The codes of its topics."""
    return list(
        db.session.execute(
            select(PostTopic.topic).where(PostTopic.post_id == post_id).order_by(PostTopic.topic)
        ).scalars()
    )


def languages_of(post_id: str) -> list[str]:
    """The languages in which it can be had."""
    codes = select(PostLanguage.code).where(PostLanguage.post_id == post_id).order_by(PostLanguage.code)
    return list(db.session.execute(codes).scalars())


def own_posts(reader: Actor, after: str | None = None) -> Page:
    """What one has posted oneself, drafts included, newest first."""
    own = _CARD.with_only_columns(Post.id, *(c for c in _CARD.selected_columns if c.name != "id"))
    return keyset(db.session.execute, own.where(Post.owner_id == reader.id), (Post.id,), after)


def own_organisation(person_id: str) -> tuple[str, str] | None:
    """The organisation one may post for: (id, name)."""
    row = db.session.execute(
        select(Organisation.id, Organisation.name)
        .join(Person, Person.organisation_id == Organisation.id)
        .where(Person.id == person_id)
    ).first()
    return (row.id, row.name) if row else None


def own_innovations(person_id: str) -> list[tuple[str, str]]:
    """The innovations in whose team one is: (id, name)."""
    return list(of_person(person_id))


def newest_public(limit: int = 6) -> list[Any]:
    """The newest open posts that visitors may see, for the public page."""
    open_now = _CARD.where(visible(None), is_open(today()))
    return list(db.session.execute(open_now.order_by(*(key.desc() for key in KEYS)).limit(limit)))


def count_open() -> int:
    """How many posts take claims now."""
    return _open_on(today()).scalar_one()


@prepared
def _open_on(day: Any) -> Any:
    return select(func.count(Post.id)).where(is_open(day))


def count_confirmed_since(start: datetime) -> int:
    """How many deliveries were confirmed since then, each once (O6)."""
    return _confirmed(start).scalar_one()


@prepared
def _confirmed(start: Any) -> Any:
    return confirmed_between(start)


def confirmed_between(start: Any, end: Any = None) -> Select[Any]:
    """Counts the deliveries that were confirmed in that span, each once (O6)."""
    query = select(func.count(Claim.id)).where(Claim.state == "confirmed", Claim.confirmed_at >= start)
    return query if end is None else query.where(Claim.confirmed_at < end)
