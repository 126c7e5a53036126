"""Who takes part: from when they come in, until they leave. One row a person, ended and begun again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, func, select, update

from app.activity.actions import read_about
from app.activity.record import nudge
from app.core import search
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor
from app.extensions import db
from app.files.keeping import drop
from app.files.models import StoredFile
from app.messages.models import Conversation, Message, MessageFile, Participant
from app.messages.queries import Thing
from app.people.queries import Person


def newest_id(conversation_id: str) -> str:
    """The newest message's id; empty when nothing was written yet."""
    newest = select(func.max(Message.id)).where(Message.conversation_id == conversation_id)
    return db.session.execute(newest).scalar_one() or ""


def participants(conversation_id: str) -> list[Participant]:
    """Who takes part now, as it is under the lock."""
    query = select(Participant).where(Participant.conversation_id == conversation_id, Participant.left_at.is_(None))
    return list(db.session.execute(query, execution_options={"populate_existing": True}).scalars())


def begin(kind: str, people: Iterable[str], **told: Any) -> Conversation:
    """A new conversation of these people."""
    made = Conversation(kind=kind, last_message_at=now(), **told)
    db.session.add(made)
    db.session.flush()
    if made.title:
        search.index(db.session, "conversation", made.id, made.title)
    for person_id in people:
        join(made.id, person_id)
    return made


def join(conversation_id: str, person_id: str) -> None:
    """They read from here on: nothing that was written before, nor what was written while they were away."""
    newest = newest_id(conversation_id)
    if db.session.get_one(Person, person_id).state == "removed":
        return
    row = db.session.get(Participant, (conversation_id, person_id), populate_existing=True)
    if row is None:
        row = Participant(conversation_id=conversation_id, person_id=person_id)
        db.session.add(row)
    elif row.left_at is None:
        return
    row.from_id = row.seen_id = newest
    row.unread, row.muted, row.joined_at, row.left_at = 0, False, now(), None
    db.session.flush()
    nudge([person_id], "messages")


def end(conversation_id: str, person_id: str) -> None:
    """They read nothing of it any more, and are told of nothing."""
    row = db.session.get(Participant, (conversation_id, person_id), populate_existing=True)
    if row is None or row.left_at is not None:
        return
    row.left_at, row.unread = now(), 0
    db.session.flush()
    reader: Any = db.session.get_one(Person, person_id)
    read_about(reader, "conversation", conversation_id)
    nudge([person_id], "messages")


def about_thing(thing: Thing) -> Conversation:
    """The conversation about this thing, begun when there is none; its people are those of the thing."""
    found = _of_thing(thing.kind, thing.id)
    if found is None:
        return begin(thing.kind, thing.people, about_id=thing.id, title=thing.title)
    if found.title != thing.title:
        found.title = thing.title
        search.index(db.session, "conversation", found.id, thing.title)
    _follow(found.id, thing.people)
    return found


@action(silent="follows from a fact that the action around it records")
def keep_in_step(_actor: Actor | None, kind: str, about_id: str, people: Iterable[str]) -> None:
    """Who takes part in a thing takes part in its conversation, if there is one: who came reads from now on, who
    went reads nothing any more. For actions of other rooms, whose own event tells of it."""
    found = _of_thing(kind, about_id)
    if found is not None:
        _follow(found.id, people)


def _of_thing(kind: str, about_id: str) -> Conversation | None:
    query = select(Conversation).where(Conversation.kind == kind, Conversation.about_id == about_id)
    return db.session.execute(query).scalar_one_or_none()


def _follow(conversation_id: str, people: Iterable[str]) -> None:
    here, wanted = {row.person_id for row in participants(conversation_id)}, set(people)
    for person_id in sorted(wanted - here):
        join(conversation_id, person_id)
    for person_id in sorted(here - wanted):
        end(conversation_id, person_id)


@action(silent="follows from a fact that the action around it records")
def leave(_actor: Actor, person: Any) -> None:
    """Somebody leaves the cluster: nested in people's action. Their words stay with those they wrote to, under
    "someone who has left"; a conversation that nobody is left to read is forgotten as a whole."""
    mine = select(Participant.conversation_id).where(Participant.person_id == person.id, Participant.left_at.is_(None))
    for conversation_id in list(db.session.execute(mine).scalars()):
        end(conversation_id, person.id)
        if not participants(conversation_id):
            _forget(conversation_id)


def _forget(conversation_id: str) -> None:
    here = select(Message.id).where(Message.conversation_id == conversation_id)
    files = select(StoredFile).join(MessageFile, MessageFile.file_id == StoredFile.id)
    for file in list(db.session.execute(files.where(MessageFile.message_id.in_(here))).scalars()):
        drop(file)
    known = search.SearchDocument
    db.session.execute(delete(known).where(known.kind == "message", known.ref.in_(here)))
    search.forget(db.session, "conversation", conversation_id)
    db.session.execute(update(Conversation).where(Conversation.id == conversation_id).values(title=""))
    db.session.execute(delete(Message).where(Message.conversation_id == conversation_id))
