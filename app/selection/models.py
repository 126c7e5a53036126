"""How innovations are chosen: rounds with gates and criteria, assessments, decisions, letters."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.models import Base, Identified, Moment

BEST = 5
"""The best score; the worst is 0."""
OUTCOMES = ("selected", "reserve", "not_selected")
INELIGIBLE = "ineligible"
"""What the record of a refusal at the gates says: no assessment, no panel, a letter all the same."""
TOLD = (*OUTCOMES, INELIGIBLE)
"""What there are letters for."""
MAX_CANDIDATES = 2000
MAX_ASSESSORS = 100
MAX_CRITERIA = 20


class SelectionRound(Identified, Base):
    """One call and its selection. `state`: draft, open (innovations can enter), assessing, deciding, decided,
    cancelled.

    Gates, criteria, threshold and minimum can be changed until assessing begins. `threshold` is of 100. `call_public`
    shows the call to visitors, with a form when the cluster takes proposals from them.
    """

    __tablename__ = "selection_rounds"

    name: Mapped[str] = mapped_column(String(120))
    call: Mapped[str] = mapped_column(Text, default="")  # Markdown: what is looked for
    language: Mapped[str] = mapped_column(String(8), default="")
    state: Mapped[str] = mapped_column(String(10), default="draft", index=True)
    opens_on: Mapped[date] = mapped_column(Date)
    closes_on: Mapped[date] = mapped_column(Date)  # the last day to enter
    assess_by: Mapped[date] = mapped_column(Date)
    decide_by: Mapped[date] = mapped_column(Date)
    threshold: Mapped[float] = mapped_column(Float, default=60.0)
    minimum: Mapped[int] = mapped_column(Integer, default=2)  # on each criterion, as a mean
    assessors_each: Mapped[int] = mapped_column(Integer, default=2)
    places: Mapped[int | None] = mapped_column(Integer)  # how many can be selected; None: all that are good enough
    call_public: Mapped[bool] = mapped_column(Boolean, default=False)
    created_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)


class RoundGate(Identified, Base):
    """A question that is answered yes or no before anything is scored."""

    __tablename__ = "round_gates"

    round_id: Mapped[str] = mapped_column(ForeignKey("selection_rounds.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(40), default="")  # of the shipped ones, whose words are translated
    question: Mapped[str] = mapped_column(String(300), default="")
    position: Mapped[int] = mapped_column(Integer, default=0)


class RoundCriterion(Identified, Base):
    """A criterion, scored 0 to 5. `weight` is its share of 100; a `reversed` one counts 5 - score (risks).

    `guidance` has six texts, one for each score; empty for the shipped ones, whose words are translated.
    """

    __tablename__ = "round_criteria"
    __table_args__ = (CheckConstraint("weight > 0 AND weight <= 100", "weight"),)

    round_id: Mapped[str] = mapped_column(ForeignKey("selection_rounds.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(40), default="")
    name: Mapped[str] = mapped_column(String(160), default="")
    help: Mapped[str] = mapped_column(String(600), default="")
    weight: Mapped[float] = mapped_column(Float)
    reversed: Mapped[bool] = mapped_column(Boolean, default=False)
    guidance: Mapped[list[str]] = mapped_column(JSON, default=list)
    position: Mapped[int] = mapped_column(Integer, default=0)


class RoundPanelist(Base):
    """A panel member: decides beside the animators."""

    __tablename__ = "round_panel"

    round_id: Mapped[str] = mapped_column(ForeignKey("selection_rounds.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True)


class Candidate(Identified, Base):
    """An innovation in a round. `state`: entered, passed (all gates), failed (a gate), withdrawn.

    `outcome` and what it rests on are those of the newest decision; `notes` are the desk's, about what to discuss.
    """

    __tablename__ = "candidates"
    __table_args__ = (
        UniqueConstraint("round_id", "innovation_id"),
        Index("ix_candidates_desk", "round_id", "state", "id"),
    )

    round_id: Mapped[str] = mapped_column(ForeignKey("selection_rounds.id", ondelete="CASCADE"))
    innovation_id: Mapped[str] = mapped_column(ForeignKey("innovations.id"), index=True)
    state: Mapped[str] = mapped_column(String(10), default="entered")
    entered_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    screened_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    screened_at: Mapped[datetime | None] = mapped_column(Moment)
    notes: Mapped[str] = mapped_column(Text, default="")
    outcome: Mapped[str] = mapped_column(String(12), default="")


class GateAnswer(Base):
    """A candidate's answer to a gate."""

    __tablename__ = "gate_answers"

    candidate_id: Mapped[str] = mapped_column(ForeignKey("candidates.id", ondelete="CASCADE"), primary_key=True)
    gate_id: Mapped[str] = mapped_column(ForeignKey("round_gates.id", ondelete="CASCADE"), primary_key=True, index=True)
    passed: Mapped[bool] = mapped_column(Boolean)
    note: Mapped[str] = mapped_column(String(300), default="")
    answered_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    answered_at: Mapped[datetime] = mapped_column(Moment, default=now)


