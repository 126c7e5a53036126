"""The list of what happened elsewhere, and the same as a table for spreadsheets and reports."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from app.outreach import queries
from app.outreach.exporting import COLUMNS, export_rows
from app.outreach.queries import ActivityFilter
from app.outreach.views import bp
from app.outreach.words import AUDIENCE, type_name
from app.reference.queries import country_name
from app.web.answers import Answer, page
from app.web.csv import csv_answer
from app.web.gates import current_reader, member
from app.web.xlsx import xlsx_answer


@bp.get("/outreach")
@member
def index() -> Answer:
    """What was logged, the latest first; one's own drafts."""
    reader, asked, after = current_reader(), ActivityFilter.asked(request.args), request.args.get("after")
    innovations = queries.innovations_here(reader)
    return page(
        "outreach/index.html", "results", asked=asked, after=after, found=queries.activities_page(reader, asked, after),
        count=queries.count_activities(reader, asked), as_cards=request.args.get("view") == "cards",
        chips=_chips(asked, dict(innovations)), innovations=innovations, countries=queries.countries_here(reader),
        drafts=str(queries.count_activities(reader, ActivityFilter(show="drafts"))),
    )  # fmt: skip


@bp.get("/outreach/export.csv")
@member
def export_csv() -> Answer:
    """Exactly what is filtered."""
    reader = current_reader()
    rows = export_rows(reader, queries.activity_rows(reader, ActivityFilter.asked(request.args)))
    return csv_answer("outreach.csv", COLUMNS, rows)


@bp.get("/outreach/export.xlsx")
@member
def export_xlsx() -> Answer:
    """The same as a workbook."""
    reader = current_reader()
    rows = export_rows(reader, queries.activity_rows(reader, ActivityFilter.asked(request.args)))
    return xlsx_answer("outreach.xlsx", COLUMNS, rows)


def _chips(asked: ActivityFilter, innovations: dict[str, str]) -> list[tuple[str, str]]:
    """(words, the address without it) of every filter in force."""
    words = {
        "q": f"“{asked.q}”",
        "type": type_name(asked.type),
        "audience": str(AUDIENCE.get(asked.audience, "")),
        "country": country_name(asked.country),
        "since": _("From %(day)s", day=asked.since),
        "until": _("To %(day)s", day=asked.until),
        "innovation": innovations.get(asked.innovation) or _("One innovation"),
    }
    return [(words[name], _without(asked, name)) for name in words if getattr(asked, name)]


def _without(asked: ActivityFilter, name: str) -> str:
    rest: dict[str, Any] = {**asked.args(**{name: ""})}
    return url_for(".index", **rest)
