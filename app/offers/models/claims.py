"""Claims: somebody asks for (part of) an offer, or answers a need; and what came of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, CheckConstraint, Date, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.clock import now
from app.core.models import Base, Identified, Moment
from app.offers.models.posts import Post

REASONS = ("not_eligible", "too_late", "wrong_fit", "found_elsewhere", "no_capacity", "no_answer")
"""Why a match failed (O8). `no_answer` is given by time alone, never chosen."""
OPEN_CLAIMS = ("waiting", "requested", "accepted", "delivered", "disputed")


class Claim(Identified, Base):
    """Somebody asks for (part of) an offer, or answers a need. `snapshot` is the post as it was then (O5).

    `state`: waiting (in line for units, O1), requested, accepted, delivered, confirmed, declined, withdrawn, expired,
    cancelled, disputed. `quantity` is what is asked or agreed; `delivered_quantity` what the giver says was given.
    `confirmed_how`: receiver, silence (14 days, O6), animator (a dispute settled).
    `proposed_by`: the side (owner, claimer) whose counter-proposal, the newest ClaimProposal, waits for the other (O7).
    `asked_again_at`: the post changed materially since; the claimer is asked whether they still want it (O5).
    """

    __tablename__ = "claims"
    __table_args__ = (
        CheckConstraint("quantity >= 1", "whole"),
        CheckConstraint("delivered_quantity IS NULL OR delivered_quantity BETWEEN 1 AND quantity", "delivered"),
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
    thanks_public: Mapped[bool] = mapped_column(Boolean, default=False)  # may be read on the giver's pages
    wanted_on: Mapped[date | None] = mapped_column(Date)  # the day that is asked for or agreed
    terms: Mapped[str] = mapped_column(String(600), default="")  # conditions agreed beside the post's own
    delivered_quantity: Mapped[int | None] = mapped_column(Integer)
    value_cents: Mapped[int | None] = mapped_column(Integer)  # of one unit, as it was when agreed; in euro cents
    proposed_by: Mapped[str] = mapped_column(String(8), default="")
    asked_again_at: Mapped[datetime | None] = mapped_column(Moment)
    introduction_id: Mapped[str | None] = mapped_column(ForeignKey("post_introductions.id"), index=True)
    dispute_note: Mapped[str] = mapped_column(Text, default="")  # what the receiver says is wrong

    post: Mapped[Post] = relationship(lazy="joined", innerjoin=True)


class ClaimProposal(Identified, Base):
    """One side proposes other terms (O7). Answered by the other side, or replaced by their own. Never changed."""

    __tablename__ = "claim_proposals"
    __table_args__ = (CheckConstraint("quantity >= 1", "whole"),)

    claim_id: Mapped[str] = mapped_column(ForeignKey("claims.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    quantity: Mapped[int] = mapped_column(Integer)
    wanted_on: Mapped[date | None] = mapped_column(Date)
    terms: Mapped[str] = mapped_column(String(600), default="")


class DeliveryCorrection(Identified, Base):
    """A confirmed delivery was counted wrong: a new row says by how many units (O6); the old stay as they are."""

    __tablename__ = "delivery_corrections"
    __table_args__ = (CheckConstraint("change <> 0", "something"),)

    claim_id: Mapped[str] = mapped_column(ForeignKey("claims.id"), index=True)
    by_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    change: Mapped[int] = mapped_column(Integer)
    reason: Mapped[str] = mapped_column(String(300))