class RoundAssessor(Base):
    """A person who assesses in a round. `most` is how many they can take; None: their even share. Steps back:
    `left_at`."""

    __tablename__ = "round_assessors"

    round_id: Mapped[str] = mapped_column(ForeignKey("selection_rounds.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True)
    most: Mapped[int | None] = mapped_column(Integer)
    added_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    left_at: Mapped[datetime | None] = mapped_column(Moment)


class AssessmentConflict(Base):
    """Why a person cannot assess an innovation. Declared by them or by an animator; holds for every round."""

    __tablename__ = "assessment_conflicts"

    innovation_id: Mapped[str] = mapped_column(ForeignKey("innovations.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True)
    reason: Mapped[str] = mapped_column(String(300), default="")
    declared_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    declared_at: Mapped[datetime] = mapped_column(Moment, default=now)


class Assessment(Identified, Base):
    """One assessor's judgement of one candidate. `state`: assigned, draft, submitted, declined. Nobody else sees the
    scores of one that is not submitted; an assessor sees those of others when their own is."""

    __tablename__ = "assessments"
    __table_args__ = (
        UniqueConstraint("candidate_id", "assessor_id"),
        Index("ix_assessments_mine", "assessor_id", "state", "id"),
    )

    candidate_id: Mapped[str] = mapped_column(ForeignKey("candidates.id", ondelete="CASCADE"))
    assessor_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    state: Mapped[str] = mapped_column(String(10), default="assigned")
    comment: Mapped[str] = mapped_column(Text, default="")
    assigned_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)


class AssessmentScore(Base):
    """The score on a criterion, 0 to 5, with a reason."""

    __tablename__ = "assessment_scores"
    __table_args__ = (CheckConstraint("score >= 0 AND score <= 5", "score"),)

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessments.id", ondelete="CASCADE"), primary_key=True)
    criterion_id: Mapped[str] = mapped_column(ForeignKey("round_criteria.id"), primary_key=True, index=True)
    score: Mapped[int] = mapped_column(Integer)
    note: Mapped[str] = mapped_column(String(600), default="")


class SelectionDecision(Identified, Base):
    """What was decided of a candidate, and all that it rested on, frozen. A later one (from the reserve) is a new
    version. `outcome` is of TOLD: a refusal at the gates is kept here, too.

    `frozen`: the round's rules, the gates, each submitted assessment's scores, mean, spread, total, rank, robustness.
    """

    __tablename__ = "selection_decisions"
    __table_args__ = (UniqueConstraint("candidate_id", "version"),)

    round_id: Mapped[str] = mapped_column(ForeignKey("selection_rounds.id"), index=True)
    candidate_id: Mapped[str] = mapped_column(ForeignKey("candidates.id"))
    version: Mapped[int] = mapped_column(Integer, default=1)
    outcome: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    frozen: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    total: Mapped[float | None] = mapped_column(Float)
    rank: Mapped[int | None] = mapped_column(Integer)


class LetterTemplate(Base):
    """The words of a round's letter for an outcome in a language; where there is none, the shipped one is used."""

    __tablename__ = "selection_letter_templates"

    round_id: Mapped[str] = mapped_column(ForeignKey("selection_rounds.id", ondelete="CASCADE"), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(12), primary_key=True)
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    subject: Mapped[str] = mapped_column(String(160))
    text: Mapped[str] = mapped_column(Text)


class DecisionLetter(Base):
    """A letter about a decision to a person of the team: queued once, with the words it had."""

    __tablename__ = "decision_letters"

    decision_id: Mapped[str] = mapped_column(ForeignKey("selection_decisions.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True)
    language: Mapped[str] = mapped_column(String(8))
    subject: Mapped[str] = mapped_column(String(160))
    text: Mapped[str] = mapped_column(Text)
    queued_at: Mapped[datetime] = mapped_column(Moment, default=now)
