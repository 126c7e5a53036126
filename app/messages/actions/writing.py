"""Writing. There is one conversation of two people, one of each thing, and as many groups as are called together."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import select

from app.activity.actions import read_about
from app.activity.facts import Ref, person_ref
from app.activity.record import nudge, record
from app.core import search
from app.core.action import action
from app.core.clock import now
from app.core.models import new_id, next_id
from app.core.rules import Actor, Denied, require
from app.extensions import db
from app.files.keeping import Upload, keep
from app.messages.actions.taking_part import about_thing, begin, newest_id, participants
from app.messages.events import MessageSent
from app.messages.models import Conversation, Message, MessageFile
from app.messages.queries import Person, Thing, conversation_of, pair_of
from app.messages.rules import may_write_in, may_write_to
from app.people.queries import apart_from


@action
def write_to(actor: Actor, person: Person, text: str, files: Sequence[Upload] = ()) -> Message:
    """Send a message to somebody; the first one begins the conversation. Writing also means having read."""
    require(may_write_to(actor, person))
    return _write(actor, _pair(actor.id, person.id), text, files, person)


@action
def write_in(actor: Actor, conversation: Conversation, text: str, files: Sequence[Upload] = ()) -> Message:
    """Write in a conversation one takes part in."""
    talk = conversation_of(actor, conversation.id)
    if talk is None:
        require(Denied(_("You take no part in this conversation any more.")))
        raise AssertionError
    require(may_write_in(actor, talk))
    other = db.session.get_one(Person, talk.other.id) if talk.kind == "pair" else None
    return _write(actor, conversation, text, files, other)


@action(silent="the message is told by write_in, inside")
def write_about(actor: Actor, thing: Thing, text: str, files: Sequence[Upload] = ()) -> Message:
    """Write in the conversation about a thing; the first message begins it. The room has asked who takes part."""
    return write_in(actor, about_thing(thing), text, files)


def _pair(one: str, other: str) -> Conversation:
    query = select(Conversation).where(Conversation.pair == pair_of(one, other))
    found = db.session.execute(query).scalar_one_or_none()
    return found or begin("pair", (one, other), pair=pair_of(one, other))


def _write(
    actor: Actor, conversation: Conversation, text: str, files: Sequence[Upload], recipient: Person | None
) -> Message:
    message = Message(id=_next_id(conversation.id), conversation_id=conversation.id, author_id=actor.id, text=text)
    db.session.add(message)
    conversation.last_message_at = now()
    db.session.flush()
    for upload in files:
        db.session.add(MessageFile(message_id=message.id, file_id=keep(actor, upload).id))
    make_findable(message)
    told, parties = _count(actor, message)
    title = conversation.title if conversation.kind == "group" else ""
    about, to = Ref("conversation", conversation.id, title), person_ref(recipient) if recipient else None
    fact = MessageSent(about, person_ref(actor), to, bool(told), conversation.kind)
    record(actor, fact, ask=told, among=parties)
    read_about(actor, "conversation", conversation.id)
    return message


def _count(actor: Actor, message: Message) -> tuple[list[str], list[str]]:
    """One more is unread for each of the others. Returns who is told of it, and who may know that it was written:
    not those who are apart from its author (M3), who find it there all the same."""
    apart, told, parties = apart_from(actor.id), [], []
    rows = participants(message.conversation_id)
    for row in rows:
        if row.person_id == actor.id:
            row.unread, row.seen_id = 0, message.id
        elif row.person_id not in apart:
            parties.append(row.person_id)
            if row.unread == 0 and not row.muted:
                told.append(row.person_id)
            row.unread += 1
    db.session.flush()
    nudge([row.person_id for row in rows], "messages")
    return told, parties


def make_findable(message: Message) -> None:
    """By its words, within its conversation."""
    search.index(db.session, "message", message.id, message.text, message.conversation_id)


def _next_id(conversation_id: str) -> str:
    """Ids sort a conversation, so a new one comes after the last, even when the clock was set back."""
    last, made = newest_id(conversation_id), new_id()
    return made if made > last else next_id(last)
