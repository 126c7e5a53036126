"""The measures of the board in numbers: in all, by month or quarter, and by category, organisation, innovation, unit,
reason and outcome.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, select

from app.extensions import db
from app.offers.figures.groups import NONE, OTHERS, code, codes, in_group
from app.offers.figures.measures import COLUMNS, CUTS, MEASURES, Measure
from app.web.figures import (
    Bundle,
    Cell,
    bundled,
    by_group,
    by_part,
    cell_of,
    hide_groups,
    hide_small,
    months_of,
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


Read = list[tuple[Measure, list[Bundle]]]


def figures(period: Period) -> Figures:
    """Everything of a span, to the unit, by month."""
    months = months_of(period)
    read = _read(MEASURES, period, months)
    shown = _codes(read)
    lines = [_line(measure, _with_others(bundles, shown), months, shown) for measure, bundles in read]
    return _figures(period, months, shown, lines, "month")


def figures_outside(quarter: Period, quarters: list[Period]) -> Figures:
    """What everybody may know (A9): of each quarter its number, unless it is small, whichever one is chosen; of the
    chosen one the groups, too. Who has no number to be shown is not named either.
    """
    span = Period(quarters[0].since, quarters[-1].until, quarter.zone)
    settled = [measure for measure in MEASURES if measure.settled]
    read, chosen = _read(settled, span, quarters), quarters.index(quarter)
    known = {cut: sorted(_found(read, cut, chosen)) for cut in CUTS}
    known = {cut: [*(c for c in ones if c != code(cut, None)), code(cut, None)] for cut, ones in known.items()}
    hidden = [_quarterly(measure, bundles, quarters, chosen, known) for measure, bundles in read]
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


def _line(measure: Measure, bundles: list[Bundle], parts: list[Period], shown: dict[str, list[str]]) -> Line:
    groups = {cut: by_group(measure, bundles, shown[cut]) for cut in measure.cuts}
    return Line(measure, cell_of(measure, bundles), by_part(measure, bundles, parts), groups)


def _quarterly(
    measure: Measure, bundles: list[Bundle], quarters: list[Period], chosen: int, known: dict[str, list[str]]
) -> Line:
    parts = [hide_small(cell) for cell in by_part(measure, bundles, quarters)]
    here = [bundle for bundle in bundles if bundle.part == chosen]
    groups = {cut: hide_groups(parts[chosen], by_group(measure, here, known[cut])) for cut in measure.cuts}
    return Line(measure, parts[chosen], parts, groups)


def _worth_showing(cut: str, known: list[str], lines: list[Line]) -> list[str]:
    """Those with a number that is shown: whoever has none is not named. The most of them come first."""
    told: Counter[str] = Counter()
    for line in lines:
        for one, cell in zip(known, line.groups.get(cut, []), strict=False):
            told[one] += cell.n
    return [one for one in codes(cut, +told) if not one.endswith(f":{OTHERS}")]


def _narrowed(line: Line, known: dict[str, list[str]], shown: dict[str, list[str]]) -> Line:
    """The same with only the groups that are shown."""
    nothing = hide_small(Cell(0, None))
    cells = {cut: dict(zip(known[cut], found, strict=True)) for cut, found in line.groups.items()}
    groups = {cut: [found.get(one, nothing) for one in shown[cut]] for cut, found in cells.items()}
    return Line(line.measure, line.total, line.parts, groups)


def _read(measures: Any, period: Period, parts: list[Period]) -> Read:
    """Each measure with what it is made of: a statement for each."""
    about = [*COLUMNS.values(), "beside"]
    return [
        (
            measure,
            [
                Bundle(part, n, _plain(whole), _groups(measure, *values))
                for part, *values, n, whole in db.session.execute(bundled(measure, period, parts, *about))
            ],
        )
        for measure in measures
    ]


def _plain(whole: Any) -> int | float:
    """What the database adds up, as whole as it is: cents are never rounded."""
    return int(whole) if whole == int(whole) else float(whole)


def _groups(measure: Measure, *values: str | None) -> frozenset[str]:
    told = dict(zip((*COLUMNS, "beside"), values, strict=True))
    return frozenset(code(cut, told[cut if cut in COLUMNS else "beside"]) for cut in measure.cuts)


def _found(read: Read, cut: str, part: int | None = None) -> Counter[str]:
    """The groups of a cut in which something counts, and how often (in one part of the span, or in all)."""
    found: Counter[str] = Counter()
    for measure, bundles in read:
        if cut in measure.cuts:
            for bundle in bundles:
                if part is None or bundle.part == part:
                    found.update({one: bundle.n for one in bundle.groups if one.startswith(f"{cut}:")})
    return found


def _codes(read: Read) -> dict[str, list[str]]:
    return {cut: codes(cut, _found(read, cut)) for cut in CUTS}


def _with_others(bundles: list[Bundle], shown: dict[str, list[str]]) -> list[Bundle]:
    """Those without a line of their own count among the others of their cut."""
    known = {one for ones in shown.values() for one in ones}
    cuts = [cut for cut, ones in shown.items() if code(cut, OTHERS) in ones]
    if not cuts:
        return bundles
    return [
        bundle._replace(
            groups=frozenset(one if one in known else code(one.partition(":")[0], OTHERS) for one in bundle.groups)
        )
        for bundle in bundles
    ]


def _own_lines(topic: str, period: Period) -> list[str]:
    """The organisations (or innovations, or units) that are not among "all others" in this span."""
    cut, _sep, value = topic.partition(":")
    if value != OTHERS or cut not in CUTS:
        return []
    shown = _codes(_read(MEASURES, period, [period]))[cut]
    return [one.partition(":")[2] for one in shown if not one.endswith((f":{OTHERS}", f":{NONE}"))]
