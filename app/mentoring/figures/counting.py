"""From the rows of a measure to numbers: in all, by month or quarter, by topic; days are those of the cluster's clock.
The database counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, Subquery, case, func, literal, select

from app.extensions import db
from app.mentoring.figures.hiding import Counts, hide_small, hide_topics
from app.mentoring.figures.measures import MEASURES, NO_TOPIC, Measure, shared_topics
from app.mentoring.figures.spans import months_of, starts_of
from app.reference.queries import Topic
from app.web.periods import Period

Raw = tuple[int, float]
"""How many events, and their sum or median."""
NOTHING: Raw = (0, 0)


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
    return Figures(period, months, topics, [_line(measure, period, months, topics) for measure in MEASURES])


def figures_outside(quarter: Period, quarters: list[Period]) -> Figures:
    """What everybody may know (A9): of each quarter its number, unless it is small, whichever one is chosen; of the
    chosen one the topics, too. There is no whole of several quarters from which one could be worked out.
    """
    topics = _topics()
    lines = [_quarterly(measure, quarter, quarters, topics) for measure in MEASURES]
    return Figures(quarter, quarters, topics, lines, "quarter")


def event_ids(measure: Measure, period: Period, topic: str) -> Select[Any]:
    """The numbers of the events behind a measure in a period, of a topic (empty: any)."""
    rows = measure.rows()
    query = select(rows.c.event_id).where(*_within(rows, period))
    if topic:
        query, topic_of = _with_topic(query, rows)
        query = query.where(topic_of == topic)
    return query


def _line(measure: Measure, period: Period, months: list[Period], topics: list[str]) -> Line:
    by_month = _by_part(measure, period, months)
    total = _cell(measure, _total(measure, period, by_month))
    return Line(measure, total, _cells(measure, by_month, range(len(months))), _by_topic(measure, period, topics))


def _quarterly(measure: Measure, quarter: Period, quarters: list[Period], topics: list[str]) -> Line:
    span = Period(quarters[0].since, quarters[-1].until, quarter.zone)
    cells = _cells(measure, _by_part(measure, span, quarters), range(len(quarters)))
    total = hide_small(cells[quarters.index(quarter)])
    by_topic = hide_topics(total, _by_topic(measure, quarter, topics))
    return Line(measure, total, [hide_small(cell) for cell in cells], by_topic)


def _cells(measure: Measure, counted: dict[Any, Raw], buckets: Iterable[Any]) -> list[Cell]:
    return [_cell(measure, counted.get(bucket, NOTHING)) for bucket in buckets]


def _cell(measure: Measure, raw: Raw) -> Cell:
    n, told = raw
    if measure.kind == "count":
        return Cell(n, n)
    if measure.kind == "sum":
        return Cell(n, round(told / 60, 2))
    if n == 0:
        return Cell(0, None)
    if measure.kind == "median":
        return Cell(n, round(told / 86_400, 1))
    if measure.unit == "percent":
        return Cell(n, round(100 * told / n), split=(int(told), n - int(told)))
    return Cell(n, round(told / n, 2))


def _total(measure: Measure, period: Period, by_month: dict[Any, Raw]) -> Raw:
    """Months add up to the whole, but their medians do not."""
    if measure.kind == "median":
        rows = measure.rows()
        return _asked(measure, select(), rows, literal(0), period).get(0, NOTHING)
    return sum(raw[0] for raw in by_month.values()), sum(raw[1] for raw in by_month.values())


def _by_part(measure: Measure, period: Period, parts: list[Period]) -> dict[Any, Raw]:
    rows = measure.rows()
    starts = [(rows.c.moment < start, number) for number, start in enumerate(starts_of(parts))]
    part = case(*starts, else_=len(starts)) if starts else literal(0)
    return _asked(measure, select(), rows, part, period)


def _by_topic(measure: Measure, period: Period, topics: list[str]) -> list[Cell]:
    rows = measure.rows()
    query, topic = _with_topic(select().select_from(rows), rows)
    return _cells(measure, _asked(measure, query, rows, topic, period), topics)


def _with_topic(query: Select[Any], rows: Subquery) -> tuple[Select[Any], Any]:
    """The query with the topics of each row; one with several appears once for each."""
    shared = shared_topics()
    same = (shared.c.mentor_id == rows.c.mentor_id) & (shared.c.innovation_id == rows.c.innovation_id)
    return query.outerjoin(shared, same), func.coalesce(shared.c.topic, NO_TOPIC)


def _asked(measure: Measure, query: Select[Any], rows: Subquery, bucket: Any, period: Period) -> dict[Any, Raw]:
    """Per bucket: how many, and their sum; of a median measure, the median."""
    within = _within(rows, period)
    if measure.kind != "median":
        named = bucket.label("bucket")
        counted = query.add_columns(named, func.count(), func.sum(rows.c.value)).where(*within).group_by(named)
        return {row[0]: (row[1], row[2]) for row in db.session.execute(counted)}
    place = func.row_number().over(partition_by=bucket, order_by=rows.c.value)
    number = func.count().over(partition_by=bucket)
    columns = (bucket.label("bucket"), rows.c.value, place.label("place"), number.label("number"))
    ranked = query.add_columns(*columns).where(*within).subquery()
    middle = (2 * ranked.c.place >= ranked.c.number) & (2 * ranked.c.place <= ranked.c.number + 2)
    medians = select(ranked.c.bucket, func.max(ranked.c.number), func.avg(ranked.c.value)).where(middle)
    return {row[0]: (row[1], float(row[2])) for row in db.session.execute(medians.group_by(ranked.c.bucket))}


def _within(rows: Subquery, period: Period) -> list[Any]:
    ends = [rows.c.moment >= period.start if period.start else None, rows.c.moment < period.end if period.end else None]
    return [end for end in ends if end is not None]


def _topics() -> list[str]:
    query = select(Topic.code).where(Topic.parent.is_(None)).order_by(Topic.position).limit(100)
    return [*db.session.execute(query).scalars(), NO_TOPIC]
