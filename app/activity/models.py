"""The fact (Event), whom it concerns, and its way to each person (Delivery)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.models import Base, Moment

PARTIES, ANIMATORS, MEMBERS, NETWORK, PUBLIC = range(5)
"""Who may see an event, from few to many (BEHAVIOURS A3)."""


class Event(Base):
    """A fact, recorded once, in the past tense. Append-only; `id` is its sequence.

    `visibility` is fixed when recorded; `shown` is the stricter of that and what the object allows now, and what every
    reader's query asks for. `facts` are typed (see facts.py), never rendered text (A2).
    """

    __tablename__ = "events"
    __table_args__ = (
        Index("ix_events_newest", "at", "id"),
        Index("ix_events_object", "object_kind", "object_id", "at", "id"),
        Index("ix_events_strand", "strand", "at", "id"),
        Index("ix_events_actor", "actor_id", "at", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    verb: Mapped[str] = mapped_column(String(60), index=True)
    strand: Mapped[str] = mapped_column(String(16))
    actor_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    visibility: Mapped[int] = mapped_column(SmallInteger)
    shown: Mapped[int] = mapped_column(SmallInteger)
    object_kind: Mapped[str] = mapped_column(String(24))
    object_id: Mapped[str] = mapped_column(String(26))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)


class EventParty(Base):
    """A person the event names: they see it whatever its visibility."""

    __tablename__ = "event_parties"
    __table_args__ = (Index("ix_event_parties_person", "person_id", "event_id"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)


class Delivery(Base):
    """One event on its way to one person (or, for somebody without an account, to one address) through one channel.

    Inbox: `state` is unread, read. E-mail: queued, sent, skipped, parked. `letter` names a template of its own for
    mails that carry a link (invitation, reset); else the event's sentence is the mail.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        Index("ix_deliveries_inbox", "person_id", "channel", "state", "event_id"),
        Index("ix_deliveries_person", "person_id", "channel", "event_id"),
        Index("ix_deliveries_due", "channel", "state", "due_at"),
        Index("uq_deliveries_once", "event_id", "channel", "person_id", "address", "letter", unique=True),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    address: Mapped[str] = mapped_column(String(254), default="")
    channel: Mapped[str] = mapped_column(String(8))
    letter: Mapped[str] = mapped_column(String(60), default="")
    state: Mapped[str] = mapped_column(String(8))
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    due_at: Mapped[datetime] = mapped_column(Moment, default=now)
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    message_id: Mapped[str] = mapped_column(String(120), default="")
    error: Mapped[str] = mapped_column(Text, default="")


class MailPreference(Base):
    """The person wants no mail at once for this kind of event."""

    __tablename__ = "mail_preferences"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    verb: Mapped[str] = mapped_column(String(60), primary_key=True)


class Pulse(Base):
    """What changed for one person: each column holds the `number` of its last change. One read tells a page."""

    __tablename__ = "pulses"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, default=0)
    messages: Mapped[int] = mapped_column(Integer, default=0)
    inbox: Mapped[int] = mapped_column(Integer, default=0)


class Beat(Base):
    """The worker's last sign of life, for /readyz."""

    __tablename__ = "beats"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
