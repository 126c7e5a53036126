"""Stories of change: what was before, what happened, who helped, what shows it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.models import Base, Identified, Moment

PARTS = ("before", "happened", "helped", "evidence")


class StoryOfChange(Identified, Base):
    """What changed, told in parts. `state`: draft, review, published, withdrawn. A quote is shown only with
    `quote_consent`, which says who agreed and how."""

    __tablename__ = "stories_of_change"
    __table_args__ = (Index("ix_stories_of_change_shown", "state", "published_at", "id"),)

    innovation_id: Mapped[str] = mapped_column(ForeignKey("innovations.id"), index=True)
    language: Mapped[str] = mapped_column(String(8), default="")
    title: Mapped[str] = mapped_column(String(160))
    before: Mapped[str] = mapped_column(Text, default="")
    happened: Mapped[str] = mapped_column(Text, default="")
    helped: Mapped[str] = mapped_column(Text, default="")  # who helped
    evidence: Mapped[str] = mapped_column(Text, default="")
    quote: Mapped[str] = mapped_column(Text, default="")
    quote_by: Mapped[str] = mapped_column(String(160), default="")
    quote_consent: Mapped[str] = mapped_column(String(300), default="")
    public: Mapped[bool] = mapped_column(Boolean, default=False)
    state: Mapped[str] = mapped_column(String(10), default="draft")
    written_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    reviewed_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    review_note: Mapped[str] = mapped_column(Text, default="")
    published_at: Mapped[datetime | None] = mapped_column(Moment)
