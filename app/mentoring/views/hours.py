"""Confirmed hours: one's own, or everybody's for animators; the list, and the same as a table to take along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.models import ID_LENGTH
from app.core.rules import allows
from app.core.search import MAX_QUERY
from app.mentoring.queries import hours
from app.mentoring.queries.hours import HourFilters
from app.mentoring.rules import may_see_all_hours
from app.mentoring.views import bp
from app.mentoring.views.answering import only
from app.people.queries import cluster
from app.web.answers import page
from app.web.csv import csv_answer
from app.web.gates import current_reader, participant
from app.web.periods import read_period
from app.web.xlsx import xlsx_answer

SESSION_COLUMNS = ("starts_at", "minutes", "hours", "kind", "mentor", "mentee", "innovation")
SUM_COLUMNS = {"mentor": ("mentor", "sessions", "minutes", "hours"),
               "innovation": ("innovation", "sessions", "minutes", "hours")}  # fmt: skip


def _filters() -> tuple[HourFilters, list[str]]:
    """What the address asks for; who is no animator asks for their own sessions, whatever they write."""
    period, wrong = read_period(request.args, cluster().timezone)
    own = "" if allows(may_see_all_hours(current_reader())) else current_reader().id
    told = {name: request.args.get(name, "")[:ID_LENGTH] for name in ("mentor", "innovation")}
    q, by = request.args.get("q", "").strip()[:MAX_QUERY], only(request.args.get("by"), hours.VIEWS) or "session"
    return HourFilters(own, q, **told, by=by, period=period), wrong


def _chips(filters: HourFilters) -> list[tuple[str, str]]:
    """The mentor and the innovation that are chosen, each with the address of the list without it."""
    chosen = [at for at in ("mentor", "innovation") if getattr(filters, at)]
    if not chosen:
        return []
    names = dict(zip(("mentor", "innovation"), hours.names_in(filters), strict=True))
    kept: dict[str, Any] = dict(filters.as_args)
    return [
        (names[at] or _("Nothing found"), url_for("mentoring.hours_list", **{k: v for k, v in kept.items() if k != at}))
        for at in chosen
    ]


@bp.get("/mentoring/hours")
@participant
def hours_list() -> ResponseReturnValue:
    """The list with its filters, and what it adds up to."""
    filters, wrong = _filters()
    return page(
        "mentoring/hours.html",
        "results",
        filters=filters,
        wrong=wrong,
        chips=_chips(filters),
        total=hours.total(filters),
        own=hours.given_and_taken(filters) if filters.own else None,
        rows=hours.hours_page(filters, request.args.get("after")),
        zone=cluster().timezone,
    )


@bp.get("/mentoring/hours.csv")
@participant
def hours_csv() -> ResponseReturnValue:
    """The filtered list, exactly, as CSV."""
    filters, _wrong = _filters()
    return csv_answer("hours.csv", _columns(filters), _cells(filters))


@bp.get("/mentoring/hours.xlsx")
@participant
def hours_xlsx() -> ResponseReturnValue:
    """The same as a workbook."""
    filters, _wrong = _filters()
    return xlsx_answer("hours.xlsx", _columns(filters), _cells(filters))


def _columns(filters: HourFilters) -> tuple[str, ...]:
    return SUM_COLUMNS.get(filters.by, SESSION_COLUMNS)


def _cells(filters: HourFilters) -> Iterator[tuple[Any, ...]]:
    for row in hours.hours_rows(filters):
        if filters.by == "session":
            told = hours_of(row.minutes)
            yield row.starts_at, row.minutes, told, row.kind, row.mentor, row.mentee or row.title, row.innovation
        else:
            yield row.name, row.sessions, row.minutes, hours_of(row.minutes)


def hours_of(minutes: int) -> float:
    """Minutes as hours, to the hundredth: as pages, tables and certificates write them."""
    return round(minutes / 60, 2)
