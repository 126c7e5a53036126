"""Lists that every slice speaks: support topics (two levels, editable)."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.models import Base


class Topic(Base):
    """A support topic. `code` is stable ("finance", "finance.pricing"); `name` is English and goes through gettext."""

    __tablename__ = "topics"

    code: Mapped[str] = mapped_column(String(60), primary_key=True)
    parent: Mapped[str | None] = mapped_column(ForeignKey("topics.code"))
    name: Mapped[str] = mapped_column(String(120))
    position: Mapped[int] = mapped_column(Integer, default=0)
