"""From the rows of a measure to numbers: in all, by part of time, by group; for the figures of every room.

A room selects the rows of its measures: a row is one event that counts, with its `event_id`, the `moment` by which it
is placed in time, its `value`, and what it is about. The database counts those that have the part of time and what they
are about in common; their sums are put together here. Days are those of the cluster's clock.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Subquery, case, func, literal, select

from app.web.figures.hiding import Counts
from app.web.figures.spans import starts_of
from app.web.periods import Period

PER = {"hours": 60, "euro": 100}
"""How many of what the rows say make one of what is shown: minutes an hour, cents a euro."""


class Bundle(NamedTuple):
    """The rows of a measure in one part of the span that have their groups in common (of a median measure, only those
    of the same value): how many, their sum, and the codes of the groups in which they count. `thing`: of a measure that
    tells things apart, which one.
    """

    part: int
    n: int
    sum: float
    groups: frozenset[str]
    thing: str = ""


@dataclass(frozen=True)
class Cell:
    """One number: `value` as it is written (None: there is none), made of `n` events; hidden when too few (A9).

    `split`: of a rate, how many said yes and how many no; of things told apart, how many there are."""

    n: int
    value: float | None
    hidden: bool = False
    split: Counts = ()

    @property
    def counts(self) -> Counts:
        """All numbers of events that it tells."""
        return (self.n, *self.split)


def cell_of(measure: Any, bundles: Sequence[Bundle]) -> Cell:
    """The number that these rows make: by the measure's `kind` (count, distinct, sum, mean, median of seconds) and
    `unit`."""
    n, whole = sum(bundle.n for bundle in bundles), sum(bundle.sum for bundle in bundles)
    if measure.kind == "count":
        return Cell(n, n)
    if measure.kind == "distinct":
        apart = len({bundle.thing for bundle in bundles})
        return Cell(n, apart, split=(apart,))
    if measure.kind == "sum":
        return Cell(n, _rounded(whole / PER.get(measure.unit, 1), 2))
    if n == 0:
        return Cell(0, None)
    if measure.kind == "median":
        return Cell(n, _rounded(median(one.sum / one.n for one in bundles for _ in range(one.n)) / 86_400, 1))
    if measure.unit == "percent":
        return Cell(n, round(100 * whole / n), split=(int(whole), n - int(whole)))
    return Cell(n, _rounded(whole / n, 2))


def _rounded(value: float, digits: int) -> int | float:
    """Without a fraction where there is none, in every table alike."""
    short = round(value, digits)
    return int(short) if short == int(short) else short


def by_part(measure: Any, bundles: Iterable[Bundle], parts: Sequence[Period]) -> list[Cell]:
    """A number for each month or quarter."""
    found = _sorted(bundles, lambda bundle: (bundle.part,))
    return [cell_of(measure, found[number]) for number in range(len(parts))]


def by_group(measure: Any, bundles: Iterable[Bundle], codes: Sequence[str]) -> list[Cell]:
    """A number for each group; rows with several count in each."""
    found = _sorted(bundles, lambda bundle: bundle.groups)
    return [cell_of(measure, found[code]) for code in codes]


def _sorted(bundles: Iterable[Bundle], keys: Callable[[Bundle], Iterable[Any]]) -> dict[Any, list[Bundle]]:
    found: dict[Any, list[Bundle]] = defaultdict(list)
    for bundle in bundles:
        for key in keys(bundle):
            found[key].append(bundle)
    return found


def bundled(measure: Any, period: Period, parts: list[Period], *about: str) -> Select[Any]:
    """(part, the columns `about`, how many, their sum) of a measure's rows in a period, those alike together."""
    rows = measure.rows()
    part = part_of(rows, parts)
    columns = [rows.c[name] for name in about]
    query = select(part, *columns, func.count(), func.sum(rows.c.value)).where(*within(rows, period))
    return query.group_by(part, *columns, *([rows.c.value] if measure.kind == "median" else []))


def part_of(rows: Subquery, parts: list[Period]) -> ColumnElement[int]:
    """In which of the parts of the span a row lies: its number."""
    starts = [(rows.c.moment < start, number) for number, start in enumerate(starts_of(parts))]
    return (case(*starts, else_=len(starts)) if starts else literal(0)).label("part")


def within(rows: Subquery, period: Period) -> list[Any]:
    """The conditions that rows lie in a period."""
    ends = [rows.c.moment >= period.start if period.start else None, rows.c.moment < period.end if period.end else None]
    return [end for end in ends if end is not None]
