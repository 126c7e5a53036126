"""What the board comes to: figures by month, category, organisation and innovation, each leading to the entries of the
log behind it; for who is no animator by quarter, without what is small.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import request, url_for

from app.offers.figures import CUTS, Figures, Measure, figures, figures_outside, names, opened_as
from app.offers.figures import written as figures_written
from app.offers.views import bp
from app.people.queries import cluster
from app.web.answers import Answer, page
from app.web.csv import csv_answer
from app.web.figures import counted_for, part_code, part_name, shown_with, written
from app.web.gates import current_reader, member
from app.web.periods import Period
from app.web.xlsx import xlsx_answer

COLUMNS = ("measure", "unit", "by", "of", "name", "value", "entries")


def _counted() -> tuple[Figures, list[str], bool]:
    return counted_for(current_reader(), request.args, cluster().timezone, figures, figures_outside)


@bp.get("/offers/figures")
@member
def figures_page() -> Answer:
    """The figures, their definitions and their charts."""
    counted, wrong, exact = _counted()
    shown = shown_with(counted, exact, cluster().timezone, figures_written)
    return page(
        "offers/figures.html", "results", counted=counted, wrong=wrong, exact=exact, behind=behind,
        tables=_tables(counted), **shown,
    )  # fmt: skip


@bp.get("/offers/figures.csv")
@member
def figures_csv() -> Answer:
    """Exactly what the page shows, as CSV."""
    return csv_answer("offers-figures.csv", COLUMNS, list(_cells(_counted()[0])))


@bp.get("/offers/figures.xlsx")
@member
def figures_xlsx() -> Answer:
    """The same as a workbook."""
    return xlsx_answer("offers-figures.xlsx", COLUMNS, _cells(_counted()[0]))


def behind(measure: Measure, period: Period, group: str = "") -> str:
    """The address of the log's entries behind a number."""
    days: dict[str, Any] = dict(period.as_args)
    return url_for("activity.index", figure=opened_as(measure), topic=group or None, **days)


def _cells(counted: Figures) -> Iterator[tuple[Any, ...]]:
    named = names(group for groups in counted.codes.values() for group in groups)
    for line in (*counted.lines, *counted.apart):
        told = (line.measure.key, line.measure.unit)
        if line.measure.whole:
            yield *told, "all", "", "", *written(line.total)
            for part, cell in zip(counted.parts, line.parts, strict=True):
                yield *told, counted.by, part_code(part, counted.by), part_name(part, counted.by), *written(cell)
        for cut, cells in line.groups.items():
            for group, cell in zip(counted.codes[cut], cells, strict=True):
                yield *told, cut, group.partition(":")[2], named[group], *written(cell)


def _tables(counted: Figures) -> list[tuple[Any, ...]]:
    """Of each cut in which something counts: its title, the head of its first column, its measures, and its rows."""
    named = names(group for groups in counted.codes.values() for group in groups)
    return [
        (CUTS[cut].title, CUTS[cut].head, lines, rows)
        for cut in CUTS
        if (lines := counted.cut(cut)) and any(cell.n for line in lines for cell in line.groups[cut])
        for rows in [
            [
                (group, named[group], [line.groups[cut][at] for line in lines])
                for at, group in enumerate(counted.codes[cut])
            ]
        ]
    ]
