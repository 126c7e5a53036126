"""The board: posts (offers and needs) and the claims on them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, CheckConstraint, Date, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.models import Base, Identified, Moment

CATEGORIES = ("service", "expertise", "funding", "space", "equipment", "connections", "visibility")


class Post(Identified, Base):
    """An offer or a need. `quantity` None is unlimited; `taken` units are promised to accepted claims (O1, O2).

    `state`: draft, published, paused, fulfilled, withdrawn. Expired is derived from `until` (O3).
    """

    __tablename__ = "posts"
    __table_args__ = (
        CheckConstraint("taken >= 0 AND (quantity IS NULL OR taken <= quantity)", "units"),
        CheckConstraint("quantity IS NULL OR quantity >= 1", "whole"),
        Index("ix_posts_board", "state", "id"),
    )

    kind: Mapped[str] = mapped_column(String(8))  # offer, need
    title: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text, default="")  # Markdown
    category: Mapped[str] = mapped_column(String(16), index=True)
    state: Mapped[str] = mapped_column(String(12), default="draft")
    audience: Mapped[str] = mapped_column(String(8), default="members")  # members, public
    owner_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    innovation_id: Mapped[str | None] = mapped_column(ForeignKey("innovations.id"), index=True)
    city: Mapped[str] = mapped_column(String(120), default="")
    country: Mapped[str] = mapped_column(String(2), default="")
    remote: Mapped[bool] = mapped_column(Boolean, default=False)
    quantity: Mapped[int | None] = mapped_column(Integer)
    unit: Mapped[str] = mapped_column(String(40), default="")
    taken: Mapped[int] = mapped_column(Integer, default=0)
    until: Mapped[date | None] = mapped_column(Date, index=True)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_reason: Mapped[str] = mapped_column(String(300), default="")


class PostTopic(Base):
    """A topic the post is about."""

    __tablename__ = "post_topics"

    post_id: Mapped[str] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True)
    topic: Mapped[str] = mapped_column(ForeignKey("topics.code"), primary_key=True, index=True)


class Claim(Identified, Base):
    """Somebody asks for (part of) an offer, or answers a need. `snapshot` is the post as it was then (O5).

    `state`: requested, accepted, delivered, confirmed, declined, withdrawn, expired, cancelled, disputed.
    `confirmed_how`: receiver, silence (14 days, O6).
    """

    __tablename__ = "claims"
    __table_args__ = (CheckConstraint("quantity >= 1", "whole"),)

    post_id: Mapped[str] = mapped_column(ForeignKey("posts.id"), index=True)
    claimer_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    innovation_id: Mapped[str | None] = mapped_column(ForeignKey("innovations.id"), index=True)
    quantity: Mapped[int] = mapped_column(Integer, default=1)
    message: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(12), default="requested", index=True)
    snapshot: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    answer_reason: Mapped[str] = mapped_column(String(24), default="")
    answer_note: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    delivered_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    confirmed_how: Mapped[str] = mapped_column(String(12), default="")
    thanks: Mapped[str] = mapped_column(Text, default="")
