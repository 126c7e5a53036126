"""What is measured, after the IATI results model: indicators with baselines, targets, values and their approval."""

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

LEVELS = ("output", "outcome", "impact")
MEASURES = ("unit", "percentage", "nominal", "ordinal", "qualitative")
"""IATI codelist IndicatorMeasure: 1 unit, 2 percentage, 3 nominal, 4 ordinal, 5 qualitative."""
STEPS = ("input", "activity", "output", "outcome", "impact")
MAX_INDICATORS = 40


class Indicator(Identified, Base):
    """Something that is measured of an innovation. The starter set has a `code` (staff_fte, revenue …) that figures
    count by.

    `measure` of MEASURES: nominal, ordinal and qualitative values are words. `ascending`: more is better.
    `dimensions` is name → its values ({"gender": ["women", "men", "other"]}). `goal` is an SDG. `retired_at`: no
    longer asked for.
    """

    __tablename__ = "indicators"
    __table_args__ = (
        UniqueConstraint("innovation_id", "code"),
        Index("ix_indicators_code", "code", "innovation_id"),
    )

    innovation_id: Mapped[str] = mapped_column(ForeignKey("innovations.id"), index=True)
    code: Mapped[str | None] = mapped_column(String(24))  # None: their own
    title: Mapped[str] = mapped_column(String(160), default="")  # empty for the starter set, whose words are translated
    description: Mapped[str] = mapped_column(Text, default="")
    level: Mapped[str] = mapped_column(String(8), default="output")
    measure: Mapped[str] = mapped_column(String(12), default="unit")
    unit: Mapped[str] = mapped_column(String(40), default="")
    choices: Mapped[list[str]] = mapped_column(JSON, default=list)  # of a nominal or ordinal one, in order
    ascending: Mapped[bool] = mapped_column(Boolean, default=True)
    dimensions: Mapped[dict[str, list[str]]] = mapped_column(JSON, default=dict)
    goal: Mapped[int | None] = mapped_column(Integer)
    iris_code: Mapped[str] = mapped_column(String(12), default="")
    baseline_year: Mapped[int | None] = mapped_column(Integer)
    baseline_value: Mapped[float | None] = mapped_column(Float)
    baseline_words: Mapped[str] = mapped_column(Text, default="")
    baseline_comment: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(Integer, default=0)
    retired_at: Mapped[datetime | None] = mapped_column(Moment)


class Target(Identified, Base):
    """What an indicator is to reach in a period."""

    __tablename__ = "indicator_targets"
    __table_args__ = (CheckConstraint("starts_on <= ends_on", "period"),)

    indicator_id: Mapped[str] = mapped_column(ForeignKey("indicators.id", ondelete="CASCADE"), index=True)
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    value: Mapped[float | None] = mapped_column(Float)
    words: Mapped[str] = mapped_column(String(300), default="")
    comment: Mapped[str] = mapped_column(String(600), default="")


class ReportingRound(Identified, Base):
    """A half-year of which innovations report. `state`: open, closed. `reminded`: how many times, so far."""

    __tablename__ = "reporting_rounds"
    __table_args__ = (
        CheckConstraint("starts_on <= ends_on AND ends_on <= due_on", "dates"),
        UniqueConstraint("starts_on", "ends_on"),
    )

    name: Mapped[str] = mapped_column(String(120), default="")
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    due_on: Mapped[date] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(8), default="open", index=True)
    opened_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))  # None: by the calendar


class ProgressReport(Identified, Base):
    """An innovation's report for a round. `state`: due, draft, submitted, returned, approved. An approved one is
    locked; a correction is a new version of its values. `final`: the measurement that completing rests on."""

    __tablename__ = "progress_reports"
    __table_args__ = (
        UniqueConstraint("round_id", "innovation_id"),
        Index("ix_progress_reports_state", "state", "round_id", "id"),
    )

    round_id: Mapped[str] = mapped_column(ForeignKey("reporting_rounds.id"))
    innovation_id: Mapped[str] = mapped_column(ForeignKey("innovations.id"), index=True)
    state: Mapped[str] = mapped_column(String(10), default="due")
    final: Mapped[bool] = mapped_column(Boolean, default=False)
    story: Mapped[str] = mapped_column(Text, default="")  # what happened, in a few words
    submitted_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    note: Mapped[str] = mapped_column(Text, default="")  # of who returned it
    reminded: Mapped[int] = mapped_column(Integer, default=0)


class Measurement(Identified, Base):
    """A value of an indicator in a report, whole or of one dimension's value (`dimension` "gender", `part` "women").

    `version` counts up with corrections after the approval; the newest is the one that counts (`current`). `answer`
    is what was said to the plausibility `warnings`. A value of None with words "not known" is an honest gap.
    """

    __tablename__ = "measurements"
    __table_args__ = (
        UniqueConstraint("report_id", "indicator_id", "dimension", "part", "version"),
        Index("ix_measurements_indicator", "indicator_id", "current", "ends_on"),
    )

    report_id: Mapped[str] = mapped_column(ForeignKey("progress_reports.id", ondelete="CASCADE"))
    indicator_id: Mapped[str] = mapped_column(ForeignKey("indicators.id"))
    dimension: Mapped[str] = mapped_column(String(40), default="")
    part: Mapped[str] = mapped_column(String(40), default="")
    version: Mapped[int] = mapped_column(Integer, default=1)
    current: Mapped[bool] = mapped_column(Boolean, default=True)
    ends_on: Mapped[date] = mapped_column(Date)  # of the round: values are in order of it
    value: Mapped[float | None] = mapped_column(Float)
    words: Mapped[str] = mapped_column(Text, default="")
    comment: Mapped[str] = mapped_column(Text, default="")
    evidence_url: Mapped[str] = mapped_column(String(300), default="")
    file_id: Mapped[str | None] = mapped_column(ForeignKey("stored_files.id"), index=True)
    warnings: Mapped[list[Any]] = mapped_column(JSON, default=list)
    answer: Mapped[str] = mapped_column(Text, default="")
    measured_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    measured_at: Mapped[datetime] = mapped_column(Moment, default=now)
    reason: Mapped[str] = mapped_column(String(300), default="")  # of a correction


class ChainLink(Identified, Base):
    """A step of the theory of change: `step` of STEPS, with what has to hold for it (the assumption)."""

    __tablename__ = "chain_links"

    innovation_id: Mapped[str] = mapped_column(ForeignKey("innovations.id", ondelete="CASCADE"), index=True)
    step: Mapped[str] = mapped_column(String(8))
    text: Mapped[str] = mapped_column(String(300))
    assumption: Mapped[str] = mapped_column(String(300), default="")
    position: Mapped[int] = mapped_column(Integer, default=0)
