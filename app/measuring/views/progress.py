"""Reporting rounds: who reported, who is late; opened and closed by animators."""

from __future__ import annotations

from typing import Any

from flask import abort, request, url_for
from flask_babel import gettext as _

from app.core.rules import Refused
from app.measuring import actions, queries
from app.measuring.forms import RoundForm
from app.measuring.views import bp
from app.measuring.views.load import results_of, the_innovation
from app.measuring.views.showing import REPORT_STATES, report_state
from app.web.answers import Answer, leave, page, saved
from app.web.form_pages import form_on
from app.web.gates import animator, current_reader, participant


@bp.get("/progress")
@animator
def progress() -> Answer:
    """A round: the newest, or the one that is asked for."""
    return page("measuring/progress.html", "results", **_progress())


def _progress(form: RoundForm | None = None) -> dict[str, Any]:
    rounds = queries.rounds()
    wanted, which = request.args.get("round", ""), request.args.get("which", "")
    one = next((each for each in rounds if each.id == wanted), rounds[0] if rounds else None)
    return {
        "rounds": rounds,
        "one": one,
        "which": which,
        "rows": queries.asked_in(one.id, which, request.args.get("after")) if one else [],
        "after": request.args.get("after"),
        "standing": queries.standing(one.id) if one else {},
        "states": REPORT_STATES,
        "round_choices": [(each.id, each.name) for each in rounds],
        "state_choices": [("late", _("Late")), *((code, str(word)) for code, (word, _tone) in REPORT_STATES.items())],
        "state_of": report_state,
        "today": queries.today(),
        "form": form or RoundForm(),
    }


@bp.post("/progress/rounds")
@animator
@form_on("measuring.progress")
def round_open() -> Answer:
    """Ask all for their progress."""
    form = RoundForm()
    try:
        if form.validate():
            made = actions.open_round(current_reader(), **form.told())
            return saved(url_for(".progress", round=made.id), _("Asked. Their teams are told."))
    except Refused as refused:
        form.refuse(refused)
    return page("measuring/progress.html", status=422, **_progress(form))


@bp.post("/progress/rounds/<id>/closing")
@animator
@form_on("measuring.progress")
def round_close(id: str) -> Answer:
    """Take no more reports of it."""
    one = actions.close_round(current_reader(), queries.reporting_round(id) or abort(404))
    return leave(url_for(".progress", round=one.id), _("It is closed. Nobody is reminded any more."))


@bp.post("/innovations/<id>/results/reports")
@participant
@form_on("measuring.results")
def report_begin(id: str) -> Answer:
    """A report of the open round that did not ask this innovation."""
    one = the_innovation(id)
    current = next((each for each in queries.rounds() if each.state == "open"), None)
    if current is None:
        return leave(results_of(one), _("No progress report is asked for now."))
    made = actions.begin_report(current_reader(), one, current)
    return leave(url_for(".report", id=made.id))
