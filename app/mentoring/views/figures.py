"""What mentoring comes to: figures by month and topic, each leading to the entries of the log behind it; for who is no
animator by quarter, without what is small.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.core.rules import allows
from app.mentoring.figures import (
    Cell,
    Figures,
    Line,
    Measure,
    figures,
    figures_outside,
    opened_as,
    presets,
    quarters_over,
    read_quarter,
    read_span,
)
from app.mentoring.figures.measures import topic_words
from app.mentoring.rules import may_see_exact_figures
from app.mentoring.views import bp
from app.people.queries import cluster
from app.web.answers import page
from app.web.csv import csv_answer
from app.web.gates import current_reader, member
from app.web.jinja import in_days, month, number
from app.web.periods import Period
from app.web.xlsx import xlsx_answer

COLUMNS = ("measure", "unit", "by", "of", "value", "entries")


def _counted() -> tuple[Figures, list[str], bool]:
    zone = cluster().timezone
    if allows(may_see_exact_figures(current_reader())):
        period, wrong = read_span(request.args, zone)
        return figures(period), wrong, True
    quarters = quarters_over(zone)
    period, wrong = read_quarter(request.args, quarters)
    return figures_outside(period, quarters), wrong, False


@bp.get("/mentoring/figures")
@member
def figures_page() -> ResponseReturnValue:
    """The figures, their definitions and their charts."""
    counted, wrong, exact = _counted()
    offered = (
        presets(cluster().timezone) if exact else [(part_name(it, "quarter"), it) for it in reversed(counted.parts)]
    )
    return page(
        "mentoring/figures.html", "results", counted=counted, wrong=wrong, exact=exact, zone=cluster().timezone,
        presets=offered, in_words=in_words, behind=behind, entries_in_words=entries_in_words, part_name=part_name,
        topic_words=topic_words, series=lambda *keys: [_series(counted.line(key)) for key in keys],
    )  # fmt: skip


def part_name(part: Period, by: str) -> str:
    """A month or a quarter in words: "May 2026", "April to June 2026"."""
    if by == "month" or part.since is None or part.until is None:
        return month(part.since) if part.since else ""
    return _("%(first)s to %(last)s", first=in_days(part.since, "LLLL"), last=month(part.until))


@bp.get("/mentoring/figures.csv")
@member
def figures_csv() -> ResponseReturnValue:
    """Exactly what the page shows, as CSV."""
    return csv_answer("mentoring-figures.csv", COLUMNS, _cells(_counted()[0]))


@bp.get("/mentoring/figures.xlsx")
@member
def figures_xlsx() -> ResponseReturnValue:
    """The same as a workbook."""
    return xlsx_answer("mentoring-figures.xlsx", COLUMNS, _cells(_counted()[0]))


def _cells(counted: Figures) -> Iterator[tuple[Any, ...]]:
    for line in counted.lines:
        named = (line.measure.key, line.measure.unit)
        yield *named, "all", "", *_written(line.total)
        for part, cell in zip(counted.parts, line.parts, strict=True):
            yield *named, counted.by, _part_code(part, counted.by), *_written(cell)
        for topic, cell in zip(counted.topics, line.topics, strict=True):
            yield *named, "topic", topic, *_written(cell)


def _part_code(part: Period, by: str) -> str:
    """As tables write it: 2026-05, 2026-Q2."""
    first = part.since
    if first is None:
        return ""
    return f"{first:%Y-%m}" if by == "month" else f"{first.year}-Q{(first.month + 2) // 3}"


def _written(cell: Cell) -> tuple[Any, Any]:
    return (None, None) if cell.hidden else (cell.value, cell.n)


def _series(line: Line) -> tuple[Any, list[float | None], list[str]]:
    """A measure by part of time, for a chart: its name, its numbers, the same in words."""
    values = [None if cell.hidden else cell.value for cell in line.parts]
    return line.measure.name, values, [in_words(cell, line.measure) for cell in line.parts]


def in_words(cell: Cell, measure: Measure) -> str:
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


def behind(measure: Measure, period: Period, topic: str = "") -> str:
    """The address of the log's entries behind a number."""
    return url_for("activity.index", figure=opened_as(measure), topic=topic or None, **_days(period))


def _days(period: Period) -> dict[str, Any]:
    return dict(period.as_args)
