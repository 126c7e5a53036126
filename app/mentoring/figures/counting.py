"""From the rows of a measure to numbers: in all, by month or quarter, by topic; days are those of the cluster's clock.

The database counts, once for all that have the month, the mentor and the innovation in common; their sums are put
together here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, NamedTuple

from sqlalchemy import Select, Subquery, case, func, literal, select

from app.extensions import db
from app.mentoring.figures.hiding import Counts, hide_small, hide_topics
from app.mentoring.figures.measures import MEASURES, NO_TOPIC, Measure, has_topic, helped_with, wanted
from app.mentoring.figures.spans import months_of, starts_of
from app.reference.queries import Topic
from app.web.periods import Period


class Bundle(NamedTuple):
    """The rows of a measure in one part of the span about one mentor and innovation (of a median measure, only those of
    the same value): how many, their sum, and the topics of the two, or NO_TOPIC.
    """

    part: int
    n: int
    sum: float
    topics: frozenset[str]


@dataclass(frozen=True)
class Cell:
    """One number: `value` as it is written (None: there is none), made of `n` events; hidden when too few (A9).

    `split`: of a rate, how many said yes and how many no."""

    n: int
    value: float | None
    hidden: bool = False
    split: Counts = ()

    @property
    def counts(self) -> Counts:
        """All numbers of events that it tells."""
        return (self.n, *self.split)


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
        Line(measure, _cell(measure, bundles), _by_part(measure, bundles, months), _by_topic(measure, bundles, topics))
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
    query = select(rows.c.event_id).where(*_within(rows, period))
    return query.where(has_topic(topic, rows)) if topic else query


def _quarterly(measure: Measure, bundles: list[Bundle], quarters: list[Period], chosen: int, topics: list[str]) -> Line:
    cells = [hide_small(cell) for cell in _by_part(measure, bundles, quarters)]
    in_chosen = [bundle for bundle in bundles if bundle.part == chosen]
    return Line(measure, cells[chosen], cells, hide_topics(cells[chosen], _by_topic(measure, in_chosen, topics)))


def _by_part(measure: Measure, bundles: Iterable[Bundle], parts: Sequence[Period]) -> list[Cell]:
    found = _sorted(bundles, lambda bundle: (bundle.part,))
    return [_cell(measure, found[number]) for number in range(len(parts))]


def _by_topic(measure: Measure, bundles: Iterable[Bundle], topics: Sequence[str]) -> list[Cell]:
    """Rows with several topics count in each."""
    found = _sorted(bundles, lambda bundle: bundle.topics)
    return [_cell(measure, found[topic]) for topic in topics]


def _sorted(bundles: Iterable[Bundle], keys: Callable[[Bundle], Iterable[Any]]) -> dict[Any, list[Bundle]]:
    found: dict[Any, list[Bundle]] = defaultdict(list)
    for bundle in bundles:
        for key in keys(bundle):
            found[key].append(bundle)
    return found


def _cell(measure: Measure, bundles: Sequence[Bundle]) -> Cell:
    n, whole = sum(bundle.n for bundle in bundles), sum(bundle.sum for bundle in bundles)
    if measure.kind == "count":
        return Cell(n, n)
    if measure.kind == "sum":
        return Cell(n, round(whole / 60, 2))
    if n == 0:
        return Cell(0, None)
    if measure.kind == "median":
        return Cell(n, round(median(one.sum / one.n for one in bundles for _ in range(one.n)) / 86_400, 1))
    if measure.unit == "percent":
        return Cell(n, round(100 * whole / n), split=(int(whole), n - int(whole)))
    return Cell(n, round(whole / n, 2))


def _read(period: Period, parts: list[Period]) -> list[tuple[Measure, list[Bundle]]]:
    """Each measure with what it is made of: a statement for each kind of rows, and two for the topics."""
    helps, wants = _fields(helped_with()), _fields(wanted())
    read = {
        measure.rows: [
            Bundle(part, n, float(whole), frozenset(helps[mentor] & wants[innovation]) or frozenset([NO_TOPIC]))
            for part, mentor, innovation, n, whole in db.session.execute(_bundled(measure, period, parts))
        ]
        for measure in {measure.rows: measure for measure in MEASURES}.values()
    }
    return [(measure, read[measure.rows]) for measure in MEASURES]


def _fields(query: Select[Any]) -> dict[str | None, set[str]]:
    found: dict[str | None, set[str]] = defaultdict(set)
    for whose, field in db.session.execute(query):
        found[whose].add(field)
    return found


def _bundled(measure: Measure, period: Period, parts: list[Period]) -> Select[Any]:
    rows = measure.rows()
    starts = [(rows.c.moment < start, number) for number, start in enumerate(starts_of(parts))]
    part = (case(*starts, else_=len(starts)) if starts else literal(0)).label("part")
    same = [part, rows.c.mentor_id, rows.c.innovation_id, *([rows.c.value] if measure.kind == "median" else [])]
    query = select(part, rows.c.mentor_id, rows.c.innovation_id, func.count(), func.sum(rows.c.value))
    return query.where(*_within(rows, period)).group_by(*same)


def _within(rows: Subquery, period: Period) -> list[Any]:
    ends = [rows.c.moment >= period.start if period.start else None, rows.c.moment < period.end if period.end else None]
    return [end for end in ends if end is not None]


def _topics() -> list[str]:
    query = select(Topic.code).where(Topic.parent.is_(None)).order_by(Topic.position).limit(100)
    return [*db.session.execute(query).scalars(), NO_TOPIC]
