"""Search in one's own messages: folded words; only one's conversations, and only from where one came in."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app.core.paging import Page, keyset
from app.core.rules import Actor
from app.core.search import matching_in
from app.extensions import db
from app.messages.models import Conversation, Message, Participant
from app.people.queries import Person

MOST_TALKS = 300
"""The conversations looked through: those last written in."""


def found_messages(reader: Actor, q: str, after: str | None = None) -> Page:
    """Messages in which every word of `q` begins a word, the newest first: (id, conversation_id, kind, title, text,
    created_at, author_id, author, author_state). An empty page when nothing is asked.

    The index is asked for the reader's own conversations only, so others' messages cost no time either."""
    mine = (Participant.person_id == reader.id, Participant.left_at.is_(None))
    own = select(Conversation.id).join(Participant, Participant.conversation_id == Conversation.id).where(*mine)
    own = own.order_by(Conversation.last_message_at.desc()).limit(MOST_TALKS)
    found = matching_in("message", list(db.session.execute(own).scalars()), q)
    if found is None:
        return Page([])
    talk = (Conversation.kind, Conversation.title)
    who = (Message.author_id, Person.name.label("author"), Person.state.label("author_state"))
    what: tuple[Any, ...] = (Message.id, Message.conversation_id, *talk, Message.text, Message.created_at, *who)
    query = (
        select(*what)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .join(Participant, Participant.conversation_id == Message.conversation_id)
        .join(Person, Person.id == Message.author_id)
        .where(*mine, Message.id > Participant.from_id, Message.removed_at.is_(None), Message.id.in_(found))
    )
    return keyset(db.session.execute, query, (Message.id,), after)
