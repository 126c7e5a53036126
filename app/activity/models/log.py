"""The fact (Event), what and whom it names, the end of its chain, and what people add to it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.models import Base, Identified, Moment, new_id
from app.people.feeds import OwnFeed

PARTIES, ANIMATORS, MEMBERS, NETWORK, PUBLIC = range(5)
"""Who may see an event, from few to many (BEHAVIOURS A3)."""


class Event(Base):
    """A fact, recorded once, in the past tense. Append-only; `id` is its sequence.

    `visibility` is fixed when recorded; `shown` is the stricter of that and what the object allows now, and what every
    reader's query asks for. `facts` are typed (see facts.py), never rendered text (A2). `ref` names it in addresses and
    exports: the sequence has gaps for who may not see everything, and a gap would tell. `corrects_id` is the earlier
    entry that this one puts right. `hash` chains it to the one before over what never changes (chain.py); a name or a
    word in it stands there as a salted digest, whose salt is in `seals` until it is erased (A4, A5).
    """

    __tablename__ = "events"
    __table_args__ = (
        Index("ix_events_newest", "at", "id"),
        Index("ix_events_object", "object_kind", "object_id", "at", "id"),
        Index("ix_events_strand", "strand", "shown", "at", "id"),
        Index("ix_events_actor", "actor_id", "at", "id"),
        Index("ix_events_verb", "verb", "at", "id"),
        Index("ix_events_verb_shown", "verb", "shown", "at", "id"),
        Index("ix_events_shown", "shown", "at", "id"),
        Index("ix_events_corrects", "corrects_id"),
        Index("uq_events_ref", "ref", unique=True),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    verb: Mapped[str] = mapped_column(String(60))
    strand: Mapped[str] = mapped_column(String(16))
    actor_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    visibility: Mapped[int] = mapped_column(SmallInteger)
    shown: Mapped[int] = mapped_column(SmallInteger)
    object_kind: Mapped[str] = mapped_column(String(24))
    object_id: Mapped[str] = mapped_column(String(26))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    ref: Mapped[str] = mapped_column(String(26), default=new_id)
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("events.id"))
    seals: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    hash: Mapped[str] = mapped_column(String(64), default="")


class EventParty(Base):
    """A person the event names: they see it whatever its visibility. `at` is the event's, for the order of theirs."""

    __tablename__ = "event_parties"
    __table_args__ = (Index("ix_event_parties_person", "person_id", "at", "event_id"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)


class EventRef(Base):
    """A thing, not a person, that an event belongs to: what its facts name, and what that belongs to in turn (the
    innovation of a session, the topics of a post). What the log is filtered by. Topics have their code as `ref_id`;
    `at` is the event's, for the order of what belongs to one thing. All of it is in the event's hash; what begins with
    "erased:", "limit:" or "names:" is the chain's own (chain.py) and is found by no filter."""

    __tablename__ = "event_refs"
    __table_args__ = (Index("ix_event_refs_thing", "ref_id", "at", "event_id"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    ref_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    kind: Mapped[str] = mapped_column(String(24))
    at: Mapped[datetime] = mapped_column(Moment)


class LogHead(Base):
    """The end of the chain: one row, moved by every record() in its transaction."""

    __tablename__ = "log_head"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, default=1)
    event_id: Mapped[int] = mapped_column(Integer, default=0)
    hash: Mapped[str] = mapped_column(String(64), default="")


class ObjectLimit(Base):
    """To whom a thing allows its events to be shown now, at most; `shown` is the stricter of this and their own."""

    __tablename__ = "object_limits"

    kind: Mapped[str] = mapped_column(String(24), primary_key=True)
    ref: Mapped[str] = mapped_column(String(26), primary_key=True)
    level: Mapped[int] = mapped_column(SmallInteger)


class Comment(Identified, Base):
    """What somebody says below an entry, for those who see the entry. Taken back: `removed_at`, and no text."""

    __tablename__ = "event_comments"
    __table_args__ = (Index("ix_event_comments_event", "event_id", "id"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    author_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    removed_at: Mapped[datetime | None] = mapped_column(Moment)


class SavedView(Identified, Base):
    """The log as somebody looks at it often: a name, and the filters as they stand in the address."""

    __tablename__ = "saved_views"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    query: Mapped[str] = mapped_column(String(1000))


class LogFeed(OwnFeed, Base):
    """The secret address of a person's own Atom feed of the log."""

    __tablename__ = "log_feeds"
    purpose = "log"


class LogExport(Identified, Base):
    """An export that the worker writes. `state`: queued, running, done, failed, gone (its time is over).

    `query` holds the filters as in the address; `due_at` is the worker's lease; `stored` the file's random name in
    uploads/exports/; the link works until `expires_at`.
    """

    __tablename__ = "log_exports"
    __table_args__ = (Index("ix_log_exports_due", "state", "due_at"),)

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    format: Mapped[str] = mapped_column(String(8))
    query: Mapped[str] = mapped_column(String(1000), default="")
    locale: Mapped[str] = mapped_column(String(8), default="en")
    timezone: Mapped[str] = mapped_column(String(64), default="")
    state: Mapped[str] = mapped_column(String(8), default="queued")
    rows_done: Mapped[int] = mapped_column(Integer, default=0)
    rows_all: Mapped[int] = mapped_column(Integer, default=0)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    stored: Mapped[str] = mapped_column(String(60), default="")
    size: Mapped[int] = mapped_column(Integer, default=0)
    error: Mapped[str] = mapped_column(String(300), default="")
    due_at: Mapped[datetime] = mapped_column(Moment, default=now)
    expires_at: Mapped[datetime | None] = mapped_column(Moment)
