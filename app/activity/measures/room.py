"""The measures of one room in numbers: in all, by month or quarter, and by each of their cuts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Select, String, cast, func, literal, select, union_all

from app.activity.measures.cuts import NONE, OTHERS, Cut, names
from app.activity.measures.measure import Figures, Line, Measure
from app.extensions import db
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


class Told(NamedTuple):
    """What a measure is made of: its rows by part of the span, and by group (each in one of every cut)."""

    measure: Measure
    parts: list[Bundle]
    groups: list[Bundle]


@dataclass(frozen=True)
class Room:
    """`key` stands before the names of its measures in addresses: `mentoring.sessions`. `thread`: its colour; `page`:
    the endpoint of its own figures, if it has such a page. `written`: how it writes a number otherwise than usual."""

    key: str
    name: Any
    measures: tuple[Measure, ...]
    cuts: Mapping[str, Cut]
    thread: str = ""
    page: str = ""
    written: Callable[[Cell, Any], str] | None = None

    def measure(self, key: str) -> Measure:
        """One of them."""
        return next(measure for measure in self.measures if measure.key == key)

    def opened_as(self, measure: Measure) -> str:
        """The name by which the log opens the entries behind a measure."""
        return f"{self.key}.{measure.key}"

    def figures(self, period: Period) -> Figures:
        """Everything of a span, to the unit, by month."""
        months = months_of(period)
        read = self._read(self.measures, period, months)
        shown = {key: self.cuts[key].codes(found) for key, found in self._found(read).items()}
        lines = [self._line(told, months, shown) for told in read]
        return _figures(period, months, shown, lines, "month")

    def outside(self, quarter: Period, quarters: list[Period]) -> Figures:
        """What everybody may know (A9): of each quarter its number, unless it is small, whichever one is chosen; of the
        chosen one the groups, too. Who has no number to be shown is not named either.
        """
        span = Period(quarters[0].since, quarters[-1].until, quarter.zone)
        settled = [measure for measure in self.measures if measure.settled]
        read = self._read(settled, span, quarters, quarters.index(quarter))
        known = {key: _none_last(self.cuts[key], found) for key, found in self._found(read).items()}
        hidden = [_quarterly(told, quarters, quarters.index(quarter), known) for told in read]
        shown = {key: _worth_showing(self.cuts[key], ones, hidden) for key, ones in known.items()}
        lines = [_narrowed(line, known, shown) for line in hidden]
        return _figures(quarter, quarters, shown, lines, "quarter")

    def event_ids(self, measure: Measure, period: Period, topic: str) -> Select[Any]:
        """The numbers of the events behind a measure in a period, of a group (empty: any)."""
        rows = measure.rows()
        query = select(rows.c.event_id).where(*within(rows, period))
        key, _sep, value = topic.partition(":")
        if key not in self.cuts:
            return query
        return query.where(self.cuts[key].has(value, rows, self._own_lines(key, value, period)))

    def names(self, codes: Any) -> dict[str, str]:
        """Each code in the reader's words."""
        return names(self.cuts, codes)

    def _read(
        self, measures: Sequence[Measure], period: Period, parts: list[Period], chosen: int | None = None
    ) -> list[Told]:
        """What each measure is made of: a statement for each. `chosen`: the part whose groups are told; None: all."""
        read = []
        for measure in measures:
            told = Told(measure, [], [])
            for by, of, thing, n, whole in db.session.execute(self._counts(measure, period, parts, chosen)):
                if by == "part":
                    told.parts.append(Bundle(int(of), n, _plain(whole), frozenset(), thing))
                else:
                    told.groups.append(Bundle(0, n, _plain(whole), frozenset([self.cuts[by].code(of)]), thing))
            read.append(told)
        return read

    def _counts(self, measure: Measure, period: Period, parts: list[Period], chosen: int | None) -> Any:
        """(by, of, what is told apart, how many, their sum): the rows are found once, then counted by part and by each
        cut."""
        rows = measure.rows()
        of = [self.cuts[key].column(rows).label(f"cut_{key}") for key in measure.cuts]
        found = select(part_of(rows, parts), rows.c.value, *of).where(*within(rows, period)).cte("counted")
        apart = [found.c.value] if measure.kind in ("median", "distinct") else []
        distinct = measure.kind == "distinct"
        thing = cast(found.c.value, String) if distinct else literal("")
        added = literal(0) if distinct else func.sum(found.c.value)

        def counted(by: str, column: Any) -> Any:
            told = select(literal(by), cast(column, String), thing, func.count(), added)
            return told.group_by(column, *apart)

        here = [] if chosen is None else [found.c.part == chosen]
        cuts = [counted(key, found.c[f"cut_{key}"]).where(*here) for key in measure.cuts]
        return union_all(counted("part", found.c.part), *cuts)

    def _found(self, read: list[Told]) -> dict[str, Counter[str]]:
        """Of each cut the groups in which something counts, and how often."""
        found: dict[str, Counter[str]] = {key: Counter() for key in self.cuts}
        for told in read:
            for bundle in told.groups:
                (one,) = bundle.groups
                found[one.partition(":")[0]][one] += bundle.n
        return found

    def _line(self, told: Told, parts: list[Period], shown: dict[str, list[str]]) -> Line:
        measure, groups = told.measure, {}
        for key in measure.cuts:
            bundles = _with_others(self.cuts[key], told.groups, shown[key])
            groups[key] = by_group(measure, bundles, shown[key])
        return Line(measure, cell_of(measure, told.parts), by_part(measure, told.parts, parts), groups)

    def _own_lines(self, key: str, value: str, period: Period) -> list[str]:
        """The things that are not among "all others" in this span."""
        if value != OTHERS:
            return []
        cut = self.cuts[key]
        shown = cut.codes(self._found(self._read(self.measures, period, [period]))[key])
        return [one.partition(":")[2] for one in shown if one not in (cut.code(OTHERS), cut.code(NONE))]


