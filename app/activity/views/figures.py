"""All measures on one page: by month with their definitions, told apart by one dimension, each leading to the entries
behind it; for who is no animator by quarter, without what is small."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from flask import request, url_for

from app.activity.measures import ROOMS, Figures, Room
from app.activity.views import bp
from app.people.queries import cluster
from app.web.answers import Answer, page
from app.web.csv import csv_answer
from app.web.figures import counted_for, in_words, part_code, part_name, shown_with, written
from app.web.gates import current_reader, member
from app.web.periods import Period
from app.web.xlsx import xlsx_answer

COLUMNS = ("measure", "definition", "unit", "by", "of", "name", "value", "entries")


@bp.get("/activity/figures")
@member
def figures_page() -> Answer:
    """Every measure, its definition, its numbers."""
    counted, wrong, exact = _counted()
    by = _by()
    rooms = [
        (room, figures, behind(room), room.written or in_words, _series(room, figures), _groups(room, figures, by))
        for room, figures in counted
    ]
    first = counted[0][1]
    return page(
        "activity/figures.html", "results", rooms=rooms, wrong=wrong, exact=exact, by=by, counted=first,
        dimensions=_dimensions(), **shown_with(first, exact, cluster().timezone),
    )  # fmt: skip


@bp.get("/activity/figures.csv")
@member
def figures_csv() -> Answer:
    """Exactly what the page shows, as CSV."""
    return csv_answer("figures.csv", COLUMNS, list(_cells()))


@bp.get("/activity/figures.xlsx")
@member
def figures_xlsx() -> Answer:
    """The same as a workbook."""
    return xlsx_answer("figures.xlsx", COLUMNS, _cells())


def _counted() -> tuple[list[tuple[Room, Figures]], list[str], bool]:
    """Each room with its figures of the days that are asked for."""
    reader, zone = current_reader(), cluster().timezone
    told = [(room, *counted_for(reader, request.args, zone, room.figures, room.outside)) for room in ROOMS.values()]
    return [(room, figures) for room, figures, _wrong, _exact in told], told[0][2], told[0][3]


def _by() -> str:
    asked = request.args.get("by", "")
    return asked if asked in dict(_dimensions()) else ""


def _dimensions() -> list[tuple[str, Any]]:
    """All by which something is told apart."""
    return list({key: cut.head for room in ROOMS.values() for key, cut in room.cuts.items()}.items())


def _groups(room: Room, figures: Figures, by: str) -> tuple[Any, ...] | None:
    """The room's table by this dimension: title, head, measures, rows; None where nothing counts."""
    lines = figures.cut(by) if by else []
    if not any(cell.n for line in lines for cell in line.groups[by]):
        return None
    codes, cut = figures.codes[by], room.cuts[by]
    named = room.names(codes)
    return (
        cut.title,
        cut.head,
        lines,
        [(code, named[code], [line.groups[by][at] for line in lines]) for at, code in enumerate(codes)],
    )


def _series(room: Room, figures: Figures) -> list[Any]:
    """Counts, for the room's chart."""
    tell = shown_with(figures, True, cluster().timezone, room.written or in_words)["series"]
    return list(tell(*[line.measure.key for line in figures.lines if not line.measure.unit][:2]))


def behind(room: Room) -> Callable[..., str | None]:
    """The address of the log's entries behind a number of this room; None where nobody else may read them."""

    def address(measure: Any, period: Period, group: str = "") -> str | None:
        if not measure.opens:
            return None
        return url_for(
            "activity.index", figure=room.opened_as(measure), topic=group or None, **dict[str, Any](period.as_args)
        )

    return address


def _cells() -> Iterator[tuple[Any, ...]]:
    by = _by()
    for room, figures in _counted()[0]:
        named = room.names(figures.codes[by]) if by in figures.codes else {}
        for line in (*figures.lines, *figures.apart):
            told = (room.opened_as(line.measure), str(line.measure.definition), line.measure.unit)
            if line.measure.whole:
                yield *told, "all", "", "", *written(line.total)
                for part, cell in zip(figures.parts, line.parts, strict=True):
                    code, name = part_code(part, figures.by), part_name(part, figures.by)
                    yield *told, figures.by, code, name, *written(cell)
            for code, cell in zip(figures.codes.get(by, ()), line.groups.get(by, ()), strict=False):
                yield *told, by, code.rpartition(":")[2], named[code], *written(cell)
