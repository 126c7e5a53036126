"""The measures of the board in numbers: in all, by month or quarter, and by category, organisation, innovation, unit,
reason and outcome.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import Select, String, cast, func, literal, select, union_all

from app.extensions import db
from app.offers.figures.groups import NONE, OTHERS, code, codes, in_group
from app.offers.figures.measures import COLUMNS, CUTS, MEASURES, Measure
from app.web.figures import (
    Bundle,
    Cell,
    by_group,
    by_part,
    cell_of,
    hide_groups,
    hide_small,
    months_of,
    part_of,
    within,
)
from app.web.periods import Period


@dataclass(frozen=True)
class Line:
    """One measure: in all, by part of time, and in each group of each of its cuts, in the order of their codes."""

    measure: Measure
    total: Cell
    parts: list[Cell]
    groups: dict[str, list[Cell]] = field(default_factory=dict)


@dataclass(frozen=True)
class Figures:
    """All measures of a span. `parts`: its months; or (`by` is "quarter") the quarters of which the span is one.
    `codes`: of each cut the groups that are shown. `lines` have a whole; `apart` are only told apart by a cut.
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
        lines = {line.measure.key: line for line in (*self.lines, *self.apart)}
        return [lines[it.key] for it in MEASURES if it.key in lines and cut in it.cuts]


class Told(NamedTuple):
    """What a measure is made of: its rows by part of the span, and by group (each in one of every cut)."""

    measure: Measure
    parts: list[Bundle]
    groups: list[Bundle]


def figures(period: Period) -> Figures:
    """Everything of a span, to the unit, by month."""
    months = months_of(period)
    read = _read(MEASURES, period, months)
    shown = {cut: codes(cut, found) for cut, found in _found(read).items()}
    lines = [_line(told, months, shown) for told in read]
    return _figures(period, months, shown, lines, "month")


def figures_outside(quarter: Period, quarters: list[Period]) -> Figures:
    """What everybody may know (A9): of each quarter its number, unless it is small, whichever one is chosen; of the
    chosen one the groups, too. Who has no number to be shown is not named either.
    """
    span = Period(quarters[0].since, quarters[-1].until, quarter.zone)
    read = _read([measure for measure in MEASURES if measure.settled], span, quarters, quarters.index(quarter))
    known = {cut: _none_last(cut, found) for cut, found in _found(read).items()}
    hidden = [_quarterly(told, quarters, quarters.index(quarter), known) for told in read]
    shown = {cut: _worth_showing(cut, ones, hidden) for cut, ones in known.items()}
    lines = [_narrowed(line, known, shown) for line in hidden]
    return _figures(quarter, quarters, shown, lines, "quarter")


def event_ids(measure: Measure, period: Period, topic: str) -> Select[Any]:
    """The numbers of the events behind a measure in a period, of a group (empty: any)."""
    rows = measure.rows()
    query = select(rows.c.event_id).where(*within(rows, period))
    return query.where(in_group(topic, rows, _own_lines(topic, period))) if topic else query


def _figures(period: Period, parts: list[Period], shown: dict[str, list[str]], lines: list[Line], by: str) -> Figures:
    whole = [line for line in lines if line.measure.whole]
    return Figures(period, parts, shown, whole, [line for line in lines if not line.measure.whole], by)


def _line(told: Told, parts: list[Period], shown: dict[str, list[str]]) -> Line:
    measure = told.measure
    groups = {cut: by_group(measure, _with_others(cut, told.groups, shown[cut]), shown[cut]) for cut in measure.cuts}
    return Line(measure, cell_of(measure, told.parts), by_part(measure, told.parts, parts), groups)


def _quarterly(told: Told, quarters: list[Period], chosen: int, known: dict[str, list[str]]) -> Line:
    parts = [hide_small(cell) for cell in by_part(told.measure, told.parts, quarters)]
    here = {cut: by_group(told.measure, told.groups, known[cut]) for cut in told.measure.cuts}
    groups = {cut: hide_groups(parts[chosen], cells) for cut, cells in here.items()}
    return Line(told.measure, parts[chosen], parts, groups)


