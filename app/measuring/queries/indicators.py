"""What is measured of an innovation, with its approved values and its targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from app.extensions import db
from app.measuring.models import (
    MAX_INDICATORS,
    ChainLink,
    Indicator,
    Measurement,
    ProgressReport,
    ReportingRound,
    Target,
)
from app.measuring.words import NUMERIC, STEPS, title_of, unit_of

MAX_VALUES = 2000
"""Forty indicators, twelve reports and their parts: of more the newest are shown."""


@dataclass(frozen=True)
class Value:
    """An approved value, as it stands now. `dimension` and `part` are empty for the whole."""

    id: str
    indicator_id: str
    report_id: str
    dimension: str
    part: str
    version: int
    starts_on: date
    ends_on: date
    value: float | None
    words: str
    comment: str
    evidence_url: str
    file_id: str | None


@dataclass(frozen=True)
class Measured:
    """An indicator with its whole values and targets in the order of time, and its parts by period."""

    indicator: Indicator
    values: list[Value] = field(default_factory=list)
    parts: list[Value] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)

    @property
    def counts(self) -> bool:
        """Is it a number?"""
        return self.indicator.measure in NUMERIC

    @property
    def latest(self) -> Value | None:
        """The last value that is known."""
        return next((each for each in reversed(self.values) if each.value is not None or each.words), None)


def indicator(innovation_id: str, id_: str) -> Indicator | None:
    """One of this innovation's."""
    query = select(Indicator).where(Indicator.id == id_, Indicator.innovation_id == innovation_id)
    return db.session.execute(query).scalar_one_or_none()


def target(indicator_id: str, id_: str) -> Target | None:
    """One of this indicator's."""
    query = select(Target).where(Target.id == id_, Target.indicator_id == indicator_id)
    return db.session.execute(query).scalar_one_or_none()


def without_baseline(innovation_id: str) -> list[Indicator]:
    """Those that are asked for, are told in numbers, and have no baseline yet."""
    return [one for one in indicators_of(innovation_id) if one.measure in NUMERIC and one.baseline_value is None]


def indicators_of(innovation_id: str, *, retired: bool = False) -> Sequence[Indicator]:
    """What is measured, in its order; or what is no longer asked for."""
    past = Indicator.retired_at.is_not(None) if retired else Indicator.retired_at.is_(None)
    query = select(Indicator).where(Indicator.innovation_id == innovation_id, past)
    query = query.order_by(Indicator.position, Indicator.id).limit(MAX_INDICATORS * 3)
    return db.session.execute(query).scalars().all()


def measured(innovation_id: str, *, retired: bool = False) -> list[Measured]:
    """Every indicator with what is known of it: three statements, however many there are."""
    found = {each.id: Measured(each) for each in indicators_of(innovation_id, retired=retired)}
    for value in approved_values(innovation_id):
        if value.indicator_id in found:
            one = found[value.indicator_id]
            (one.parts if value.dimension else one.values).append(value)
    targets = select(Target).where(Target.indicator_id.in_(found)).order_by(Target.ends_on, Target.id)
    for goal in db.session.execute(targets.limit(MAX_VALUES)).scalars():
        found[goal.indicator_id].targets.append(goal)
    return list(found.values())


_COLUMNS = (
    Measurement.id, Measurement.indicator_id, Measurement.report_id, Measurement.dimension, Measurement.part,
    Measurement.version, ReportingRound.starts_on, Measurement.ends_on, Measurement.value, Measurement.words,
    Measurement.comment, Measurement.evidence_url, Measurement.file_id,
)  # fmt: skip


def approved_values(innovation_id: str) -> list[Value]:
    """The values that count: of approved reports, in their newest version, in the order of time."""
    query = (
        select(*_COLUMNS)
        .join(ProgressReport, ProgressReport.id == Measurement.report_id)
        .join(ReportingRound, ReportingRound.id == ProgressReport.round_id)
        .where(ProgressReport.innovation_id == innovation_id, ProgressReport.state == "approved")
        .where(Measurement.current.is_(True))
        .order_by(Measurement.ends_on.desc(), Measurement.id.desc())
        .limit(MAX_VALUES)
    )
    rows = db.session.execute(query).all()
    return [Value(**row._mapping) for row in reversed(rows)]


def chain_links(innovation_id: str) -> dict[str, list[Any]]:
    """The theory of change: by step, in their order, (text, assumption)."""
    query = select(ChainLink.step, ChainLink.text, ChainLink.assumption).filter_by(innovation_id=innovation_id)
    told: dict[str, list[Any]] = {step: [] for step in STEPS}
    for step, text, assumption in db.session.execute(query.order_by(ChainLink.position, ChainLink.id).limit(100)):
        told.setdefault(step, []).append((text, assumption))
    return told


def changes_of(innovation_id: str) -> list[tuple[str, int | None, float, float, str]]:
    """(title, baseline's year, baseline, last approved value, unit) of the numbers that have both."""
    told = []
    for one in measured(innovation_id):
        own, last = one.indicator, one.latest
        if one.counts and own.baseline_value is not None and last is not None and last.value is not None:
            unit = unit_of(own.code, own.unit, own.measure)
            told.append((title_of(own.code, own.title), own.baseline_year, own.baseline_value, last.value, unit))
    return told
