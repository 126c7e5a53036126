"""The way of a fact to each person (Delivery), how people want to be told, and what their open pages ask (Pulse)."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Boolean, ForeignKey, Index, Integer, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.models import Base, Moment

KEEP_DELIVERIES = timedelta(days=90)
"""After so long, mails that are settled and notices that are read go."""


class Delivery(Base):
    """One event on its way to one person (or, for somebody without an account, to one address) through one channel.

    Inbox: `state` is unread, read, done; what is snoozed is not shown before `snoozed_until`. E-mail: queued, sent,
    skipped, parked. Digest: queued, bundled (into the mail `bundle_id`), skipped. `letter` names a template of its own
    for mails that carry a link (invitation, reset); else the event's sentence is the mail.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        Index("ix_deliveries_inbox", "person_id", "channel", "state", "event_id"),
        Index("ix_deliveries_person", "person_id", "channel", "event_id"),
        Index("ix_deliveries_due", "channel", "state", "due_at"),
        Index("ix_deliveries_mail", "channel", "id"),
        Index("ix_deliveries_bundle", "bundle_id"),
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
    snoozed_until: Mapped[datetime | None] = mapped_column(Moment)
    bundle_id: Mapped[int | None] = mapped_column(ForeignKey("deliveries.id"))


class MailPreference(Base):
    """How one wants to be told of this kind of event: `how` is at_once, digest, inbox or off. No row: the kind's own
    default (at once for what waits for somebody, the digest for the rest; N1)."""

    __tablename__ = "mail_preferences"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    verb: Mapped[str] = mapped_column(String(60), primary_key=True)
    how: Mapped[str] = mapped_column(String(8), default="inbox")


class NoticeSettings(Base):
    """Of one person, for all kinds: `quiet` stops all mail but letters; the digest comes daily, weekly or never, at an
    hour and (weekly) a day (0 is Monday) of their own zone; `shows_seen` lets others know what they have seen."""

    __tablename__ = "notice_settings"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    quiet: Mapped[bool] = mapped_column(Boolean, default=False)
    digest: Mapped[str] = mapped_column(String(8), default="weekly")
    digest_hour: Mapped[int] = mapped_column(SmallInteger, default=8)
    digest_day: Mapped[int] = mapped_column(SmallInteger, default=0)
    last_digest_at: Mapped[datetime | None] = mapped_column(Moment)
    shows_seen: Mapped[bool] = mapped_column(Boolean, default=True)


class Pulse(Base):
    """What changed for one person, or for an audience ("members"): each column holds the `number` of its last change.
    One read tells a page. `work`: what they take part in; `log`: the log as they see it."""

    __tablename__ = "pulses"

    person_id: Mapped[str] = mapped_column(String(26), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, default=0)
    messages: Mapped[int] = mapped_column(Integer, default=0)
    inbox: Mapped[int] = mapped_column(Integer, default=0)
    work: Mapped[int] = mapped_column(Integer, default=0)
    log: Mapped[int] = mapped_column(Integer, default=0)


class Beat(Base):
    """The worker's last sign of life, for /readyz."""

    __tablename__ = "beats"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
