"""All mentorships of the cluster, for its animators: that people talk and meet, never what they say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from app.core.rules import require
from app.mentoring.queries import overview
from app.mentoring.queries.overview import MentorshipFilters
from app.mentoring.rules import may_care
from app.mentoring.views import bp
from app.web.answers import page
from app.web.csv import csv_answer
from app.web.gates import animator, current_reader

COLUMNS = ("mentor", "mentee", "innovation", "state", "since", "last_meeting", "next_meeting")


@bp.get("/mentoring/mentorships")
@animator
def mentorships() -> ResponseReturnValue:
    """The list with its filters."""
    require(may_care(current_reader()))
    filters = MentorshipFilters.read(request.args)
    return page(
        "mentoring/mentorships.html",
        "results",
        filters=filters,
        count=overview.count_mentorships(filters),
        rows=overview.mentorships_page(filters, request.args.get("after")),
    )


@bp.get("/mentoring/mentorships.csv")
@animator
def mentorships_csv() -> ResponseReturnValue:
    """The filtered list, exactly, as CSV."""
    require(may_care(current_reader()))
    return csv_answer("mentorships.csv", COLUMNS, _cells(MentorshipFilters.read(request.args)))


def _cells(filters: MentorshipFilters) -> Iterator[tuple[Any, ...]]:
    for row in overview.mentorships_rows(filters):
        names = row.pair.mentor.name, row.pair.mentee.name, row.pair.innovation_name
        yield *names, row.state, row.since, row.last, row.next
