"""The gates, one candidate at a time."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.core.rules import Refused, require
from app.innovations.queries import detail
from app.selection import actions, queries
from app.selection.forms import named_gates
from app.selection.rules import may_run_round
from app.selection.views import bp
from app.selection.views.load import the_candidate
from app.web.answers import Answer, invalid, leave, page
from app.web.gates import animator, current_reader


@bp.route("/rounds/candidates/<id>/gates", methods=["GET", "POST"])
@animator
def screening(id: str) -> Answer:
    """Answer each gate with yes or no, then on to the next."""
    candidate, innovation, one = the_candidate(id)
    require(may_run_round(current_reader(), one))
    form = named_gates(queries.gates_of(one.id), queries.answers_of(id))
    try:
        if form.is_submitted() and form.validate():
            actions.screen(current_reader(), candidate, form.answers())
            return _on(one.id, id)
    except Refused as refused:
        form.refuse(refused)
    told: dict[str, Any] = {"form": form, "candidate": candidate, "innovation": innovation, "round": one} | _beside(
        one.id, id
    )
    answer = invalid if form.is_submitted() else page
    return answer("selection/screening.html", more=detail(innovation, current_reader()), **told)


def _beside(round_id: str, id_: str) -> dict[str, Any]:
    return {"next_one": queries.next_to_screen(round_id, id_), "left": queries.count_to_screen(round_id)}


def _on(round_id: str, id_: str) -> Answer:
    following = queries.next_to_screen(round_id, id_)
    if following:
        return leave(url_for(".screening", id=following), _("Noted. Here is the next one."))
    return leave(url_for(".candidates", id=round_id), _("Noted. All candidates are screened."))
