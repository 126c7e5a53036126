"""Private exchanges of their participants, and nobody else (SECURITY 5)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.models import Base, Identified, Moment


class Conversation(Identified, Base):
    """Between two people for now: `pair` ("lower id:higher id") keeps it the only one of the two."""

    __tablename__ = "conversations"

    pair: Mapped[str | None] = mapped_column(String(60), unique=True)
    last_message_at: Mapped[datetime | None] = mapped_column(Moment)


class Participant(Base):
    """Who takes part; `seen_id` is the newest message they saw, `unread` how many came since."""

    __tablename__ = "participants"
    __table_args__ = (Index("ix_participants_mine", "person_id", "unread"),)

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    seen_id: Mapped[str] = mapped_column(String(26), default="")
    unread: Mapped[int] = mapped_column(Integer, default=0)


class Message(Identified, Base):
    """What one wrote. Ids sort by time; `text` is plain, links are made when shown."""

    __tablename__ = "messages"
    __table_args__ = (Index("ix_messages_thread", "conversation_id", "id"),)

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    author_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    text: Mapped[str] = mapped_column(Text)
