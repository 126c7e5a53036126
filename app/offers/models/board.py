"""Beside the board: sessions held in a room, searches that are kept, secret feeds."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.models import Base, Identified, Moment
from app.people.feeds import OwnFeed

MAX_SESSION_POSTS = 300
"""As many posts as one session takes: they are published in one transaction."""


class BoardSession(Identified, Base):
    """An "Offers and needs" session: people in a room add posts from their phones by a short `code`.

    `state`: open, closed (nothing more is taken), published (what was approved is on the board). Guests may add while
    it is open, at most until `ends_at`.
    """

    __tablename__ = "board_sessions"

    title: Mapped[str] = mapped_column(String(120))
    question: Mapped[str] = mapped_column(Text, default="")  # what the room is asked
    code: Mapped[str] = mapped_column(String(12), unique=True)
    state: Mapped[str] = mapped_column(String(12), default="open", index=True)
    guests: Mapped[bool] = mapped_column(Boolean, default=True)  # whether people without an account may add
    opened_by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    ends_at: Mapped[datetime] = mapped_column(Moment)
    changes: Mapped[int] = mapped_column(Integer, default=0)  # counts up with each post: the projector asks for it


class SavedSearch(Identified, Base):
    """Somebody wants to hear of new posts like these (O9). `asked` is the board's filter as in the address.

    `rhythm`: daily, weekly, off. `seen_id`: the newest post told or seen when it was saved; only later ones are new.
    """

    __tablename__ = "saved_searches"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    asked: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    rhythm: Mapped[str] = mapped_column(String(8), default="weekly")
    seen_at: Mapped[datetime] = mapped_column(Moment, default=now)
    due_at: Mapped[datetime | None] = mapped_column(Moment, index=True)


class SearchHit(Base):
    """A post that a person was told of by a saved search: never twice (O9)."""

    __tablename__ = "search_hits"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    post_id: Mapped[str] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True, index=True)
    search_id: Mapped[str | None] = mapped_column(ForeignKey("saved_searches.id", ondelete="SET NULL"), index=True)
    told_at: Mapped[datetime] = mapped_column(Moment, default=now)


class BoardFeed(OwnFeed, Base):
    """The secret address of a person's own Atom feed of the board."""

    __tablename__ = "board_feeds"
    purpose = "board"
