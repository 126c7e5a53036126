"""What a measure is, and the numbers that it comes to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, Subquery

from app.web.figures import Cell
from app.web.periods import Period


@dataclass(frozen=True)
class Measure:
    """`rows` selects one row for each event that counts: `event_id`, the `moment` by which it is placed in time, its
    `value`, and what it is about. Only events that animators see are rows, so that each figure can be opened.

    `kind` says how rows make a number: count, distinct (values told apart), sum (of minutes, of cents), mean, median
    (of seconds). `cuts`: by what it is told apart. `whole`: does it have a number in all, and by month? Units of
    different kinds have none. `settled`: does a past month keep its number? What does not is for animators alone.
    `opens`: can its entries be read? `glance(start, end)` selects the same number by an index, for pages that are
    opened all the time.
    """

    key: str
    name: Any
    definition: Any
    rows: Callable[[], Subquery]
    kind: str = "count"
    unit: str = ""  # hours, percent, days, points, euro; empty: pieces
    cuts: tuple[str, ...] = ()
    whole: bool = True
    settled: bool = True
    opens: bool = True
    glance: Callable[[Any, Any], Select[Any]] | None = None


@dataclass(frozen=True)
class Line:
    """One measure: in all, by part of time, and in each group of each of its cuts, in the order of their codes."""

    measure: Measure
    total: Cell
    parts: list[Cell]
    groups: dict[str, list[Cell]] = field(default_factory=dict)


@dataclass(frozen=True)
class Figures:
    """All measures of a room in a span. `parts`: its months; or (`by` is "quarter") the quarters of which the span is
    one. `codes`: of each cut the groups that are shown. `lines` have a whole; `apart` are only told apart by a cut.
    """

    period: Period
    parts: list[Period]
    codes: dict[str, list[str]]
    lines: list[Line]
    apart: list[Line]
    by: str = "month"

    @property
    def has_any(self) -> bool:
        """Is there a number to show at all?"""
        return any(cell.n for line in self.lines for cell in (line.total, *line.parts))

    def line(self, key: str) -> Line:
        """One measure's."""
        return next(line for line in (*self.lines, *self.apart) if line.measure.key == key)

    def cut(self, cut: str) -> list[Line]:
        """The measures that are told apart by it, as they are ordered."""
        return [line for line in (*self.lines, *self.apart) if cut in line.groups]
