"""What became of a suggestion that two innovations work together."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.models import Base, Moment


class CooperationNote(Base):
    """Two innovations whose teams an animator introduced, or does not want to see suggested again. The smaller id comes
    first. `kind`: introduced, dismissed. `conversation_id`: the group in which the two teams and the animator talk."""

    __tablename__ = "cooperation_notes"

    first_id: Mapped[str] = mapped_column(ForeignKey("innovations.id", ondelete="CASCADE"), primary_key=True)
    second_id: Mapped[str] = mapped_column(
        ForeignKey("innovations.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    note: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversations.id", ondelete="SET NULL"))
