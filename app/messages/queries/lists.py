"""The list of one's conversations, and how much of them is unread."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Integer, Select, case, func, or_, select
from sqlalchemy.orm import aliased

from app.core.paging import Page, keyset
from app.core.rules import Actor
from app.core.search import matching
from app.extensions import db
from app.messages.models import Conversation, Message, Participant
from app.messages.queries.talks import MOST, names_of, shown_name
from app.people.queries import Person

KINDS: dict[str, Any] = {
    "pair": _l("Two people"),
    "group": _l("Group"),
    "mentorship": _l("Mentorship"),
    "claim": _l("Offer or need"),
    "team": _l("Team"),
}
"""The kinds of conversation, in words."""


@dataclass(frozen=True)
class Asked:
    """What is looked for among one's conversations. `first`: "unread" brings those with something unread up."""

    q: str = ""
    kind: str = ""
    first: str = ""


@dataclass(frozen=True)
class Line:
    """A conversation in the list, with the newest message the reader may read."""

    id: str
    kind: str
    name: str
    photo: str
    unread: int
    muted: bool
    at: datetime
    text: str
    said_by: str
    removed: bool


def _mine(reader: Actor) -> tuple[Any, Select[Any]]:
    """The reader's conversations."""
    me = aliased(Participant)
    waits = case((me.unread > 0, 1), else_=0).label("waits")
    waits.type = Integer()
    columns = (waits, Conversation.last_message_at, Conversation.id, Conversation.kind, Conversation.title)
    query: Select[Any] = (
        select(*columns, me.unread, me.muted)
        .join(me, (me.conversation_id == Conversation.id) & (me.person_id == reader.id))
        .where(me.left_at.is_(None), Conversation.last_message_at.is_not(None))
    )
    return me, query


def conversations(reader: Actor, asked: Asked | None = None, after: str | None = None) -> Page:
    """The reader's conversations as Lines, the last written first."""
    asked = asked or Asked()
    me, query = _mine(reader)
    query = _narrowed(query, reader, asked)
    any_ = aliased(Message)
    mine = (any_.conversation_id == Conversation.id, any_.id > me.from_id)
    newest = select(func.max(any_.id)).where(*mine).scalar_subquery()
    said = (Message.text, Message.author_id, Message.removed_at)
    query = query.outerjoin(Message, Message.id == newest).add_columns(*said)
    keys = tuple(query.selected_columns)[:3]
    if asked.first != "unread":
        keys, query = keys[1:], query.with_only_columns(*tuple(query.selected_columns)[1:])
    found = keyset(db.session.execute, query, keys, after)
    who = _people([row.id for row in found], reader)
    return Page([_line(row, who[row.id], reader) for row in found], found.next)


def _narrowed(query: Select[Any], reader: Actor, asked: Asked) -> Select[Any]:
    if asked.kind in KINDS:
        query = query.where(Conversation.kind == asked.kind)
    people, titles = matching("person", asked.q), matching("conversation", asked.q)
    if people is None or titles is None:
        return query
    there = select(Participant.conversation_id).where(
        Participant.person_id.in_(people), Participant.person_id != reader.id, Participant.left_at.is_(None)
    )
    return query.where(or_(Conversation.id.in_(titles), Conversation.id.in_(there)))


def _people(ids: list[str], reader: Actor) -> dict[str, list[Any]]:
    """Who else takes part in each: (conversation_id, id, name, photo, state)."""
    here = Participant.left_at.is_(None) | (Conversation.kind == "pair")
    query = (
        select(Participant.conversation_id, Person.id, Person.name, Person.photo, Person.state)
        .join(Person, Person.id == Participant.person_id)
        .join(Conversation, Conversation.id == Participant.conversation_id)
        .where(Participant.conversation_id.in_(ids), here)
        .order_by(Person.sort_name, Person.id)
    )
    found: dict[str, list[Any]] = defaultdict(list)
    for row in db.session.execute(query.limit(len(ids) * MOST)) if ids else ():
        found[row.conversation_id].append(row)
    return found


def _line(row: Any, people: list[Any], reader: Actor) -> Line:
    others = [who for who in people if who.id != reader.id]
    names = {who.id: shown_name(who.name, who.state) for who in people} | {reader.id: _("You")}
    several = row.kind != "pair"
    said_by = names.get(row.author_id, _("someone who has left")) if row.author_id else ""
    return Line(
        id=row.id, kind=row.kind, name=row.title or names_of([names[who.id] for who in others]),
        photo="" if several or not others else others[0].photo, unread=row.unread, muted=row.muted,
        at=row.last_message_at, text=row.text or "", removed=row.removed_at is not None,
        said_by=said_by if several or row.author_id == reader.id else "",
    )  # fmt: skip


def unread_of(person_id: str) -> Any:
    """How many messages this person has not seen, muted conversations aside: a scalar Select, to be asked together
    with others."""
    return select(func.coalesce(func.sum(Participant.unread), 0)).where(
        Participant.person_id == person_id, Participant.muted.is_(False), Participant.left_at.is_(None)
    )
