"""Private exchanges of their participants, and nobody else (SECURITY 5)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.models import Base, Identified, Moment


class Conversation(Identified, Base):
    """Between two or several. `kind`: pair (`pair`, "lower id:higher id", keeps it the only one of the two), group
    (called together by an animator, `title`), or what it is about: mentorship, claim, team (`about_id` keeps it the
    only one of that thing)."""

    __tablename__ = "conversations"
    __table_args__ = (Index("uq_conversations_about", "kind", "about_id", unique=True),)

    kind: Mapped[str] = mapped_column(String(12), default="pair")
    about_id: Mapped[str | None] = mapped_column(String(26))
    title: Mapped[str] = mapped_column(String(120), default="")
    opened_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))

    pair: Mapped[str | None] = mapped_column(String(60), unique=True)
    last_message_at: Mapped[datetime | None] = mapped_column(Moment)


class Participant(Base):
    """Who takes part; `seen_id` is the newest message they saw, `unread` how many came since. Who joined later sees
    what came after `from_id`; who left sees nothing any more; `muted` brings no entry and no mail."""

    __tablename__ = "participants"
    __table_args__ = (Index("ix_participants_mine", "person_id", "unread"),)

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    seen_id: Mapped[str] = mapped_column(String(26), default="")
    unread: Mapped[int] = mapped_column(Integer, default=0)
    from_id: Mapped[str] = mapped_column(String(26), default="")
    muted: Mapped[bool] = mapped_column(Boolean, default=False)
    joined_at: Mapped[datetime] = mapped_column(Moment, default=now)
    left_at: Mapped[datetime | None] = mapped_column(Moment)


class Message(Identified, Base):
    """What one wrote. Ids sort by time; `text` is light Markdown, made safe when shown. Deleted for all:
    `removed_at`, and no text."""

    __tablename__ = "messages"
    __table_args__ = (Index("ix_messages_thread", "conversation_id", "id"),)

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    author_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    text: Mapped[str] = mapped_column(Text)
    edited_at: Mapped[datetime | None] = mapped_column(Moment)
    removed_at: Mapped[datetime | None] = mapped_column(Moment)


class MessageFile(Base):
    """A file that goes with a message."""

    __tablename__ = "message_files"

    message_id: Mapped[str] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True)
    file_id: Mapped[str] = mapped_column(ForeignKey("stored_files.id", ondelete="CASCADE"), primary_key=True)


class MessageReport(Identified, Base):
    """A participant shows a message to the animators: it and its two neighbours, as they were (`shown`), no more.

    `reason` is a code; `state`: open, settled. When settled, what was shown is forgotten.
    """

    __tablename__ = "message_reports"

    message_id: Mapped[str] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), index=True)
    reporter_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    author_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str] = mapped_column(String(24))
    text: Mapped[str] = mapped_column(Text, default="")
    shown: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    state: Mapped[str] = mapped_column(String(8), default="open", index=True)
    settled_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    settled_at: Mapped[datetime | None] = mapped_column(Moment)
    outcome: Mapped[str] = mapped_column(Text, default="")
