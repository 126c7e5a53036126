"""From the rows of a measure to numbers: in all, by month (of the cluster's clock), by topic. The database counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, Subquery, case, func, literal, select

from app.extensions import db
from app.mentoring.figures.hiding import hide_small
from app.mentoring.figures.measures import MEASURES, NO_TOPIC, Measure, shared_topics
from app.mentoring.figures.spans import months_of, starts_of
from app.reference.queries import Topic
from app.web.periods import Period

Raw = tuple[int, float]
"""How many events, and their sum or median."""
NOTHING: Raw = (0, 0)


@dataclass(frozen=True)
class Cell:
    """One number: `value` as it is written (None: there is none), made of `n` events; hidden when too few (A9)."""

    n: int
    value: float | None
    hidden: bool = False


@dataclass(frozen=True)
class Line:
    """One measure: in all, by month, by topic."""

    measure: Measure
    total: Cell
    months: list[Cell]
    topics: list[Cell]


@dataclass(frozen=True)
class Figures:
    """All measures of a span; `months` are its months, `topics` the codes of all first-level topics and NO_TOPIC."""

    period: Period
    months: list[Period]
    topics: list[str]
    lines: list[Line]

    @property
    def has_any(self) -> bool:
        """Is there a number to show at all?"""
        return any(line.total.n for line in self.lines)

    def line(self, key: str) -> Line:
        """One measure's."""
        return next(line for line in self.lines if line.measure.key == key)


def figures(period: Period, exact: bool) -> Figures:
    """Everything of a span; who must not see it `exact` sees no number about fewer than five."""
    months, topics = months_of(period), _topics()
    lines = [_line(measure, period, months, topics) for measure in MEASURES]
    return Figures(period, months, topics, lines if exact else [_hidden(line) for line in lines])


def event_ids(measure: Measure, period: Period, topic: str) -> Select[Any]:
    """The numbers of the events behind a measure in a period, of a topic (empty: any)."""
    rows = measure.rows()
    query = select(rows.c.event_id).where(*_within(rows, period))
    if topic:
        query, topic_of = _with_topic(query, rows)
        query = query.where(topic_of == topic)
    return query


def _line(measure: Measure, period: Period, months: list[Period], topics: list[str]) -> Line:
    by_month, by_topic = _by_month(measure, period, months), _by_topic(measure, period)
    return Line(
        measure,
        _cell(measure, _total(measure, period, by_month)),
        [_cell(measure, by_month.get(number, NOTHING)) for number in range(len(months))],
        [_cell(measure, by_topic.get(topic, NOTHING)) for topic in topics],
    )


def _hidden(line: Line) -> Line:
    total, *months = hide_small([line.total, *line.months], whole_first=True)
    return Line(line.measure, total, months, hide_small(line.topics))


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
    return Cell(n, round(100 * told / n) if measure.unit == "percent" else round(told / n, 2))


def _total(measure: Measure, period: Period, by_month: dict[Any, Raw]) -> Raw:
    """Months add up to the whole, but their medians do not."""
    if measure.kind == "median":
        rows = measure.rows()
        return _asked(measure, select(), rows, literal(0), period).get(0, NOTHING)
    return sum(raw[0] for raw in by_month.values()), sum(raw[1] for raw in by_month.values())


def _by_month(measure: Measure, period: Period, months: list[Period]) -> dict[Any, Raw]:
    rows = measure.rows()
    starts = [(rows.c.moment < start, number) for number, start in enumerate(starts_of(months))]
    month = case(*starts, else_=len(starts)) if starts else literal(0)
    return _asked(measure, select(), rows, month, period)


def _by_topic(measure: Measure, period: Period) -> dict[Any, Raw]:
    rows = measure.rows()
    query, topic = _with_topic(select().select_from(rows), rows)
    return _asked(measure, query, rows, topic, period)


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
