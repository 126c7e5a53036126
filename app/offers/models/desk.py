"""What animators do for the board: they answer reports, and introduce an offer to a need."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.models import Base, Identified, Moment


class PostReport(Identified, Base):
    """Somebody tells the animators that a post is not right. `state`: open, settled."""

    __tablename__ = "post_reports"
    __table_args__ = (Index("ix_post_reports_open", "state", "id"),)

    post_id: Mapped[str] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), index=True)
    reporter_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    reason: Mapped[str] = mapped_column(String(24))
    text: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(8), default="open")
    settled_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    settled_at: Mapped[datetime | None] = mapped_column(Moment)
    outcome: Mapped[str] = mapped_column(String(12), default="")  # kept, hidden, returned, removed


class PostIntroduction(Identified, Base):
    """An animator brings an offer and a need together, with a note to both; the claims that name it came of it."""

    __tablename__ = "post_introductions"

    offer_id: Mapped[str] = mapped_column(ForeignKey("posts.id"), index=True)
    need_id: Mapped[str] = mapped_column(ForeignKey("posts.id"), index=True)
    introduced_by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    note: Mapped[str] = mapped_column(Text, default="")
