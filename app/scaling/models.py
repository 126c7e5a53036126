"""How innovations are brought to other places: strategies, pathways, their plans."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, CheckConstraint, Date, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.models import Base, Identified, Moment

STAGES = ("readiness", "design", "implementation", "follow_up")
"""A pathway's stages; one follows the other, and it may step back one (PRODUCT.md, States)."""
WORKED_ON = ("onboarding", "scaling", "completed")
"""The states of an innovation in which its pathway is worked on."""
ACTION_STATES = ("planned", "doing", "done", "dropped")
OPEN_ACTIONS = ("planned", "doing")
SUPPORT_STATES = ("looking", "agreed", "given", "dropped")
SUPPORT_KINDS = ("mentorship", "claim", "event", "outside")
MAX_ACTIONS, MAX_SUPPORT, MAX_RISKS, MAX_PLACES = 200, 100, 60, 100
"""Of one pathway."""


class ScalingStrategy(Identified, Base):
    """A way to scale. The shipped four have a `code` whose words are translated until they are edited.

    `partnering`: with partners in the new places; `adapts`: the model is changed for them.
    """

    __tablename__ = "scaling_strategies"

    code: Mapped[str] = mapped_column(String(12), unique=True)
    name: Mapped[str] = mapped_column(String(120), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    lead_id: Mapped[str | None] = mapped_column(ForeignKey("organisations.id"), index=True)  # the lead partner
    partnering: Mapped[bool] = mapped_column(Boolean, default=False)
    adapts: Mapped[bool] = mapped_column(Boolean, default=False)
    position: Mapped[int] = mapped_column(Integer, default=0)
    active: Mapped[bool] = mapped_column(Boolean, default=True)


class ScalingPathway(Identified, Base):
    """An innovation's route. `stage` of STAGES; `answers` are those of the questionnaire, `proposed` and `reasons`
    what it made of them; people decide (`strategy_id`, `lead_id`). `ended_at`: completed. One for each innovation."""

    __tablename__ = "scaling_pathways"
    __table_args__ = (Index("ix_scaling_pathways_portfolio", "strategy_id", "stage", "id"),)

    innovation_id: Mapped[str] = mapped_column(ForeignKey("innovations.id"), unique=True)
    stage: Mapped[str] = mapped_column(String(16), default="readiness")
    strategy_id: Mapped[str | None] = mapped_column(ForeignKey("scaling_strategies.id"))
    lead_id: Mapped[str | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    proposed: Mapped[str] = mapped_column(String(12), default="")  # a strategy's code
    reasons: Mapped[list[str]] = mapped_column(JSON, default=list)  # codes of reasons
    decision: Mapped[str] = mapped_column(Text, default="")  # why this strategy, in people's words
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    opened_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class StageCheck(Base):
    """An exit check of a stage that is met. `code` is one of the stage's checks."""

    __tablename__ = "stage_checks"

    pathway_id: Mapped[str] = mapped_column(ForeignKey("scaling_pathways.id", ondelete="CASCADE"), primary_key=True)
    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    note: Mapped[str] = mapped_column(String(300), default="")
    met_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    met_at: Mapped[datetime] = mapped_column(Moment, default=now)


class PlanAction(Identified, Base):
    """Something to do on the pathway, from a month to a month (their first days). `state`: planned, doing, done,
    dropped; late is derived from the due month."""

    __tablename__ = "plan_actions"
    __table_args__ = (
        Index("ix_plan_actions_due", "state", "due_month"),
        CheckConstraint("from_month <= due_month", "months"),
    )

    pathway_id: Mapped[str] = mapped_column(ForeignKey("scaling_pathways.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(160))
    note: Mapped[str] = mapped_column(Text, default="")
    stage: Mapped[str] = mapped_column(String(16), default="design")
    owner_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), index=True)
    from_month: Mapped[date] = mapped_column(Date)
    due_month: Mapped[date] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(8), default="planned")
    done_at: Mapped[datetime | None] = mapped_column(Moment)


class SupportItem(Identified, Base):
    """Where the help for a need comes from: `kind` mentorship, claim, event or outside; `object_id` is the thing's,
    `who` names who helps from outside. `state`: looking, agreed, given, dropped."""

    __tablename__ = "support_items"

    pathway_id: Mapped[str] = mapped_column(ForeignKey("scaling_pathways.id", ondelete="CASCADE"), index=True)
    need_id: Mapped[str | None] = mapped_column(ForeignKey("support_needs.id", ondelete="SET NULL"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    object_id: Mapped[str | None] = mapped_column(String(26), index=True)
    who: Mapped[str] = mapped_column(String(160), default="")
    note: Mapped[str] = mapped_column(String(600), default="")
    state: Mapped[str] = mapped_column(String(8), default="looking")
    added_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))


class PathwayRisk(Identified, Base):
    """What could go wrong: likelihood and impact 1 to 5, and what is done about it. `state`: open, happened, closed."""

    __tablename__ = "pathway_risks"
    __table_args__ = (CheckConstraint("likelihood BETWEEN 1 AND 5 AND impact BETWEEN 1 AND 5", "levels"),)

    pathway_id: Mapped[str] = mapped_column(ForeignKey("scaling_pathways.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(160))
    likelihood: Mapped[int] = mapped_column(Integer)
    impact: Mapped[int] = mapped_column(Integer)
    response: Mapped[str] = mapped_column(Text, default="")
    owner_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    state: Mapped[str] = mapped_column(String(8), default="open")


class JournalNote(Identified, Base):
    """An entry of the pathway's journal: what happened, as those who work on it tell it."""

    __tablename__ = "journal_notes"

    pathway_id: Mapped[str] = mapped_column(ForeignKey("scaling_pathways.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    happened_on: Mapped[date] = mapped_column(Date)
    text: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime | None] = mapped_column(Moment)


class TargetPlace(Identified, Base):
    """A place it is to be brought to: country, NUTS region where known. `state`: aimed, begun, reached, dropped."""

    __tablename__ = "target_places"
    __table_args__ = (Index("ix_target_places_where", "country", "region"),)

    pathway_id: Mapped[str] = mapped_column(ForeignKey("scaling_pathways.id", ondelete="CASCADE"), index=True)
    country: Mapped[str] = mapped_column(String(2))
    region: Mapped[str] = mapped_column(String(5), default="")
    city: Mapped[str] = mapped_column(String(120), default="")
    note: Mapped[str] = mapped_column(String(300), default="")
    state: Mapped[str] = mapped_column(String(8), default="aimed")