def _worth_showing(cut: str, known: list[str], lines: list[Line]) -> list[str]:
    """Those with a number that is shown: whoever has none is not named. The most of them come first."""
    told: Counter[str] = Counter()
    for line in lines:
        for one, cell in zip(known, line.groups.get(cut, []), strict=False):
            told[one] += cell.n
    return [one for one in codes(cut, +told) if one != code(cut, OTHERS)]


def _narrowed(line: Line, known: dict[str, list[str]], shown: dict[str, list[str]]) -> Line:
    """The same with only the groups that are shown."""
    nothing = hide_small(Cell(0, None))
    cells = {cut: dict(zip(known[cut], found, strict=True)) for cut, found in line.groups.items()}
    groups = {cut: [found.get(one, nothing) for one in shown[cut]] for cut, found in cells.items()}
    return Line(line.measure, line.total, line.parts, groups)


def _read(measures: Sequence[Measure], period: Period, parts: list[Period], chosen: int | None = None) -> list[Told]:
    """What each measure is made of: a statement for each. `chosen`: the part whose groups are told; None: all."""
    read = []
    for measure in measures:
        told = Told(measure, [], [])
        for by, of, n, whole in db.session.execute(_counts(measure, period, parts, chosen)):
            if by == "part":
                told.parts.append(Bundle(int(of), n, _plain(whole), frozenset()))
            else:
                told.groups.append(Bundle(0, n, _plain(whole), frozenset([code(by, of)])))
        read.append(told)
    return read


def _counts(measure: Measure, period: Period, parts: list[Period], chosen: int | None) -> Any:
    """(by, of, how many, their sum): the rows are found once, then counted by part and by each cut."""
    rows = measure.rows()
    found = select(part_of(rows, parts), rows).where(*within(rows, period)).cte("counted")
    value = [found.c.value] if measure.kind == "median" else []

    def counted(by: str, column: Any) -> Any:
        told = select(literal(by), cast(column, String), func.count(), func.sum(found.c.value))
        return told.group_by(column, *value)

    here = [] if chosen is None else [found.c.part == chosen]
    cuts = [counted(cut, found.c[COLUMNS.get(cut, "beside")]).where(*here) for cut in measure.cuts]
    return union_all(counted("part", found.c.part), *cuts)


def _plain(whole: Any) -> int | float:
    """What the database adds up, as whole as it is: cents are never rounded."""
    return int(whole) if whole == int(whole) else float(whole)


def _found(read: list[Told]) -> dict[str, Counter[str]]:
    """Of each cut the groups in which something counts, and how often."""
    found: dict[str, Counter[str]] = {cut: Counter() for cut in CUTS}
    for told in read:
        for bundle in told.groups:
            (one,) = bundle.groups
            found[one.partition(":")[0]][one] += bundle.n
    return found


def _none_last(cut: str, found: Counter[str]) -> list[str]:
    none = code(cut, None)
    return [*sorted(one for one in found if one != none), none]


def _with_others(cut: str, bundles: list[Bundle], shown: list[str]) -> list[Bundle]:
    """Those without a line of their own count among the others of their cut, if it has such a line."""
    others = code(cut, OTHERS)
    if others not in shown:
        return bundles
    mine = [bundle for bundle in bundles if next(iter(bundle.groups)).startswith(f"{cut}:")]
    return [one if one.groups <= set(shown) else one._replace(groups=frozenset([others])) for one in mine]


def _own_lines(topic: str, period: Period) -> list[str]:
    """The organisations (or innovations, or units) that are not among "all others" in this span."""
    cut, _sep, value = topic.partition(":")
    if value != OTHERS or cut not in CUTS:
        return []
    shown = codes(cut, _found(_read(MEASURES, period, [period]))[cut])
    return [one.partition(":")[2] for one in shown if one not in (code(cut, OTHERS), code(cut, NONE))]
