"""Reads of conversations: always one's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from app.core.glances import Waiting
from app.core.paging import Page, keyset
from app.core.rules import Actor
from app.core.search import matching
from app.extensions import db
from app.messages.models import Conversation, Message, Participant
from app.people.queries import Person, not_blocked

__all__ = [
    "Conversation", "Message", "Participant", "Talk", "Thread", "between", "conversation_of", "conversations", "newer",
    "person_by_id", "thread", "unread_of", "waiting_for",
]  # fmt: skip

THREAD_SIZE = 50
OTHER = (Person.id.label("person_id"), Person.name, Person.photo, Person.state, Person.role, Person.headline)


@dataclass(frozen=True)
class Other:
    """Who is on the other side."""

    id: str
    name: str
    photo: str
    state: str
    role: str
    headline: str


@dataclass(frozen=True)
class Talk:
    """A conversation from the reader's side."""

    id: str
    other: Other
    unread: int


@dataclass(frozen=True)
class Thread:
    """A stretch of a conversation, oldest first; `older` is where the stretch before it ends."""

    rows: list[Any]
    older: str | None = None

    def days(self, zone: str) -> list[tuple[date, list[Any]]]:
        """The messages by local day."""
        here = ZoneInfo(zone)
        return [(day, list(rows)) for day, rows in groupby(self.rows, lambda m: m.created_at.astimezone(here).date())]

    @property
    def last_id(self) -> str:
        return self.rows[-1].id if self.rows else ""


def pair_of(one: str, other: str) -> str:
    """The name of a conversation between two: the same from both sides."""
    return ":".join(sorted((one, other)))


def _mine(reader: Actor) -> tuple[Any, Select[Any]]:
    """The reader's conversations with the other one of each."""
    me, other = aliased(Participant), aliased(Participant)
    columns: tuple[Any, ...] = (Conversation.last_message_at, Conversation.id, *OTHER, me.unread, me.seen_id)
    query: Select[Any] = (
        select(*columns)
        .join(me, (me.conversation_id == Conversation.id) & (me.person_id == reader.id))
        .join(other, (other.conversation_id == Conversation.id) & (other.person_id != reader.id))
        .join(Person, Person.id == other.person_id)
    )
    return me, query


def conversations(reader: Actor, named: str = "", after: str | None = None) -> Page:
    """The reader's conversations, the last written first, each with its newest message."""
    _me, query = _mine(reader)
    found = matching("person", named)
    if found is not None:
        query = query.where(Person.id.in_(found))
    any_ = aliased(Message)
    newest = select(func.max(any_.id)).where(any_.conversation_id == Conversation.id).scalar_subquery()
    query = query.join(Message, Message.id == newest).add_columns(Message.text, Message.author_id)
    return keyset(db.session.execute, query, (Conversation.last_message_at, Conversation.id), after)


def conversation_of(reader: Actor, conversation_id: str) -> Talk | None:
    """One conversation with who is on the other side, or None when it is not the reader's."""
    _me, query = _mine(reader)
    row = db.session.execute(query.where(Conversation.id == conversation_id)).first()
    if row is None:
        return None
    other = Other(row.person_id, row.name or _("someone who has left"), row.photo, row.state, row.role, row.headline)
    return Talk(row.id, other, row.unread)


def between(reader: Actor, person_id: str) -> str | None:
    """The id of the conversation of the two, if there is one."""
    return db.session.execute(
        select(Conversation.id).where(Conversation.pair == pair_of(reader.id, person_id))
    ).scalar_one_or_none()


def person_by_id(reader: Actor, person_id: str) -> Person | None:
    """Somebody who is here and whom the reader may see."""
    here = select(Person).where(Person.id == person_id, Person.state == "active")
    return db.session.execute(here.where(not_blocked(reader.id, Person.id))).scalar_one_or_none()


def other_person(reader: Actor, conversation_id: str) -> Person | None:
    """Who is on the other side, to be written to."""
    found = conversation_of(reader, conversation_id)
    return db.session.get(Person, found.other.id) if found else None


_MESSAGE = select(Message.id, Message.author_id, Message.text, Message.created_at)


def thread(conversation_id: str, before: str | None = None) -> Thread:
    """The newest fifty messages, or the fifty before one of them."""
    query = _MESSAGE.where(Message.conversation_id == conversation_id)
    if before:
        query = query.where(Message.id < before)
    rows = list(db.session.execute(query.order_by(Message.id.desc()).limit(THREAD_SIZE + 1)))
    more = len(rows) > THREAD_SIZE
    rows = rows[:THREAD_SIZE][::-1]
    return Thread(rows, rows[0].id if more else None)


def newer(conversation_id: str, after: str) -> list[Any]:
    """What came after this message; at most a few hundred, the page is loaded anew otherwise."""
    query = _MESSAGE.where(Message.conversation_id == conversation_id, Message.id > after)
    return list(db.session.execute(query.order_by(Message.id).limit(200)))


def unread_of(person_id: str) -> Any:
    """How many messages this person has not seen: a scalar Select, to be asked together with others."""
    return select(func.coalesce(func.sum(Participant.unread), 0)).where(Participant.person_id == person_id)


def waiting_for(reader: Actor) -> list[Waiting]:
    """Conversations with something unread, the longest waiting first."""
    me, query = _mine(reader)
    rows = db.session.execute(query.where(me.unread > 0).order_by(Conversation.last_message_at).limit(10))
    return [
        Waiting(
            "messages",
            _("Message"),
            _("%(name)s wrote to you", name=row.name),
            url_for("messages.conversation", id=row.id),
            _("Read"),
            row.last_message_at,
        )
        for row in rows
    ]
