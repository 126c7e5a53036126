"""The desk: all candidates with what their scores come to, as a list, as tables to take away, and one by one."""

from __future__ import annotations

from typing import Any

from flask import abort, request, url_for
from flask_babel import gettext as _

from app.selection import actions, queries
from app.selection.forms import NotesForm
from app.selection.queries import DeskFilter
from app.selection.views import bp
from app.selection.views.load import the_candidate, the_desk_round
from app.web.answers import Answer, invalid, page, saved
from app.web.csv import csv_answer
from app.web.gates import current_reader, member, participant
from app.web.xlsx import xlsx_answer


@bp.get("/rounds/<id>/desk")
@member
def desk(id: str) -> Answer:
    """The candidates by rank, or as asked."""
    one, asked, after = the_desk_round(id), DeskFilter.asked(request.args), request.args.get("after")
    rows = queries.desk_rows(current_reader(), one, asked)
    return page(
        "selection/desk.html", "results", round=one, asked=asked, after=after, number=len(rows),
        found=queries.page_of_rows(rows, after),
    )  # fmt: skip


def _told(id_: str) -> tuple[Any, Any]:
    one = the_desk_round(id_)
    criteria = queries.criteria_of(id_)
    rows = queries.desk_rows(current_reader(), one, DeskFilter.asked(request.args))
    return queries.desk_header(criteria), queries.desk_lines(rows, criteria)


@bp.get("/rounds/<id>/desk.csv")
@member
def desk_csv(id: str) -> Answer:
    """Exactly what is filtered."""
    return csv_answer("selection.csv", *_told(id))


@bp.get("/rounds/<id>/desk.xlsx")
@member
def desk_xlsx(id: str) -> Answer:
    """The same as a workbook."""
    return xlsx_answer("selection.xlsx", *_told(id))


@bp.route("/rounds/candidates/<id>", methods=["GET", "POST"])
@participant
def candidate(id: str) -> Answer:
    """One candidate: who said what, and notes for the discussion."""
    place, innovation, one = the_candidate(id)
    row = queries.one_row(current_reader(), one, id)
    if row is None:
        abort(404)
    form = NotesForm(data={"notes": place.notes})
    if form.is_submitted() and form.validate():
        actions.note_candidate(current_reader(), place, form.notes.data or "")
        return saved(url_for(".candidate", id=id), _("Saved."))
    told: dict[str, Any] = {"candidate": place, "innovation": innovation, "round": one, "row": row, "form": form}
    answer = invalid if form.is_submitted() else page
    return answer("selection/candidate.html", **told, **_behind(row, one.id))


def _behind(row: queries.Row, round_id: str) -> dict[str, Any]:
    return {
        "named": not queries.is_of_team(current_reader(), row.innovation_id),
        "criteria": queries.criteria_of(round_id),
        "judged": () if row.hidden else queries.judged(row.id),
        "versions": queries.versions_of(row.id),
    }
