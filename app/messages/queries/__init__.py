"""Reads of conversations: always one's own."""

from __future__ import annotations

from app.messages.models import Conversation, Message, Participant
from app.messages.queries.beside import Beside, beside
from app.messages.queries.lists import KINDS, Asked, conversations, unread_of
from app.messages.queries.reports import waiting_for
from app.messages.queries.searching import found_messages
from app.messages.queries.talks import (
    Member,
    Talk,
    Thing,
    about,
    between,
    conversation_of,
    may_be_added,
    pair_of,
    person_by_id,
)
from app.messages.queries.threads import (
    Thread,
    around,
    author_of,
    changed,
    file_of,
    files_of,
    first_unread,
    message_of,
    newer,
    thread,
)
from app.people.queries import Person

__all__ = [
    "Asked", "Beside", "Conversation", "KINDS", "Member", "Message", "Participant", "Person", "Talk", "Thing", "Thread",
    "about", "around", "author_of", "beside", "between", "changed", "conversation_of", "conversations", "file_of",
    "files_of", "first_unread", "found_messages", "may_be_added", "message_of", "newer", "pair_of", "person_by_id",
    "thread", "unread_of", "waiting_for",
]  # fmt: skip
