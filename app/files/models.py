"""A file somebody added."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.models import Base, Identified


class StoredFile(Identified, Base):
    """`stored` is its random name in uploads/files/; `name` the one it came with, made safe; `size` in bytes."""

    __tablename__ = "stored_files"

    owner_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    name: Mapped[str] = mapped_column(String(160))
    media_type: Mapped[str] = mapped_column(String(80))
    size: Mapped[int] = mapped_column(Integer)
    stored: Mapped[str] = mapped_column(String(60), unique=True)
