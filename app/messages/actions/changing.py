"""Changing one's own words soon after, and taking them back at any time; neither is an event."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select

from app.activity.record import nudge
from app.core import search
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, require
from app.extensions import db
from app.files.keeping import drop
from app.files.models import StoredFile
from app.messages.actions.taking_part import participants
from app.messages.actions.writing import make_findable
from app.messages.models import Message, MessageFile
from app.messages.rules import may_edit_message, may_remove_message
from app.people.queries import apart_from


@action(silent="what people write to each other is theirs; the message itself says that it was changed")
def edit_message(actor: Actor, message: Message, text: str) -> Message:
    """Other words in their place, marked as edited; what they were is not kept."""
    require(may_edit_message(actor, message))
    if message.removed_at is not None:
        raise Conflict(_("This has been removed in the meantime."))
    if message.text != text:
        message.text, message.edited_at = text, now()
        make_findable(message)
        _stir(message)
    return message


@action(silent="what people write to each other is theirs; the message itself says that it was changed")
def remove_message(actor: Actor, message: Message) -> Message:
    """Delete it for all: its text, its files and what the search knows of it. A line says that it was there."""
    require(may_remove_message(actor, message))
    take_away(message)
    return message


def take_away(message: Message) -> None:
    """Twice is nothing."""
    if message.removed_at is not None:
        return
    message.text, message.removed_at, message.edited_at = "", now(), None
    db.session.flush()
    files = select(StoredFile).join(MessageFile, MessageFile.file_id == StoredFile.id)
    for file in list(db.session.execute(files.where(MessageFile.message_id == message.id)).scalars()):
        drop(file)
    search.forget(db.session, "message", message.id)
    apart = apart_from(message.author_id)
    for row in participants(message.conversation_id):
        unseen = row.seen_id < message.id and row.from_id < message.id
        if unseen and row.unread and row.person_id != message.author_id and row.person_id not in apart:
            row.unread -= 1
    _stir(message)


def _stir(message: Message) -> None:
    db.session.flush()
    nudge([row.person_id for row in participants(message.conversation_id)], "messages")
