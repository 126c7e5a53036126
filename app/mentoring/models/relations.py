"""Asked, agreed: the relationship of two people."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String, Text, func, select
from sqlalchemy.orm import Mapped, column_property, mapped_column

from app.core.clock import now
from app.core.models import Base, Identified, Moment

OPEN = ("sent", "more_information_asked")
"""States of a request that has no answer yet: it waits for the mentor, or for the mentee's reply."""
EXPIRES_AFTER = timedelta(days=14)
"""How long a request waits for either side (M2)."""


class MentoringRequest(Identified, Base):
    """Asked: `state` is sent, more_information_asked, accepted, declined, withdrawn, expired.

    `waits_since` is when it last began to wait for whose turn it is: nudges and expiry count from there (M2).
    """

    __tablename__ = "mentoring_requests"

    mentor_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    mentee_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    innovation_id: Mapped[str | None] = mapped_column(ForeignKey("innovations.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    tried: Mapped[str] = mapped_column(Text, default="")  # what was tried so far
    preferred_start: Mapped[date | None] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(24), default="sent", index=True)
    waits_since: Mapped[datetime] = mapped_column(Moment, default=now, index=True)
    nudged: Mapped[int] = mapped_column(Integer, default=0)  # how often the mentor was reminded
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answer_reason: Mapped[str] = mapped_column(String(24), default="")  # declined: a code; expired: who was silent
    answer_note: Mapped[str] = mapped_column(Text, default="")
    mentorship_id: Mapped[str | None] = mapped_column(ForeignKey("mentorships.id"))


class RequestReply(Identified, Base):
    """What mentor and mentee wrote to each other before the answer: the mentor's question, the mentee's reply."""

    __tablename__ = "request_replies"

    request_id: Mapped[str] = mapped_column(ForeignKey("mentoring_requests.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    text: Mapped[str] = mapped_column(Text)


class Mentorship(Identified, Base):
    """Agreed: `state` is active, paused, completed, ended_early."""

    __tablename__ = "mentorships"

    mentor_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    mentee_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    innovation_id: Mapped[str | None] = mapped_column(ForeignKey("innovations.id"), index=True)
    state: Mapped[str] = mapped_column(String(12), default="active", index=True)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    paused_at: Mapped[datetime | None] = mapped_column(Moment)
    pause_note: Mapped[str] = mapped_column(String(300), default="")  # why; all who take part read it
    end_reason: Mapped[str] = mapped_column(String(24), default="")  # a code; for animators only
    end_note: Mapped[str] = mapped_column(Text, default="")  # for animators only
    ended_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))

    @property
    def team(self) -> frozenset[str]:
        """Ids of those of the mentee's team who take part, beside the mentee."""
        return frozenset(filter(None, (getattr(self, "member_ids", None) or "").split(",")))

    @property
    def people(self) -> frozenset[str]:
        """Ids of all who take part: the mentor, the mentee, the team."""
        return self.team | {self.mentor_id, self.mentee_id}


class MentorshipMember(Base):
    """Somebody of the mentee's team who takes part, beside the mentee; five people on that side at most."""

    __tablename__ = "mentorship_members"

    mentorship_id: Mapped[str] = mapped_column(ForeignKey("mentorships.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    joined_at: Mapped[datetime] = mapped_column(Moment, default=now)


# Read with the row, and again under the lock: the rules ask who takes part, and rules do not ask the database.
Mentorship.member_ids = column_property(
    select(func.aggregate_strings(MentorshipMember.person_id, ","))
    .where(MentorshipMember.mentorship_id == Mentorship.id)
    .correlate_except(MentorshipMember)
    .scalar_subquery()
)


class Closing(Base):
    """What one of the two wrote when the mentorship was completed."""

    __tablename__ = "mentorship_closings"

    mentorship_id: Mapped[str] = mapped_column(ForeignKey("mentorships.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    changed: Mapped[str] = mapped_column(Text, default="")  # what changed, in their words
    may_tell: Mapped[bool] = mapped_column(Boolean, default=False)  # may the cluster tell this story?
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
