"""Figures as pages and tables write them."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from app.web.figures.counting import Cell
from app.web.jinja import in_days, month, number
from app.web.periods import Period


def part_name(part: Period, by: str) -> str:
    """A month or a quarter in words: "May 2026", "April to June 2026"."""
    if by == "month" or part.since is None or part.until is None:
        return month(part.since) if part.since else ""
    return _("%(first)s to %(last)s", first=in_days(part.since, "LLLL"), last=month(part.until))


def part_code(part: Period, by: str) -> str:
    """As tables write it: 2026-05, 2026-Q2."""
    first = part.since
    if first is None:
        return ""
    return f"{first:%Y-%m}" if by == "month" else f"{first.year}-Q{(first.month + 2) // 3}"


def written(cell: Cell) -> tuple[Any, Any]:
    """As tables write it: the number and of how many entries it is made, both empty where it is hidden."""
    return (None, None) if cell.hidden else (cell.value, cell.n)


def in_words(cell: Cell, measure: Any) -> str:
    """The number as the page writes it; a dash where there is none, or where it is hidden."""
    if cell.hidden or cell.value is None:
        return "–"
    told = number(cell.value)
    return _("%(number)s %%", number=told) if measure.unit == "percent" else told


def entries_in_words(cell: Cell) -> str:
    """Of how many entries a number is made."""
    if cell.hidden:
        return _("too few to be shown")
    return ngettext("from %(num)s entry", "from %(num)s entries", cell.n)


def chart_labels(parts: list[Period], by: str) -> list[tuple[str, int | str]]:
    """What stands under a chart: each month or quarter, and the year where it begins."""
    form = "MMM" if by == "month" else "QQQ"
    firsts = [part.since for part in parts if part.since]
    return [
        (in_days(first, form), first.year if number == 0 or first.month == 1 else "")
        for number, first in enumerate(firsts)
    ]
