"""What people say below an entry. Who sees the entry sees it, but not what is written by somebody they are kept apart
from (M3); visitors see the entry alone."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import func, select, true
from sqlalchemy.sql.elements import ColumnElement

from app.activity.models import Comment, Event
from app.activity.queries.seen import visible_to
from app.core.paging import Page, keyset
from app.core.prepared import prepared
from app.core.rules import Actor
from app.extensions import db
from app.people.queries import Person, apart_from, not_blocked

PAGE = 50
MANY = 500


def _seen(reader: Actor) -> ColumnElement[bool]:
    return true() if reader.role in ("animator", "observer") else not_blocked(reader.id, Comment.author_id)


def comments_page(reader: Actor | None, event_id: int, after: str | None = None) -> Page:
    """What is said below an entry, the oldest first; of what was taken back, that it was. Nothing for visitors."""
    if reader is None:
        return Page([])
    columns: tuple[Any, ...] = (Comment.id, Comment.created_at, Comment.text, Comment.removed_at, Comment.author_id)
    columns += (Person.name, Person.photo)
    query = select(*columns).join(Person, Person.id == Comment.author_id)
    query = query.where(Comment.event_id == event_id, _seen(reader))
    return keyset(db.session.execute, query, (Comment.id,), after, descending=False, size=PAGE)


def comment_counts(reader: Actor | None, event_ids: Collection[int]) -> dict[int, int]:
    """How many comments each of these entries has for this reader; those without any are left out. One statement.
    `event_ids` are of entries that the reader sees."""
    if reader is None or not event_ids:
        return {}
    return {row.event_id: row.number for row in _counts(reader, list(event_ids))}


@prepared
def _counts(reader: Any, event_ids: Any) -> Any:
    query = select(Comment.event_id, func.count(Comment.id).label("number"))
    query = query.where(Comment.event_id.in_(event_ids), Comment.removed_at.is_(None), _seen(reader))
    return query.group_by(Comment.event_id)


def find_comment(reader: Actor, event_id: int, id: str) -> Comment | None:
    """A comment below an entry that the reader sees."""
    query = select(Comment).where(Comment.id == id, Comment.event_id == event_id, _seen(reader))
    return db.session.execute(query).scalar_one_or_none()


def commented(person_id: str, event_id: int) -> int:
    """How often somebody has written below an entry, what was taken back included."""
    mine = (Comment.event_id == event_id) & (Comment.author_id == person_id)
    return db.session.execute(select(func.count(Comment.id)).where(mine)).scalar_one()


def to_be_told(event: Event, writer: Actor) -> list[str]:
    """Who hears of a new comment: whose entry it is and who wrote below it before, if they are here, still see the
    entry and are not kept apart from its writer."""
    wrote = select(Comment.author_id).where(Comment.event_id == event.id, Comment.removed_at.is_(None)).distinct()
    ids = {*db.session.execute(wrote.limit(MANY)).scalars(), event.actor_id} - {None, writer.id}
    here = select(Person).where(Person.id.in_(ids), Person.state == "active", Person.role != "observer")
    apart = apart_from(writer.id)
    people = [person for person in db.session.execute(here).scalars() if person.id not in apart]
    return [person.id for person in people if _sees(person, event.id)]


def _sees(person: Actor, event_id: int) -> bool:
    return db.session.execute(select(Event.id).where(Event.id == event_id, visible_to(person))).first() is not None
