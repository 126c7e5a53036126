"""Booked meetings, seats in a group, what was answered afterwards; and the database's own guard of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    DDL,
    Boolean,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    and_,
    event,
    func,
    select,
)
from sqlalchemy.ext.hybrid import hybrid_method
from sqlalchemy.orm import Mapped, column_property, mapped_column

from app.core.clock import now
from app.core.models import Base, Identified, Moment
from app.mentoring import presence


class MentoringSession(Identified, Base):
    """One booked meeting: UTC instants. `state`: requested, confirmed, held, no_show, disputed, cancelled, declined,
    expired. A group session (`kind` "group") belongs to no mentorship; who takes part has a GroupSeat.
    """

    __tablename__ = "mentoring_sessions"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", "forward"),
        CheckConstraint("kind = 'group' OR (mentorship_id IS NOT NULL AND mentee_id IS NOT NULL)", "pair"),
        Index("ix_mentoring_sessions_mentor_busy", "mentor_id", "state", "starts_at"),
        Index("ix_mentoring_sessions_mentee_busy", "mentee_id", "state", "starts_at"),
    )

    mentorship_id: Mapped[str | None] = mapped_column(ForeignKey("mentorships.id"), index=True)
    mentor_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    mentee_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[str] = mapped_column(String(12), default="session")  # first_talk, session, group
    format: Mapped[str] = mapped_column(String(12), default="video")  # video, phone, in_person
    series_id: Mapped[str | None] = mapped_column(String(26), index=True)  # the same for all of a series (B15)
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
    held_until: Mapped[datetime | None] = mapped_column(Moment)  # its time, or the one proposed, is kept so long (B6)
    proposed_start: Mapped[datetime | None] = mapped_column(Moment)  # a move that waits for the mentor's yes (B9)
    proposed_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    no_show_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"))  # who did not come (B13)
    no_show_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    disputed_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    dispute_note: Mapped[str] = mapped_column(Text, default="")
    settled_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))  # the animator who decided
    title: Mapped[str] = mapped_column(String(160), default="")  # of a group session
    about: Mapped[str] = mapped_column(Text, default="")
    seats: Mapped[int | None] = mapped_column(Integer)  # of a group session
    changed_at: Mapped[datetime | None] = mapped_column(Moment, onupdate=now)  # for calendars (LAST-MODIFIED)

    @property
    def seated(self) -> frozenset[str]:
        """Ids of those who have, or had, a seat in a group session, whether or not they came."""
        return frozenset(filter(None, (getattr(self, "seat_ids", None) or "").split(",")))

    # Of a row as in presence.py; of the class, the same in SQL (tests/mentoring/test_presence.py asks both).
    is_kept: Any = hybrid_method(
        lambda row, at: presence.is_kept(row.held_until, at), lambda table, at: table.held_until > at
    )
    is_let_go: Any = hybrid_method(
        lambda row, at: presence.is_let_go(row.held_until, at),
        lambda table, at: and_(table.held_until.is_not(None), table.held_until <= at),
    )
    is_to_confirm: Any = hybrid_method(
        lambda row, at: presence.is_to_confirm(row.state, row.ends_at, at),
        lambda table, at: and_(table.state == "confirmed", table.ends_at <= at),
    )

    def let_go(self) -> None:
        """Nothing waits for an answer any more: no time is kept, no other one is proposed."""
        self.held_until = self.proposed_start = self.proposed_by = None


class GroupSeat(Base):
    """A place in a group session (B14). `state`: seated, waiting, offered (until `offered_until`), left; absent: had a
    seat and did not come."""

    __tablename__ = "group_seats"

    session_id: Mapped[str] = mapped_column(ForeignKey("mentoring_sessions.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    state: Mapped[str] = mapped_column(String(8), default="seated")
    since: Mapped[datetime] = mapped_column(Moment, default=now)  # the place in the line
    offered_until: Mapped[datetime | None] = mapped_column(Moment)


# Read with the row, and again under the lock: the rules ask who has a seat, and rules do not ask the database.
MentoringSession.seat_ids = column_property(
    select(func.aggregate_strings(GroupSeat.person_id, ","))
    .where(GroupSeat.session_id == MentoringSession.id, GroupSeat.state.in_(("seated", "absent")))
    .correlate_except(GroupSeat)
    .scalar_subquery()
)


class SessionFeedback(Base):
    """Two private questions to each side (M6): was it useful (1 to 4), what next. Seen by animators only."""

    __tablename__ = "session_feedback"

    session_id: Mapped[str] = mapped_column(ForeignKey("mentoring_sessions.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    useful: Mapped[int] = mapped_column(Integer)
    next_step: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)


# The last line against double booking (BEHAVIOURS B1, B2): half-open overlap of any person in any role: as mentor, as
# mentee, or with a seat in a group session.
_OVERLAP = """
CREATE TRIGGER mentoring_sessions_{when}_overlap BEFORE {event} ON mentoring_sessions
WHEN NEW.state IN ('requested', 'confirmed') AND EXISTS (
  SELECT 1 FROM mentoring_sessions AS other
  WHERE other.id <> NEW.id AND other.state IN ('requested', 'confirmed')
    AND other.starts_at < NEW.ends_at AND NEW.starts_at < other.ends_at
    AND (other.mentor_id IN (NEW.mentor_id, NEW.mentee_id) OR other.mentee_id IN (NEW.mentor_id, NEW.mentee_id)
      OR EXISTS (SELECT 1 FROM group_seats AS seat WHERE seat.session_id = other.id AND seat.state = 'seated'
        AND seat.person_id IN (NEW.mentor_id, NEW.mentee_id))
      OR EXISTS (SELECT 1 FROM group_seats AS mine WHERE mine.session_id = NEW.id AND mine.state = 'seated'
        AND (mine.person_id IN (other.mentor_id, other.mentee_id) OR EXISTS (
          SELECT 1 FROM group_seats AS theirs WHERE theirs.session_id = other.id AND theirs.state = 'seated'
            AND theirs.person_id = mine.person_id)))))
BEGIN SELECT RAISE(ABORT, 'session_overlap'); END"""
_SEAT = """
CREATE TRIGGER group_seats_{when}_overlap BEFORE {event} ON group_seats
WHEN NEW.state = 'seated' AND EXISTS (
  SELECT 1 FROM mentoring_sessions AS own JOIN mentoring_sessions AS other
    ON other.id <> own.id AND other.state IN ('requested', 'confirmed')
    AND other.starts_at < own.ends_at AND own.starts_at < other.ends_at
  WHERE own.id = NEW.session_id AND own.state IN ('requested', 'confirmed')
    AND (NEW.person_id IN (other.mentor_id, other.mentee_id) OR EXISTS (
      SELECT 1 FROM group_seats AS seat WHERE seat.session_id = other.id AND seat.state = 'seated'
        AND seat.person_id = NEW.person_id)))
BEGIN SELECT RAISE(ABORT, 'session_overlap'); END"""
OVERLAP_GUARDS = (
    _OVERLAP.format(when="added", event="INSERT"),
    _OVERLAP.format(when="moved", event="UPDATE OF state, starts_at, ends_at, mentor_id, mentee_id"),
)
SEAT_GUARDS = (
    _SEAT.format(when="added", event="INSERT"),
    _SEAT.format(when="changed", event="UPDATE OF state, person_id, session_id"),
)
for _statement in (*OVERLAP_GUARDS, *SEAT_GUARDS):
    event.listen(GroupSeat.__table__, "after_create", DDL(_statement))
