"""The board: posts (offers and needs) and the claims on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, CheckConstraint, Date, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.clock import now
from app.core.models import Base, Identified, Moment

KINDS = ("offer", "need")
CATEGORIES = ("service", "expertise", "funding", "space", "equipment", "connections", "visibility")
AUDIENCES = ("members", "public")
REASONS = ("not_eligible", "too_late", "wrong_fit", "found_elsewhere", "no_capacity", "no_answer")
"""Why a match failed (O8). `no_answer` is given by time alone, never chosen."""
OPEN_POSTS = ("draft", "published", "paused")
OPEN_CLAIMS = ("requested", "accepted", "delivered", "disputed")
MAX_UNITS = 1_000_000
MAX_TOPICS = 8


@dataclass(frozen=True)
class PostContent:
    """What its owner writes about a post. `quantity` None is unlimited."""

    title: str
    text: str
    category: str
    topics: tuple[str, ...] = ()
    city: str = ""
    country: str = ""
    remote: bool = False
    quantity: int | None = 1
    unit: str = ""
    until: date | None = None
    organisation_id: str | None = None
    innovation_id: str | None = None
    audience: str = "members"


class Post(Identified, Base):
    """An offer or a need. `quantity` None is unlimited; `taken` units are promised to accepted claims (O1, O2).

    `state`: draft, published, paused, fulfilled, withdrawn. Expired is derived from `until` (O3).
    """

    __tablename__ = "posts"
    __table_args__ = (
        CheckConstraint("taken >= 0 AND (quantity IS NULL OR taken <= quantity)", "units"),
        CheckConstraint("quantity IS NULL OR quantity >= 1", "whole"),
        Index("ix_posts_board", "state", "published_at", "id"),
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
    `confirmed_how`: receiver, silence (14 days, O6), animator (a dispute settled).
    """

    __tablename__ = "claims"
    __table_args__ = (
        CheckConstraint("quantity >= 1", "whole"),
        Index("ix_claims_post", "post_id", "state", "changed_at"),
        Index("ix_claims_claimer", "claimer_id", "state", "changed_at"),
        Index("ix_claims_state", "state", "changed_at"),
    )

    post_id: Mapped[str] = mapped_column(ForeignKey("posts.id"))
    claimer_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    innovation_id: Mapped[str | None] = mapped_column(ForeignKey("innovations.id"), index=True)
    quantity: Mapped[int] = mapped_column(Integer, default=1)
    message: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(12), default="requested")
    changed_at: Mapped[datetime] = mapped_column(Moment, default=now)  # when it came into this state
    snapshot: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    answer_reason: Mapped[str] = mapped_column(String(24), default="")
    answer_note: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    delivered_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    confirmed_how: Mapped[str] = mapped_column(String(12), default="")
    thanks: Mapped[str] = mapped_column(Text, default="")
    dispute_note: Mapped[str] = mapped_column(Text, default="")  # what the receiver says is wrong

    post: Mapped[Post] = relationship(lazy="joined", innerjoin=True)
