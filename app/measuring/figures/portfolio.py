"""The network's figures as their page shows them: in all, or by a cut; small numbers hidden outside (BEHAVIOURS A9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from app.core.paging import Page, keyset
from app.core.rules import Actor, allows
from app.extensions import db
from app.innovations.queries import SocialInnovation
from app.measuring.figures import reading
from app.measuring.figures.counting import FIGURES, Figure, answered, cell, within
from app.measuring.rules import may_see_measures
from app.web.figures import Cell, hide_groups, hide_small, may_see_small_figures

TOP = 5


@dataclass(frozen=True)
class Line:
    """A group of a cut (or all) with its cells by figure; `asked`: of each, how many could have answered."""

    group: str
    name: str
    cells: Mapping[str, Cell]
    asked: Mapping[str, int]


@dataclass(frozen=True)
class Portfolio:
    """`whole`, and the lines of the cut that was asked for, those with most innovations first."""

    cut: str
    whole: Line
    lines: Sequence[Line]


def portfolio(reader: Actor | None, cut: str = "") -> Portfolio:
    """Everything, as this reader may know it: six statements, however many innovations there are."""
    standings = reading.standings()
    whole = _line("", _("All"), reading.numbers("", FIGURES)[""], standings)
    lines: list[Line] = []
    if cut:
        found = reading.numbers(cut, FIGURES)
        named = reading.names(cut, [group for group in found if group])
        order = sorted((one for one in found if one), key=lambda one: (-found[one]["identified"], named.get(one, one)))
        groups = [(one, named.get(one, one)) for one in order] + [("", _nothing(cut))]
        zero = dict.fromkeys((one.key for one in FIGURES), 0)
        lines = [_line(one, name, found.get(one, zero), within(standings, cut, one)) for one, name in groups]
    return _shown(reader, Portfolio(cut, whole, lines))


def table_of(reader: Actor | None, cut: str = "") -> tuple[list[str], list[list[Any]]]:
    """The same as a table: a header of keys, a line for each group of the cut, all of it last. Of what is measured, how
    many answered and were asked stands beside it. What is hidden from this reader is empty."""
    told = portfolio(reader, cut)
    header = ["group", "name"]
    for one in FIGURES:
        header += [one.key] if one.kind == "count" else [one.key, f"{one.key}_answered", f"{one.key}_asked"]
    return header, [_row(line) for line in (*told.lines, told.whole)]


def _row(line: Line) -> list[Any]:
    row: list[Any] = [line.group, line.name]
    for one in FIGURES:
        cell = line.cells[one.key]
        row.append(None if cell.hidden else cell.value)
        if one.kind != "count":
            row += [None, None] if cell.hidden else [cell.n, line.asked[one.key]]
    return row


def top_sectors(reader: Actor | None) -> list[Line]:
    """Those with most innovations that were selected; none that is too small for this reader to be told."""
    lines = [line for line in portfolio(reader, "sector").lines if line.group and line.cells["selected"].n]
    return sorted(lines, key=lambda line: (-line.cells["selected"].n, line.name))[:TOP]


def group_name(cut: str, group: str) -> str:
    """A group of a cut in words."""
    return reading.names(cut, [group]).get(group, group) if group else _nothing(cut)


def _nothing(cut: str) -> str:
    return {"country": _("No country named"), "sector": _("No sector"), "strategy": _("No strategy yet")}[cut]


def _line(group: str, name: str, numbers: Mapping[str, int], standings: Sequence[Any]) -> Line:
    cells = {}
    for one in FIGURES:
        if one.kind == "count":
            cells[one.key] = Cell(numbers[one.key], numbers[one.key])
        else:
            cells[one.key] = cell(one, list(answered(one, standings).values()))
    return Line(group, name, cells, numbers)


def _shown(reader: Actor | None, told: Portfolio) -> Portfolio:
    """What is too small for this reader is hidden, with what it could be worked out from."""
    hidden = [one for one in FIGURES if not _exact(reader, one)]
    if not hidden:
        return told
    whole = {one.key: hide_small(told.whole.cells[one.key]) for one in hidden}
    lines = [dict(line.cells) for line in told.lines]
    for one in hidden:
        cells = [line.cells[one.key] for line in told.lines]
        for at, each in enumerate(hide_groups(whole[one.key], cells) if cells else []):
            lines[at][one.key] = each
    # how many could have answered is a number, too: it is told where the counts beside it are
    shown = [Line(line.group, line.name, cells, line.asked) for line, cells in zip(told.lines, lines, strict=True)]
    if len(hidden) == len(FIGURES):  # from outside nobody is named, nor ranked, of whom no number is told
        named = [line for line in shown if any(not one.hidden and one.n for one in line.cells.values())]
        shown = sorted(named, key=lambda line: (not line.group, line.name))
    return Portfolio(told.cut, Line("", told.whole.name, {**told.whole.cells, **whole}, told.whole.asked), shown)


def _exact(reader: Actor | None, one: Figure) -> bool:
    """Counts of states are in the catalogue for whoever is of the cluster; what was measured is for those who see
    everybody's results."""
    if reader is None:
        return False
    return allows(may_see_small_figures(reader)) if one.kind == "count" else allows(may_see_measures(reader))


def may_open(reader: Actor | None, one: Figure) -> bool:
    """May this reader see the innovations behind a figure?"""
    return _exact(reader, one)


def behind(one: Figure, cut: str, group: str, after: str | None = None) -> tuple[Page, dict[str, Any]]:
    """The innovations behind a figure, by name: those it counts, or those that answered; and their answers."""
    query: Any = _rows().where(reading.counts(one))
    if cut:
        query = query.where(reading.in_group(cut, group))
    answers: dict[str, Any] = {}
    if one.kind != "count":
        answers = answered(one, reading.standings())
        query = query.where(SocialInnovation.id.in_(list(answers)))
    keys = (SocialInnovation.sort_name, SocialInnovation.id)
    return keyset(db.session.execute, query, keys, after, descending=False), answers


def _rows() -> Any:
    return select(
        SocialInnovation.sort_name, SocialInnovation.id, SocialInnovation.name, SocialInnovation.state,
        SocialInnovation.country,
    )  # fmt: skip
