"""The network's figures, each with the innovations behind it."""

from __future__ import annotations

from typing import Any

from flask import abort, request, url_for

from app.core.rules import NotAllowed
from app.measuring import figures
from app.measuring.rules import MEASURES_ARE_FOR
from app.measuring.views import bp
from app.measuring.views.showing import in_number
from app.web.answers import Answer, page
from app.web.csv import csv_answer
from app.web.figures import Cell
from app.web.gates import current_reader, maybe_reader, member, public
from app.web.xlsx import xlsx_answer


@bp.get("/progress/figures")
@public
def network() -> Answer:
    """How innovations stand and how they grew; by country, sector or strategy."""
    reader, cut = maybe_reader(), _cut()
    told = figures.portfolio(reader, cut)
    opened = {one.key for one in figures.FIGURES if figures.may_open(reader, one)}
    return page(
        "measuring/figures.html", told=told, cuts=figures.CUTS, counts=figures.COUNTS, measures=figures.MEASURES,
        opened=opened, written=_written,
        top=[] if cut else figures.top_sectors(reader),
        cut_tabs=[(name, url_for(".network", by=key), key == cut, None) for key, name in figures.CUTS.items()],
    )  # fmt: skip


def _cut() -> str:
    asked = request.args.get("by", "")
    return asked if asked in figures.CUTS else ""


def _written(one: figures.Figure, cell: Cell) -> str:
    """A number as it is read."""
    if cell.hidden:
        return "·"
    if cell.value is None:
        return "–"
    return in_number(cell.value, "percentage" if one.kind == "share" else "unit")


@bp.get("/progress/figures.csv")
@public
def network_csv() -> Answer:
    """The same numbers; what is hidden from the reader is empty."""
    return csv_answer("figures.csv", *figures.table_of(maybe_reader(), _cut()))


@bp.get("/progress/figures.xlsx")
@public
def network_xlsx() -> Answer:
    """The same as a workbook."""
    return xlsx_answer("figures.xlsx", *figures.table_of(maybe_reader(), _cut()))


@bp.get("/progress/figures/innovations")
@member
def network_behind() -> Answer:
    """Exactly the innovations that a figure is made of."""
    one = figures.figure(request.args.get("figure", "")) or abort(404)
    if not figures.may_open(current_reader(), one):
        raise NotAllowed(MEASURES_ARE_FOR)
    cut, group = _cut(), request.args.get("group", "")[:60]
    rows, answers = figures.behind(one, cut, group, request.args.get("after"))
    return page("measuring/behind.html", "results", **_behind(one, cut, group, rows, answers))


def _behind(one: figures.Figure, cut: str, group: str, rows: Any, answers: dict[str, Any]) -> dict[str, Any]:
    here: dict[str, Any] = {"figure": one.key, "by": cut or None, "group": group if cut else None}
    return {
        "figure": one,
        "group": figures.group_name(cut, group) if cut else "",
        "rows": rows,
        "answers": answers,
        "next_url": url_for(".network_behind", **here, after=rows.next) if rows.next else None,
        "first_url": url_for(".network_behind", **here) if request.args.get("after") else None,
        "back": url_for(".network", by=cut or None),
    }
