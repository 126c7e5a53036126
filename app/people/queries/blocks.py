"""Who is kept apart from whom (M3). `not_blocked` is the one predicate: every list, page and suggestion asks it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import CompoundSelect, and_, exists, or_, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from app.core.prepared import prepared
from app.core.rules import Actor
from app.core.search import fold
from app.extensions import db
from app.people.models import Block, Person

Other = aliased(Person, name="blocked_person")


def not_blocked(reader_id: Any, column: Any) -> ColumnElement[bool]:
    """Whether the person in `column` and the reader may see each other; both ways, whoever of the two wished it.

    `reader_id` is an id or a placeholder of a prepared statement. A NULL in `column` is nobody: not blocked.
    """
    mine = and_(Block.person_id == reader_id, Block.other_id == column)
    theirs = and_(Block.other_id == reader_id, Block.person_id == column)
    return ~exists().where(or_(mine, theirs))


def kept_apart(reader_id: Any) -> CompoundSelect[str]:
    """The ids of everybody the reader is kept apart from, as in `not_blocked`, to be used as `column.in_(…)`."""
    mine = select(Block.other_id).where(Block.person_id == reader_id)
    return mine.union_all(select(Block.person_id).where(Block.other_id == reader_id))


def are_apart(one_id: str, other_id: str) -> bool:
    """Does one of the two want nothing to do with the other?"""
    return _between(one_id, other_id).first() is not None


@prepared
def _between(one: Any, other: Any) -> Any:
    mine = and_(Block.person_id == one, Block.other_id == other)
    theirs = and_(Block.person_id == other, Block.other_id == one)
    return select(Block.person_id).where(or_(mine, theirs)).limit(1)


def apart_from(person_id: str) -> frozenset[str]:
    """Everybody this person is kept apart from, by their own wish or the other's."""
    return frozenset(a if b == person_id else b for a, b in _of(person_id))


@prepared
def _of(person_id: Any) -> Any:
    either = or_(Block.person_id == person_id, Block.other_id == person_id)
    return select(Block.person_id, Block.other_id).where(either).limit(1000)


def apart_pairs(person_ids: Iterable[str]) -> set[tuple[str, str]]:
    """(one of these people, somebody they are kept apart from), for many at once."""
    ids = set(person_ids)
    both = [pair for one, other in _among(list(ids)) for pair in ((one, other), (other, one))]
    return {pair for pair in both if pair[0] in ids}


def apart_among(person_ids: Iterable[str]) -> set[str]:
    """Those of these few people who are kept apart from another one of them."""
    ids = list(person_ids)
    return {id_ for pair in _between_any(ids) for id_ in pair} if len(ids) > 1 else set()


@prepared
def _between_any(ids: Any) -> Any:
    return select(Block.person_id, Block.other_id).where(Block.person_id.in_(ids), Block.other_id.in_(ids))


@prepared
def _among(ids: Any) -> Any:
    either = or_(Block.person_id.in_(ids), Block.other_id.in_(ids))
    return select(Block.person_id, Block.other_id).where(either).limit(10_000)


def person_seen(reader: Actor, id: str) -> Person | None:
    """Somebody this reader may look at; suspended ones only for animators, removed ones never."""
    states = ("active", "suspended") if reader.role == "animator" else ("active",)
    query = select(Person).where(Person.id == id, Person.state.in_(states), not_blocked(reader.id, Person.id))
    return db.session.execute(query).scalar_one_or_none()


def block_of(person_id: str, other_id: str) -> Block | None:
    """The block that this person made."""
    return db.session.get(Block, (person_id, other_id))


def blocked_by(person_id: str, limit: int = 200) -> list[Any]:
    """Whom this person has blocked, the newest first: (id, name, photo, created_at)."""
    query = select(Person.id, Person.name, Person.photo, Block.created_at).join(Block, Block.other_id == Person.id)
    query = query.where(Block.person_id == person_id).order_by(Block.created_at.desc(), Person.id)
    return list(db.session.execute(query.limit(limit)))


def blocks_made(q: str = "", since: datetime | None = None) -> tuple[Any, tuple[Any, ...]]:
    """For animators, as a query: (created_at, person_id, other_id, person, other); and its order, to be paged by, the
    newest first. Who and when; nobody asks why."""
    keys = (Block.created_at, Block.person_id, Block.other_id)
    query = select(*keys, Person.name.label("person"), Other.name.label("other"))
    query = query.select_from(Block).join(Person, Person.id == Block.person_id).join(Other, Other.id == Block.other_id)
    if q:
        query = query.where(or_(*(who.sort_name.contains(fold(q), autoescape=True) for who in (Person, Other))))
    if since is not None:
        query = query.where(Block.created_at >= since)
    return query, keys
