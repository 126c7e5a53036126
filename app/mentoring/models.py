"""Mentors, what was asked of them, the relationship, and every booked meeting."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import DDL, JSON, Boolean, CheckConstraint, Date, ForeignKey, Index, Integer, String, Text, event
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.models import Base, Identified, Moment


class MentorProfile(Base):
    """What a mentor helps with and when. `state`: draft, published, paused. Hours are wall-clock in `timezone` (T1)."""

    __tablename__ = "mentor_profiles"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    state: Mapped[str] = mapped_column(String(12), default="draft", index=True)
    offer: Mapped[str] = mapped_column(Text, default="")  # "what I can help with", in their words
    timezone: Mapped[str] = mapped_column(String(64), default="Europe/Brussels")
    capacity: Mapped[int] = mapped_column(Integer, default=2)
    session_minutes: Mapped[int] = mapped_column(Integer, default=45)
    notice_hours: Mapped[int] = mapped_column(Integer, default=24)
    horizon_days: Mapped[int] = mapped_column(Integer, default=56)
    buffer_before: Mapped[int] = mapped_column(Integer, default=0)
    buffer_after: Mapped[int] = mapped_column(Integer, default=0)
    weekly_limit: Mapped[int | None] = mapped_column(Integer)
    place: Mapped[str] = mapped_column(String(300), default="")  # where or by which link sessions are held
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    published_at: Mapped[datetime | None] = mapped_column(Moment, index=True)


class MentorTopic(Base):
    """A topic the mentor helps with."""

    __tablename__ = "mentor_topics"

    person_id: Mapped[str] = mapped_column(
        ForeignKey("mentor_profiles.person_id", ondelete="CASCADE"), primary_key=True
    )
    topic: Mapped[str] = mapped_column(ForeignKey("topics.code"), primary_key=True, index=True)


class AvailabilityWindow(Base):
    """Weekly hours: weekday 0 = Monday, minutes of the local day, 0 ≤ start < end ≤ 1440."""

    __tablename__ = "availability_windows"
    __table_args__ = (CheckConstraint("0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440", "day"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("mentor_profiles.person_id", ondelete="CASCADE"), index=True)
    weekday: Mapped[int] = mapped_column(Integer)
    start_minute: Mapped[int] = mapped_column(Integer)
    end_minute: Mapped[int] = mapped_column(Integer)


class DateOverride(Base):
    """A local date whose hours replace the weekly ones (T3): `windows` [[start, end], …] in minutes, empty = closed."""

    __tablename__ = "date_overrides"

    person_id: Mapped[str] = mapped_column(
        ForeignKey("mentor_profiles.person_id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    windows: Mapped[list[list[int]]] = mapped_column(JSON, default=list)
    note: Mapped[str] = mapped_column(String(120), default="")


class MentoringRequest(Identified, Base):
    """Asked: `state` is sent, accepted, declined, withdrawn, expired."""

    __tablename__ = "mentoring_requests"

    mentor_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    mentee_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    innovation_id: Mapped[str | None] = mapped_column(ForeignKey("innovations.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(12), default="sent", index=True)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answer_reason: Mapped[str] = mapped_column(String(24), default="")  # code of a kind reason, when declined
    answer_note: Mapped[str] = mapped_column(Text, default="")
    mentorship_id: Mapped[str | None] = mapped_column(ForeignKey("mentorships.id"))


class Mentorship(Identified, Base):
    """Agreed: `state` is active, paused, completed, ended_early."""

    __tablename__ = "mentorships"

    mentor_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    mentee_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    innovation_id: Mapped[str | None] = mapped_column(ForeignKey("innovations.id"), index=True)
    state: Mapped[str] = mapped_column(String(12), default="active", index=True)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class MentoringSession(Identified, Base):
    """One booked meeting: UTC instants. `state`: requested, confirmed, held, no_show, cancelled, declined, expired."""

    __tablename__ = "mentoring_sessions"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", "forward"),
        Index("ix_mentoring_sessions_mentor_busy", "mentor_id", "state", "starts_at"),
        Index("ix_mentoring_sessions_mentee_busy", "mentee_id", "state", "starts_at"),
    )

    mentorship_id: Mapped[str] = mapped_column(ForeignKey("mentorships.id"), index=True)
    mentor_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    mentee_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    starts_at: Mapped[datetime] = mapped_column(Moment, index=True)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[str] = mapped_column(String(12), default="confirmed")
    place: Mapped[str] = mapped_column(String(300), default="")
    version: Mapped[int] = mapped_column(Integer, default=0)  # +1 on each move and on cancel (iCalendar's SEQUENCE)
    booked_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    cancelled_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    cancelled_at: Mapped[datetime | None] = mapped_column(Moment)
    cancel_reason: Mapped[str] = mapped_column(String(300), default="")
    cancelled_late: Mapped[bool] = mapped_column(Boolean, default=False)
    held_marked_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))


class SessionFeedback(Base):
    """Two private questions to each side (M6): was it useful (1 to 4), what next. Seen by animators only."""

    __tablename__ = "session_feedback"

    session_id: Mapped[str] = mapped_column(ForeignKey("mentoring_sessions.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    useful: Mapped[int] = mapped_column(Integer)
    next_step: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)


# The last line against double booking (BEHAVIOURS B1, B2): half-open overlap of either person in any role.
_OVERLAP = """
CREATE TRIGGER mentoring_sessions_{when}_overlap BEFORE {event} ON mentoring_sessions
WHEN NEW.state IN ('requested', 'confirmed') AND EXISTS (
  SELECT 1 FROM mentoring_sessions AS other
  WHERE other.id <> NEW.id AND other.state IN ('requested', 'confirmed')
    AND (other.mentor_id IN (NEW.mentor_id, NEW.mentee_id) OR other.mentee_id IN (NEW.mentor_id, NEW.mentee_id))
    AND other.starts_at < NEW.ends_at AND NEW.starts_at < other.ends_at)
BEGIN SELECT RAISE(ABORT, 'session_overlap'); END"""
OVERLAP_GUARDS = (
    _OVERLAP.format(when="added", event="INSERT"),
    _OVERLAP.format(when="moved", event="UPDATE OF state, starts_at, ends_at, mentor_id, mentee_id"),
)
for _statement in OVERLAP_GUARDS:
    event.listen(MentoringSession.__table__, "after_create", DDL(_statement))
