"""What mentor and mentee work towards and keep together."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.models import Base, Identified, Moment


class Goal(Identified, Base):
    """What they work towards. `state`: open, reached, dropped. `before`, `after`: the mentee's own rating, 1 to 5."""

    __tablename__ = "mentoring_goals"

    mentorship_id: Mapped[str] = mapped_column(ForeignKey("mentorships.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    detail: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(8), default="open")
    due: Mapped[date | None] = mapped_column(Date)
    before: Mapped[int | None] = mapped_column(Integer)
    after: Mapped[int | None] = mapped_column(Integer)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)


class GoalStep(Identified, Base):
    """A step on the way to a goal; in the order in which they were added."""

    __tablename__ = "mentoring_goal_steps"

    goal_id: Mapped[str] = mapped_column(ForeignKey("mentoring_goals.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(String(300))
    done_at: Mapped[datetime | None] = mapped_column(Moment)


class Note(Identified, Base):
    """Written down (M7). `audience`: private (the writer's own), shared (all who take part), animators (these, too)."""

    __tablename__ = "mentoring_notes"
    __table_args__ = (Index("ix_mentoring_notes_newest", "mentorship_id", "id"),)

    mentorship_id: Mapped[str] = mapped_column(ForeignKey("mentorships.id", ondelete="CASCADE"))
    session_id: Mapped[str | None] = mapped_column(ForeignKey("mentoring_sessions.id"), index=True)
    author_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    audience: Mapped[str] = mapped_column(String(12), default="private")
    text: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(Moment, default=now)


class AgreedAction(Identified, Base):
    """Somebody has said they will do it, until a date."""

    __tablename__ = "mentoring_actions"
    __table_args__ = (Index("ix_mentoring_actions_owner", "owner_id", "done_at", "due"),)

    mentorship_id: Mapped[str] = mapped_column(ForeignKey("mentorships.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(String(300))
    owner_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    due: Mapped[date | None] = mapped_column(Date)
    done_at: Mapped[datetime | None] = mapped_column(Moment)


class MentorshipFile(Base):
    """A file that all who take part can read."""

    __tablename__ = "mentorship_files"

    mentorship_id: Mapped[str] = mapped_column(ForeignKey("mentorships.id", ondelete="CASCADE"), primary_key=True)
    file_id: Mapped[str] = mapped_column(ForeignKey("stored_files.id"), primary_key=True, index=True)