def _figures(period: Period, parts: list[Period], shown: dict[str, list[str]], lines: list[Line], by: str) -> Figures:
    whole = [line for line in lines if line.measure.whole]
    return Figures(period, parts, shown, whole, [line for line in lines if not line.measure.whole], by)


def _quarterly(told: Told, quarters: list[Period], chosen: int, known: dict[str, list[str]]) -> Line:
    parts = [hide_small(cell) for cell in by_part(told.measure, told.parts, quarters)]
    here = {key: by_group(told.measure, told.groups, known[key]) for key in told.measure.cuts}
    groups = {key: hide_groups(parts[chosen], cells) for key, cells in here.items()}
    return Line(told.measure, parts[chosen], parts, groups)


def _worth_showing(cut: Cut, known: list[str], lines: list[Line]) -> list[str]:
    """Those with a number that is shown: whoever has none is not named. The most of them come first."""
    told: Counter[str] = Counter()
    for line in lines:
        for one, cell in zip(known, line.groups.get(cut.key, []), strict=False):
            told[one] += cell.n
    return [one for one in cut.codes(+told) if one != cut.code(OTHERS)]


def _narrowed(line: Line, known: dict[str, list[str]], shown: dict[str, list[str]]) -> Line:
    """The same with only the groups that are shown."""
    nothing = hide_small(Cell(0, None))
    cells = {key: dict(zip(known[key], found, strict=True)) for key, found in line.groups.items()}
    groups = {key: [found.get(one, nothing) for one in shown[key]] for key, found in cells.items()}
    return Line(line.measure, line.total, line.parts, groups)


def _plain(whole: Any) -> int | float:
    """What the database adds up, as whole as it is: cents are never rounded."""
    return int(whole) if whole == int(whole) else float(whole)


def _none_last(cut: Cut, found: Counter[str]) -> list[str]:
    none = cut.code(None)
    return [*sorted(one for one in found if one != none), none]


def _with_others(cut: Cut, bundles: list[Bundle], shown: list[str]) -> list[Bundle]:
    """Those without a line of their own count among the others of their cut, if it has such a line."""
    others = cut.code(OTHERS)
    if others not in shown:
        return bundles
    mine = [bundle for bundle in bundles if next(iter(bundle.groups)).startswith(f"{cut.key}:")]
    return [one if one.groups <= set(shown) else one._replace(groups=frozenset([others])) for one in mine]
