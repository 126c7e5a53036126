"""What animators do for those who wait: introductions, proposals, the call for mentors; and what forbids a pair."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.models import Base, Identified, Moment


class ConflictOfInterest(Identified, Base):
    """A mentor's tie to a person, an innovation or an organisation: a hard gate for matching (M4).

    `kind`: investor, client, competitor, family, other. Either side may have declared it.
    """

    __tablename__ = "conflicts_of_interest"

    mentor_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    innovation_id: Mapped[str | None] = mapped_column(ForeignKey("innovations.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    note: Mapped[str] = mapped_column(String(300), default="")
    declared_by: Mapped[str] = mapped_column(ForeignKey("people.id"))


class MatchingProposal(Identified, Base):
    """Pairs for a whole cohort, made at once (M5). `state`: draft, published, discarded."""

    __tablename__ = "matching_proposals"

    made_by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    state: Mapped[str] = mapped_column(String(12), default="draft", index=True)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    unserved: Mapped[list[Any]] = mapped_column(JSON, default=list)  # who got nobody, and why
    served: Mapped[int] = mapped_column(Integer, default=0)  # of the optimum, as it was made
    total: Mapped[int] = mapped_column(Integer, default=0)  # its scores in all


class Introduction(Identified, Base):
    """An animator brings two people together; each still says yes. `state`: draft (its proposal is not published yet),
    open, agreed, declined, withdrawn. The reasons are typed facts (see fit.py), as they were.
    """

    __tablename__ = "introductions"

    mentor_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    mentee_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    innovation_id: Mapped[str | None] = mapped_column(ForeignKey("innovations.id"), index=True)
    introduced_by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    note: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(12), default="open", index=True)
    mentor_answer: Mapped[str] = mapped_column(String(4), default="")  # yes, no
    mentee_answer: Mapped[str] = mapped_column(String(4), default="")
    mentorship_id: Mapped[str | None] = mapped_column(ForeignKey("mentorships.id"))
    proposal_id: Mapped[str | None] = mapped_column(ForeignKey("matching_proposals.id", ondelete="CASCADE"), index=True)
    score: Mapped[int] = mapped_column(Integer, default=0)
    reasons: Mapped[list[Any]] = mapped_column(JSON, default=list)
    runner_up_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    runner_up_score: Mapped[int] = mapped_column(Integer, default=0)


class MentorWish(Identified, Base):
    """ "No mentor for this": feeds the scarcity list. `state`: open, answered, withdrawn."""

    __tablename__ = "mentor_wishes"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    innovation_id: Mapped[str | None] = mapped_column(ForeignKey("innovations.id"))
    topic: Mapped[str] = mapped_column(ForeignKey("topics.code"), index=True)
    language: Mapped[str] = mapped_column(String(8), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(12), default="open", index=True)
    answered_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
