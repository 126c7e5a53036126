"""The measures of mentoring in numbers: in all, by month or quarter, by topic."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from app.activity.measures import Measure
from app.extensions import db
from app.mentoring.figures.measures import MEASURES, NO_TOPIC, has_topic, helped_with, wanted
from app.reference.queries import Topic
from app.web.figures.counting import Bundle, Cell, bundled, by_group, by_part, cell_of, within
from app.web.figures.hiding import hide_groups, hide_small
from app.web.figures.spans import months_of
from app.web.periods import Period


@dataclass(frozen=True)
class Line:
    """One measure: in all, by part of time, by topic."""

    measure: Measure
    total: Cell
    parts: list[Cell]
    topics: list[Cell]


@dataclass(frozen=True)
class Figures:
    """All measures of a span. `parts`: its months; or (`by` is "quarter") the quarters of which the span is one.
    `topics`: the codes of all first-level topics and NO_TOPIC."""

    period: Period
    parts: list[Period]
    topics: list[str]
    lines: list[Line]
    by: str = "month"

    @property
    def has_any(self) -> bool:
        """Is there a number to show at all?"""
        return any(cell.n for line in self.lines for cell in (line.total, *line.parts))

    def line(self, key: str) -> Line:
        """One measure's."""
        return next(line for line in self.lines if line.measure.key == key)


def figures(period: Period) -> Figures:
    """Everything of a span, to the unit, by month."""
    months, topics = months_of(period), _topics()
    lines = [
        Line(measure, cell_of(measure, bundles), by_part(measure, bundles, months), by_group(measure, bundles, topics))
        for measure, bundles in _read(period, months)
    ]
    return Figures(period, months, topics, lines)


def figures_outside(quarter: Period, quarters: list[Period]) -> Figures:
    """What everybody may know (A9): of each quarter its number, unless it is small, whichever one is chosen; of the
    chosen one the topics, too. There is no whole of several quarters from which one could be worked out.
    """
    topics, chosen = _topics(), quarters.index(quarter)
    span = Period(quarters[0].since, quarters[-1].until, quarter.zone)
    lines = [_quarterly(measure, bundles, quarters, chosen, topics) for measure, bundles in _read(span, quarters)]
    return Figures(quarter, quarters, topics, lines, "quarter")


def event_ids(measure: Measure, period: Period, topic: str) -> Select[Any]:
    """The numbers of the events behind a measure in a period, of a topic (empty: any)."""
    rows = measure.rows()
    query = select(rows.c.event_id).where(*within(rows, period))
    return query.where(has_topic(topic, rows)) if topic else query


def _quarterly(measure: Measure, bundles: list[Bundle], quarters: list[Period], chosen: int, topics: list[str]) -> Line:
    cells = [hide_small(cell) for cell in by_part(measure, bundles, quarters)]
    in_chosen = [bundle for bundle in bundles if bundle.part == chosen]
    return Line(measure, cells[chosen], cells, hide_groups(cells[chosen], by_group(measure, in_chosen, topics)))


def _read(period: Period, parts: list[Period]) -> list[tuple[Measure, list[Bundle]]]:
    """Each measure with what it is made of: a statement for each kind of rows, and two for the topics."""
    helps, wants = _fields(helped_with()), _fields(wanted())
    read = {
        measure.rows: [
            Bundle(part, n, float(whole), frozenset(helps[mentor] & wants[innovation]) or frozenset([NO_TOPIC]))
            for part, mentor, innovation, n, whole in db.session.execute(
                bundled(measure, period, parts, "mentor_id", "innovation_id")
            )
        ]
        for measure in {measure.rows: measure for measure in MEASURES}.values()
    }
    return [(measure, read[measure.rows]) for measure in MEASURES]


def _fields(query: Select[Any]) -> dict[str | None, set[str]]:
    found: dict[str | None, set[str]] = defaultdict(set)
    for whose, field in db.session.execute(query):
        found[whose].add(field)
    return found


def _topics() -> list[str]:
    query = select(Topic.code).where(Topic.parent.is_(None)).order_by(Topic.position).limit(100)
    return [*db.session.execute(query).scalars(), NO_TOPIC]
