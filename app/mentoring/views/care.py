"""What animators look after in mentoring, one list at a time, each with what can be done; and each as CSV."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from app.core.rules import require
from app.mentoring.forms.conflicts import THINGS, TIES
from app.mentoring.queries.care import (
    BY_PERIOD,
    LISTS,
    PERIODS,
    Care,
    care_count,
    care_counts,
    care_page,
    care_rows,
)
from app.mentoring.rules import may_care
from app.mentoring.views import bp
from app.people.queries import REPORT_REASONS
from app.web.answers import page
from app.web.csv import csv_answer
from app.web.gates import animator, current_reader

Columns = dict[str, Callable[[Any], Any]]
CSV: dict[str, Columns] = {
    "silent": {
        "mentor": lambda row: row.pair.mentor.name, "mentee": lambda row: row.pair.mentee.name,
        "innovation": lambda row: row.pair.innovation_name, "waits_since": lambda row: row.since,
        "days": lambda row: row.days, "reminded": lambda row: row.nudged, "expires_at": lambda row: row.ends_at,
    },
    "late": {
        "cancelled_by": lambda row: row.by, "with": lambda row: row.other, "starts_at": lambda row: row.starts_at,
        "cancelled_at": lambda row: row.at, "times_in_this_period": lambda row: row.times,
    },
    "disputed": {
        "starts_at": lambda row: row.starts_at, "group": lambda row: row.title, "mentor": lambda row: row.mentor,
        "mentee": lambda row: row.mentee, "said_to_be_missing": lambda row: row.missing,
        "contested_by": lambda row: row.by,
    },
    "reports": {
        "on": lambda row: row.created_at, "about": lambda row: row.person, "told_by": lambda row: row.reporter,
        "reason": lambda row: row.reason, "state": lambda row: row.state, "settled_by": lambda row: row.settler,
    },
    "blocks": {
        "on": lambda row: row.created_at, "person": lambda row: row.person, "blocked": lambda row: row.other,
    },
    "conflicts": {
        "declared_on": lambda row: row.at, "mentor": lambda row: row.mentor, "tied_to": lambda row: row.name,
        "thing": lambda row: row.thing, "kind": lambda row: row.kind, "declared_by": lambda row: row.declarer,
        "work_together": lambda row: row.together,
    },
    "load": {
        "mentor": lambda row: row.name, "state": lambda row: row.state, "places": lambda row: row.capacity,
        "mentees": lambda row: row.load.mentees, "open_requests": lambda row: row.load.requests,
        "sessions_last_30_days": lambda row: row.load.sessions_before,
        "sessions_next_30_days": lambda row: row.load.sessions_ahead,
    },
}  # fmt: skip
"""Each list's columns. Notes, reasons of a block and what people wrote are in none of them."""


@bp.get("/mentoring/care")
@animator
def care() -> ResponseReturnValue:
    """One of the lists."""
    me, asked = current_reader(), Care.read(request.args)
    require(may_care(me))
    found = care_page(me, asked, request.args.get("after"))
    return page(
        "mentoring/care.html", "results", asked=asked, rows=found.rows, following=found.next, lists=LISTS,
        count=care_count(me, asked), counts=care_counts(me), periods=PERIODS, by_period=BY_PERIOD, kinds=TIES,
        things=THINGS, reasons=REPORT_REASONS,
    )  # fmt: skip


@bp.get("/mentoring/care.csv")
@animator
def care_csv() -> ResponseReturnValue:
    """The filtered list, exactly, as CSV."""
    me, asked = current_reader(), Care.read(request.args)
    require(may_care(me))
    columns = CSV[asked.which]
    rows = ([read(row) for read in columns.values()] for row in care_rows(me, asked))
    return csv_answer(f"{asked.which}.csv", list(columns), rows)
