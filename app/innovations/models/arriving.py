"""How innovations arrive: put forward by visitors, or in lists."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.models import Base, Identified, Moment

MAX_ROWS = 100_000
"""The longest list that one import takes."""


class Proposal(Identified, Base):
    """What somebody without an account put forward. An animator makes an innovation of it, or declines.

    `state`: waiting, accepted, declined. `told` has the fields of the form. The contact is for the animators only
    and is deleted with the answer.
    """

    __tablename__ = "innovation_proposals"

    name: Mapped[str] = mapped_column(String(200))
    told: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    contact_name: Mapped[str] = mapped_column(String(120), default="")
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    locale: Mapped[str] = mapped_column(String(8), default="")
    round_id: Mapped[str | None] = mapped_column(ForeignKey("selection_rounds.id", ondelete="SET NULL"), index=True)
    state: Mapped[str] = mapped_column(String(8), default="waiting", index=True)
    answered_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    note: Mapped[str] = mapped_column(Text, default="")  # why it was declined
    innovation_id: Mapped[str | None] = mapped_column(ForeignKey("innovations.id", ondelete="SET NULL"))


class InnovationImport(Identified, Base):
    """A list on its way in. `state`: mapping, looking (the worker looks through it), ready (waits for the yes), running
    (the worker takes it in), done, failed, undoing (the worker takes it out again), undone.

    `columns` is field → heading, as chosen. The file is kept (`stored`, in uploads/imports) until the import is done or
    dropped. `rows_done` counts up while the worker reads, then while it writes, some rows in each transaction.
    `heading_key` (the headings' digest) brings back what was chosen for such a list before. A worker has it as long as
    its lease (`leased_until`); each try has its number (`attempts`), and only the try that has it changes it.
    """

    __tablename__ = "innovation_imports"
    __table_args__ = (
        Index("ix_innovation_imports_due", "state", "created_at"),
        Index("ix_innovation_imports_headings", "heading_key", "created_at"),
    )

    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), index=True)
    name: Mapped[str] = mapped_column(String(160))  # of the file
    stored: Mapped[str] = mapped_column(String(60), default="")
    size: Mapped[int] = mapped_column(Integer, default=0)
    encoding: Mapped[str] = mapped_column(String(20), default="")
    heading_key: Mapped[str] = mapped_column(String(64), default="")
    columns: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    public: Mapped[bool] = mapped_column(Boolean, default=False)
    skip_bad: Mapped[bool] = mapped_column(Boolean, default=False)
    state: Mapped[str] = mapped_column(String(8), default="mapping")
    rows_all: Mapped[int] = mapped_column(Integer, default=0)
    rows_done: Mapped[int] = mapped_column(Integer, default=0)
    taken: Mapped[int] = mapped_column(Integer, default=0)
    updated: Mapped[int] = mapped_column(Integer, default=0)
    unchanged: Mapped[int] = mapped_column(Integer, default=0)
    refused: Mapped[int] = mapped_column(Integer, default=0)
    error: Mapped[str] = mapped_column(String(300), default="")
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    leased_until: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    undone_at: Mapped[datetime | None] = mapped_column(Moment)


class ImportedRow(Base):
    """What became of a line: `outcome` taken, updated, unchanged, refused. `notes` are the problems in codes;
    `before` has what it takes to undo it: the hash of what was written and, of an updated one, what it said."""

    __tablename__ = "innovation_import_rows"

    import_id: Mapped[str] = mapped_column(ForeignKey("innovation_imports.id", ondelete="CASCADE"), primary_key=True)
    line: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    outcome: Mapped[str] = mapped_column(String(10))
    notes: Mapped[list[Any]] = mapped_column(JSON, default=list)
    innovation_id: Mapped[str | None] = mapped_column(ForeignKey("innovations.id", ondelete="SET NULL"), index=True)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
