"""Having read, muting, and whether others see what one has read; nothing of it is an event."""

from __future__ import annotations

from sqlalchemy import func, select

from app.activity.actions import read_about
from app.activity.models import NoticeSettings
from app.activity.record import nudge
from app.core.action import action
from app.core.rules import Actor
from app.extensions import db
from app.messages.actions.taking_part import participants
from app.messages.models import Message, Participant
from app.people.queries import apart_from


@action(silent="one's own reading is nobody else's business")
def mark_seen(actor: Actor, conversation_id: str, up_to: str) -> None:
    """The person has seen the conversation up to this message; later ones stay unread."""
    mine = db.session.get(Participant, (conversation_id, actor.id), populate_existing=True)
    if mine is None or mine.left_at is not None:
        return
    here = Message.conversation_id == conversation_id
    newest = db.session.execute(select(func.max(Message.id)).where(here, Message.id <= up_to)).scalar_one()
    if newest is None or newest <= mine.seen_id:
        return
    mine.seen_id, mine.unread = newest, _unread(actor.id, conversation_id, newest)
    db.session.flush()
    if not mine.unread:
        read_about(actor, "conversation", conversation_id)
    nudge(_those_who_see(actor.id, conversation_id), "messages")


def _unread(person_id: str, conversation_id: str, seen_id: str) -> int:
    """What others wrote since; of those who are apart from this person, nothing counts (M3)."""
    authors = {person_id, *apart_from(person_id)}
    theirs = (Message.author_id.not_in(authors), Message.removed_at.is_(None), Message.id > seen_id)
    later = select(func.count(Message.id)).where(Message.conversation_id == conversation_id, *theirs)
    return db.session.execute(later).scalar_one()


def _those_who_see(person_id: str, conversation_id: str) -> list[str]:
    """The reader's own pages, and others' who see what they have seen."""
    settings = db.session.get(NoticeSettings, person_id)
    shown = settings is None or settings.shows_seen
    return [row.person_id for row in participants(conversation_id)] if shown else [person_id]


@action(silent="one's own reading is nobody else's business")
def choose_mute(actor: Actor, conversation_id: str, muted: bool) -> None:
    """No entry, no mail and no number in the navigation of this conversation any more; or again."""
    mine = db.session.get(Participant, (conversation_id, actor.id), populate_existing=True)
    if mine is not None and mine.left_at is None:
        mine.muted = muted
        db.session.flush()
        nudge([actor.id], "messages")


@action(silent="one's own reading is nobody else's business")
def choose_seen(actor: Actor, shows: bool) -> None:
    """Whether others see what this person has read; who hides it does not see it of others."""
    settings = db.session.get(NoticeSettings, actor.id)
    if settings is None:
        settings = NoticeSettings(person_id=actor.id)
        db.session.add(settings)
    settings.shows_seen = shows
    db.session.flush()
