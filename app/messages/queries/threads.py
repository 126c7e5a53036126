"""What was written in a conversation, in stretches; a reader's own ends where they came in (`from_id`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.core.prepared import prepared
from app.core.rules import Actor
from app.extensions import db
from app.files.models import StoredFile
from app.messages.models import Message, MessageFile, Participant
from app.people.queries import Person

THREAD_SIZE = 50


@dataclass(frozen=True)
class Thread:
    """A stretch of a conversation, oldest first; `older` is where the stretch before it ends, `later` where the one
    after it begins (None: this is the newest). `files` by message."""

    rows: list[Any]
    older: str | None = None
    later: str | None = None
    files: dict[str, list[Any]] = field(default_factory=dict)

    def days(self, zone: str) -> list[tuple[date, list[Any]]]:
        """The messages by local day."""
        here = ZoneInfo(zone)
        return [(day, list(rows)) for day, rows in groupby(self.rows, lambda m: m.created_at.astimezone(here).date())]

    @property
    def last_id(self) -> str:
        return self.rows[-1].id if self.rows else ""


def _messages() -> Any:
    who = (Person.name.label("author"), Person.state.label("author_state"))
    what = (Message.text, Message.created_at, Message.edited_at, Message.removed_at)
    return select(Message.id, Message.author_id, *what, *who).join(Person, Person.id == Message.author_id)


@prepared
def _before(conversation_id: Any, from_id: Any, before: Any, *, limit: int) -> Any:
    mine = (Message.conversation_id == conversation_id, Message.id > from_id, Message.id < before)
    return _messages().where(*mine).order_by(Message.id.desc()).limit(limit)


@prepared
def _after(conversation_id: Any, after: Any, *, limit: int) -> Any:
    mine = (Message.conversation_id == conversation_id, Message.id > after)
    return _messages().where(*mine).order_by(Message.id).limit(limit)


@prepared
def _onward(conversation_id: Any, from_id: Any, at: Any, *, limit: int) -> Any:
    mine = (Message.conversation_id == conversation_id, Message.id > from_id, Message.id >= at)
    return _messages().where(*mine).order_by(Message.id).limit(limit)


_LAST = "{"
"""Sorts after every id."""


def thread(conversation_id: str, before: str | None = None, from_id: str = "", size: int = THREAD_SIZE) -> Thread:
    """The newest messages (fifty at most), or those before one of them. Nothing up to `from_id`."""
    rows = _before(conversation_id, from_id, before or _LAST, limit=size + 1).all()
    more, rows = len(rows) > size, rows[:size][::-1]
    return Thread(rows, rows[0].id if more else None, rows[-1].id if before and rows else None, files_of(rows))


def around(conversation_id: str, at: str, from_id: str = "") -> Thread:
    """The stretch in which this message stands, with some before it and some after it."""
    half = THREAD_SIZE // 2
    ahead = _before(conversation_id, from_id, at, limit=half + 1).all()
    behind = _onward(conversation_id, from_id, at, limit=half + 1).all()
    rows = [*ahead[:half][::-1], *behind[:half]]
    older = rows[0].id if len(ahead) > half else None
    return Thread(rows, older, rows[-1].id if len(behind) > half else None, files_of(rows))


def newer(conversation_id: str, after: str, from_id: str = "", size: int = 200) -> list[Any]:
    """What came after this message; at most a few hundred, the page is loaded anew otherwise."""
    return list(_after(conversation_id, max(after, from_id), limit=size))


def changed(conversation_id: str, from_id: str, since: datetime) -> list[Any]:
    """Which of the newest fifty were edited or deleted since this moment."""
    newest = select(Message.id).where(Message.conversation_id == conversation_id, Message.id > from_id)
    newest = newest.order_by(Message.id.desc()).limit(THREAD_SIZE)
    since_then = (Message.edited_at >= since) | (Message.removed_at >= since)
    return list(db.session.execute(_messages().where(Message.id.in_(newest), since_then)))


def first_unread(conversation_id: str, reader_id: str, seen_id: str, from_id: str) -> str | None:
    """The first message of others that this reader has not seen."""
    return _first_unread(conversation_id, reader_id, max(seen_id, from_id)).scalar_one_or_none()


@prepared
def _first_unread(conversation_id: Any, reader_id: Any, after: Any) -> Any:
    theirs = (Message.author_id != reader_id, Message.removed_at.is_(None))
    query = select(Message.id).where(Message.conversation_id == conversation_id, Message.id > after, *theirs)
    return query.order_by(Message.id).limit(1)


def files_of(rows: Sequence[Any]) -> dict[str, list[Any]]:
    """The files of these messages, by message: (message_id, id, name, size)."""
    ids = [row.id for row in rows]
    found = _files(ids).all() if ids else []
    return {message: list(files) for message, files in groupby(found, lambda row: row.message_id)}


@prepared
def _files(ids: Any) -> Any:
    query = select(MessageFile.message_id, StoredFile.id, StoredFile.name, StoredFile.size)
    query = query.join(StoredFile, StoredFile.id == MessageFile.file_id)
    return query.where(MessageFile.message_id.in_(ids)).order_by(MessageFile.message_id, StoredFile.id)


def _readable(reader: Actor) -> tuple[Any, ...]:
    """That this reader takes part, and the message came after they did."""
    mine = (Participant.conversation_id == Message.conversation_id) & (Participant.person_id == reader.id)
    return mine, Participant.left_at.is_(None), Message.id > Participant.from_id


def message_of(reader: Actor, id_: str) -> Message | None:
    """One message that this reader may read; one that was deleted is not there any more."""
    query = select(Message).join(Participant, _readable(reader)[0]).where(*_readable(reader)[1:])
    return db.session.execute(query.where(Message.id == id_, Message.removed_at.is_(None))).scalar_one_or_none()


def file_of(reader: Actor, id_: str) -> StoredFile | None:
    """A file that goes with a message this reader may read now."""
    query = (
        select(StoredFile)
        .join(MessageFile, MessageFile.file_id == StoredFile.id)
        .join(Message, Message.id == MessageFile.message_id)
        .join(Participant, _readable(reader)[0])
    )
    return db.session.execute(query.where(StoredFile.id == id_, *_readable(reader)[1:])).scalar_one_or_none()


def author_of(conversation_id: str, message_id: str) -> str:
    """Who wrote a message of this conversation; empty when there is none."""
    query = select(Message.author_id).where(Message.id == message_id, Message.conversation_id == conversation_id)
    return db.session.execute(query).scalar_one_or_none() or ""
