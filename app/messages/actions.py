"""Writing and having read. Both go by the pair: there is one conversation of two people (SECURITY 5)."""

from __future__ import annotations

from sqlalchemy import func, select

from app.activity.actions import read_about
from app.activity.facts import Ref, person_ref
from app.activity.record import nudge, record
from app.core.action import action
from app.core.clock import now
from app.core.models import new_id, next_id
from app.core.rules import Actor, require
from app.extensions import db
from app.messages.events import MessageSent
from app.messages.models import Conversation, Message, Participant
from app.messages.queries import Person, pair_of
from app.messages.rules import may_write_to


@action
def write_to(actor: Actor, person: Person, text: str) -> Message:
    """Send a message; the first one begins the conversation. Writing also means having read."""
    require(may_write_to(actor, person))
    conversation = _conversation(actor.id, person.id)
    mine, theirs = _sides(conversation.id, actor.id, person.id)
    message = Message(id=_next_id(conversation.id), conversation_id=conversation.id, author_id=actor.id, text=text)
    db.session.add(message)
    conversation.last_message_at = now()
    first = theirs.unread == 0
    theirs.unread += 1
    mine.unread, mine.seen_id = 0, message.id
    db.session.flush()
    about = Ref("conversation", conversation.id, "")
    record(actor, MessageSent(about, person_ref(actor), person_ref(person), first))
    read_about(actor, "conversation", conversation.id)
    nudge([actor.id, person.id], "messages")
    return message


@action
def mark_seen(actor: Actor, conversation_id: str, up_to: str) -> None:
    """The person has seen the conversation up to this message; later ones stay unread."""
    mine = db.session.get(Participant, (conversation_id, actor.id), populate_existing=True)
    if mine is None or up_to <= mine.seen_id:
        return
    later = select(func.count(Message.id)).where(
        Message.conversation_id == conversation_id, Message.author_id != actor.id, Message.id > up_to
    )
    left = db.session.execute(later).scalar_one()
    if left < mine.unread:
        mine.seen_id, mine.unread = up_to, left
        if not left:
            read_about(actor, "conversation", conversation_id)
        nudge([actor.id], "messages")


def _conversation(one: str, other: str) -> Conversation:
    found = db.session.execute(
        select(Conversation).where(Conversation.pair == pair_of(one, other))
    ).scalar_one_or_none()
    if found is None:
        found = Conversation(pair=pair_of(one, other))
        db.session.add(found)
        db.session.flush()
        db.session.add_all(Participant(conversation_id=found.id, person_id=person) for person in (one, other))
        db.session.flush()
    return found


def _sides(conversation_id: str, one: str, other: str) -> tuple[Participant, Participant]:
    """Both participants as they are under the lock."""
    mine, theirs = (
        db.session.get_one(Participant, (conversation_id, person), populate_existing=True) for person in (one, other)
    )
    return mine, theirs


def _next_id(conversation_id: str) -> str:
    """Ids sort a conversation, so a new one comes after the last, even when the clock was set back."""
    last = db.session.execute(
        select(func.max(Message.id)).where(Message.conversation_id == conversation_id)
    ).scalar_one()
    made = new_id()
    return made if last is None or made > last else next_id(last)
