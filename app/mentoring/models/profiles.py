"""What a mentor offers, and when."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, Boolean, CheckConstraint, Date, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.models import Base, Moment

KINDS = ("first_talk", "session")
"""What two people can book: a short first talk, or a session."""
FORMATS = ("video", "phone", "in_person")
"""How they can meet."""


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
    first_talk_minutes: Mapped[int | None] = mapped_column(Integer)  # None: no first talks
    hours_month: Mapped[int | None] = mapped_column(Integer)  # hours of sessions a month, at most
    formats: Mapped[list[str]] = mapped_column(JSON, default=lambda: ["video"])  # of FORMATS
    meets_in: Mapped[str] = mapped_column(String(200), default="")  # where they can meet in person
    confirms: Mapped[bool] = mapped_column(Boolean, default=False)  # a booking waits for their yes (B6)
    holidays_of: Mapped[str] = mapped_column(String(8), default="")  # country whose public holidays are taken
    worked_holidays: Mapped[list[str]] = mapped_column(JSON, default=list)  # ISO dates of those that are worked
    paused_until: Mapped[date | None] = mapped_column(Date)  # returns by itself on this local date
    paused_why: Mapped[str] = mapped_column(String(12), default="")  # "" own wish, "silent" (M2)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    published_at: Mapped[datetime | None] = mapped_column(Moment, index=True)


class MentorTopic(Base):
    """A topic the mentor helps with, and what they did there."""

    __tablename__ = "mentor_topics"

    person_id: Mapped[str] = mapped_column(
        ForeignKey("mentor_profiles.person_id", ondelete="CASCADE"), primary_key=True
    )
    topic: Mapped[str] = mapped_column(ForeignKey("topics.code"), primary_key=True, index=True)
    story: Mapped[str] = mapped_column(Text, default="")  # what they did there


class MentorSector(Base):
    """A sector the mentor knows (a code of app/innovations/sectors)."""

    __tablename__ = "mentor_sectors"

    person_id: Mapped[str] = mapped_column(
        ForeignKey("mentor_profiles.person_id", ondelete="CASCADE"), primary_key=True
    )
    sector: Mapped[str] = mapped_column(String(60), primary_key=True, index=True)


class AvailabilityWindow(Base):
    """Weekly hours: weekday 0 = Monday, minutes of the local day, 0 ≤ start < end ≤ 1440."""

    __tablename__ = "availability_windows"
    __table_args__ = (CheckConstraint("0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440", "day"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("mentor_profiles.person_id", ondelete="CASCADE"), index=True)
    weekday: Mapped[int] = mapped_column(Integer)
    start_minute: Mapped[int] = mapped_column(Integer)
    end_minute: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(12), default="")  # of KINDS; empty: for any kind


class DateOverride(Base):
    """A local date whose hours replace the weekly ones (T3): `windows` [[start, end], …] in minutes, empty = closed."""

    __tablename__ = "date_overrides"

    person_id: Mapped[str] = mapped_column(
        ForeignKey("mentor_profiles.person_id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    windows: Mapped[list[list[int]]] = mapped_column(JSON, default=list)
    note: Mapped[str] = mapped_column(String(120), default="")
