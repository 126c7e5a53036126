"""The catalogue, its export, and the page of one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from app.innovations import queries
from app.innovations.queries.catalogue import EXPORT_HEADER, Filters
from app.innovations.queries.duplicates import merged_into
from app.innovations.views import bp
from app.innovations.views.load import page_of, shown, the_innovation
from app.innovations.words import (
    TONES,
    goal_name,
    link_kind_name,
    offered,
    priority_name,
    sector_name,
    stage_name,
    state_meaning,
    state_name,
)
from app.reference.queries import country_name
from app.reference.regions import region_name
from app.web.answers import page
from app.web.csv import csv_answer
from app.web.gates import maybe_reader, public
from app.web.xlsx import xlsx_answer

WORDS: dict[str, Any] = {
    "country": country_name,
    "region": region_name,
    "sector": sector_name,
    "goal": lambda number: goal_name(int(number)),
    "stage": stage_name,
    "state": state_name,
}

FILTERS: dict[str, Callable[..., str]] = {
    "sector": sector_name,
    "stage": stage_name,
    "goal": goal_name,
    "priority": priority_name,
    "link_kind": link_kind_name,
    "region": region_name,
    "innovation_state": state_name,
    "innovation_state_meaning": state_meaning,
    "innovation_tone": lambda state: TONES.get(state, "neutral"),
}
for _name, _filter in FILTERS.items():
    bp.add_app_template_filter(_filter, _name)


@bp.get("/innovations")
@public
def index() -> Response:
    """The catalogue: members see all, visitors what is public."""
    reader, filters = maybe_reader(), Filters.asked(request.args)
    return page(
        "innovations/index.html",
        fragment="results",
        listed=queries.catalogue(reader, filters, request.args.get("after")),
        filters=filters,
        in_force=_chips(filters),
        offered=offered(),
        countries=queries.countries_here(reader),
        regions=queries.regions_here(reader),
        after=request.args.get("after"),
        proposing=queries.takes_proposals(),
    )


@bp.get("/innovations.csv")
@public
def export() -> Response:
    """Exactly what is filtered, as CSV."""
    reader, filters = maybe_reader(), Filters.asked(request.args)
    return csv_answer("innovations.csv", EXPORT_HEADER, queries.export_rows(reader, filters))


@bp.get("/innovations.xlsx")
@public
def export_xlsx() -> Response:
    """The same as a workbook."""
    reader, filters = maybe_reader(), Filters.asked(request.args)
    return xlsx_answer("innovations.xlsx", EXPORT_HEADER, queries.export_rows(reader, filters))


@bp.get("/innovations/<id>")
@public
def innovation(id: str) -> Response:
    """One innovation; `?language=` chooses among its texts. One that was merged leads to the one that is kept."""
    if kept := merged_into(id):
        return redirect(page_of(the_innovation(kept)))
    one = the_innovation(id)
    return page("innovations/innovation.html", **shown(one, request.args.get("language", "")[:8]))


def _chips(filters: Filters) -> list[tuple[str, str]]:
    """The filters in force, each with the address without it."""
    told = filters.in_url()
    chips = []
    for name in (each for each in ("q", *WORDS) if each in told):
        words = WORDS[name](told[name]) if name in WORDS else f"“{told[name]}”"
        rest: dict[str, Any] = {**filters.in_url(**{name: ""})}
        chips.append((words, url_for(".index", **rest)))
    return chips
