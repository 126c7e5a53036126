"""Deciding, and decisions as they were frozen."""

from __future__ import annotations

from typing import Any

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.core.rules import Refused
from app.selection import actions, queries
from app.selection.forms import DecisionForm
from app.selection.models import SelectionRound
from app.selection.queries import DeskFilter, Row
from app.selection.rules import may_see_desk
from app.selection.views import bp
from app.selection.views.load import the_desk_round
from app.web.answers import Answer, invalid, leave, page
from app.web.gates import current_reader, member, participant


@bp.route("/rounds/<id>/decisions/new", methods=["GET", "POST"])
@participant
def decide(id: str) -> Answer:
    """Those that were ticked, or all of the list at the desk: what becomes of them, and why."""
    one = the_desk_round(id)
    rows = _chosen(one)
    form = DecisionForm(("selected",)) if one.state == "decided" else DecisionForm()
    try:
        if form.is_submitted() and form.validate():
            ids = [row.id for row in rows]
            actions.decide(current_reader(), one, ids, form.outcome.data, form.reason.data or "")
            words = ngettext("%(num)d decision is taken.", "%(num)d decisions are taken.", len(rows))
            return leave(url_for(".desk", id=id), words)
    except Refused as refused:
        form.refuse(refused)
    answer = invalid if form.is_submitted() else page
    return answer("selection/decide.html", round=one, rows=rows, form=form, args=request.args.to_dict(flat=False))


def _chosen(one: SelectionRound) -> list[Row]:
    """By the address: so that the form shows, and decides about, the same ones."""
    rows = queries.desk_rows(current_reader(), one, DeskFilter.asked(request.args))
    ids = set(request.args.getlist("candidate"))
    wanted = [row for row in rows if request.args.get("all") or row.id in ids]
    states = ("reserve",) if one.state == "decided" else ("", "reserve")
    return [row for row in wanted if row.outcome in states]


@bp.get("/rounds/decisions/<id>")
@member
def decision(id: str) -> Answer:
    """The frozen record, for the panel and the team; who assessed is for the panel alone."""
    made, innovation, one = queries.one_decision(id) or abort(404)
    reader = current_reader()
    team = queries.is_of_team(reader, innovation.id)
    panel = bool(may_see_desk(reader, one)) and not team
    if not (team or panel):
        abort(404)
    told: dict[str, Any] = {"decision": made, "innovation": innovation, "round": one, "panel": panel}
    versions = queries.versions_of(made.candidate_id)
    names = queries.names_of([each["assessor_id"] for each in made.frozen["assessments"]]) if panel else {}
    title = _("Decision on %(name)s", name=innovation.name)
    return page("selection/decision.html", versions=versions, names=names, title=title, **told)
