"""How stakeholders are drawn in: contacts that were had, and offers prepared for those who are invited."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.models import Base, Identified, Moment

CONTACT_KINDS = ("call", "meeting", "mail", "visit")


class Contact(Identified, Base):
    """A call, meeting, mail or visit with a stakeholder; for animators only. `next_on`: when the next step is due."""

    __tablename__ = "contacts"
    __table_args__ = (Index("ix_contacts_next", "done_at", "next_on"),)

    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisations.id"), index=True)
    by_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[str] = mapped_column(String(8))  # of CONTACT_KINDS
    held_on: Mapped[date] = mapped_column(Date)
    who: Mapped[str] = mapped_column(String(160), default="")  # with whom
    text: Mapped[str] = mapped_column(Text, default="")
    next_step: Mapped[str] = mapped_column(String(300), default="")
    next_on: Mapped[date | None] = mapped_column(Date)
    done_at: Mapped[datetime | None] = mapped_column(Moment)  # when the next step was done


class PreparedOffer(Identified, Base):
    """An offer written for somebody who is invited: becomes their draft when they accept (`post_id`)."""

    __tablename__ = "prepared_offers"

    invitation_id: Mapped[str] = mapped_column(ForeignKey("invitations.id", ondelete="CASCADE"), unique=True)
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisations.id"))
    content: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    post_id: Mapped[str | None] = mapped_column(ForeignKey("posts.id", ondelete="SET NULL"))
