"""The rounds: their list, one of them, preparing it, and its way from draft to decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from app.core.rules import Refused, require
from app.selection import actions, queries
from app.selection.forms import CancelForm, PersonForm, RoundForm, RulesForm
from app.selection.models import SelectionRound
from app.selection.rules import may_run_round
from app.selection.views import bp
from app.selection.views.load import page_of, shown, the_round
from app.web.answers import Answer, invalid, leave, page, saved
from app.web.form_pages import form_on
from app.web.gates import animator, current_reader, member
from app.web.language import language


@bp.get("/rounds")
@member
def rounds() -> Answer:
    """The rounds, the newest first."""
    after = request.args.get("after")
    found, assesses = queries.rounds_page(current_reader(), after), queries.is_asked(current_reader())
    return page("selection/rounds.html", "results", found=found, after=after, assesses=assesses)


@bp.route("/rounds/new", methods=["GET", "POST"])
@animator
def round_new() -> Answer:
    """Prepare a round."""
    form = RoundForm(language=language())
    if not form.is_submitted():
        return page("selection/round_form.html", form=form, round=None)
    if not form.validate():
        return invalid("selection/round_form.html", form=form, round=None)
    made = actions.create_round(current_reader(), form.told())
    return saved(page_of(made), _("Prepared. Look at its gates and criteria, then open it."))


@bp.get("/rounds/<id>")
@member
def round_page(id: str) -> Answer:
    """One round."""
    return page("selection/round.html", **shown(the_round(id)))


@bp.route("/rounds/<id>/edit", methods=["GET", "POST"])
@animator
def round_edit(id: str) -> Answer:
    """Change what it says and asks."""
    one = the_round(id)
    form = RoundForm(one)
    if not form.is_submitted():
        return page("selection/round_form.html", form=form, round=one)
    try:
        if form.validate():
            actions.edit_round(current_reader(), one, form.told())
            return saved(page_of(one), _("Saved."))
    except Refused as refused:
        form.refuse(refused)
    return invalid("selection/round_form.html", form=form, round=one)


@bp.route("/rounds/<id>/rules", methods=["GET", "POST"])
@animator
def round_rules(id: str) -> Answer:
    """Its gates and criteria."""
    one = the_round(id)
    form = RulesForm(queries.gates_of(id), queries.criteria_of(id))
    if not form.is_submitted():
        return page("selection/rules.html", form=form, round=one)
    try:
        if form.validate():
            actions.set_rules(current_reader(), one, form.said_gates(), form.said_criteria())
            return saved(page_of(one, "rules"), _("Saved."))
    except Refused as refused:
        form.form_errors.append(refused.reason)
    return invalid("selection/rules.html", form=form, round=one)


@bp.post("/rounds/<id>/opening")
@animator
def round_open(id: str) -> Answer:
    """Let innovations enter."""
    return _step(id, actions.open_round, _("Open: innovations can enter."))


@bp.post("/rounds/<id>/assessing")
@animator
def round_assess(id: str) -> Answer:
    """Begin assessing."""
    return _step(id, actions.begin_assessing, _("Assessing has begun. Now give the candidates out."))


@bp.post("/rounds/<id>/deciding")
@animator
def round_decide(id: str) -> Answer:
    """Begin deciding."""
    return _step(id, actions.begin_deciding, _("Scores stay as they are. Decisions can be taken among the scores."))


@bp.post("/rounds/<id>/resumption")
@animator
def round_resume(id: str) -> Answer:
    """Back to assessing."""
    return _step(id, actions.resume_assessing, _("It is being assessed again."))


@bp.post("/rounds/<id>/closing")
@animator
def round_close(id: str) -> Answer:
    """All is decided."""
    return _step(id, actions.close_round, _("The round is closed."))


def _step(id_: str, action: Callable[..., Any], words: str) -> Answer:
    one = the_round(id_)
    try:
        action(current_reader(), one)
    except Refused as refused:
        return _again(one, str(refused.reason))
    return leave(page_of(one), words)


def _again(one: SelectionRound, problem: str) -> Answer:
    return invalid("selection/round.html", problem=problem, **shown(one))


@bp.post("/rounds/<id>/cancellation")
@animator
def round_cancel(id: str) -> Answer:
    """Nothing comes of it."""
    one, form = the_round(id), CancelForm()
    require(may_run_round(current_reader(), one))
    try:
        if form.validate():
            actions.cancel_round(current_reader(), one, form.reason.data or "")
            return leave(page_of(one), _("It is cancelled."))
    except Refused as refused:
        form.refuse(refused)
    return invalid("selection/round.html", **shown(one, cancel_form=form))


@bp.post("/rounds/<id>/panel")
@animator
def panel_add(id: str) -> Answer:
    """Somebody decides beside the animators."""
    one, form = the_round(id), PersonForm(current_reader().id)
    try:
        if form.validate():
            actions.add_panelist(current_reader(), one, form.chosen)
            return saved(page_of(one, "panel"), _("Added, and told."))
    except Refused as refused:
        form.refuse(refused)
    return invalid("selection/round.html", **shown(one, panel_form=form))


@bp.post("/rounds/<id>/panel/<person_id>/removal")
@animator
@form_on("selection.round_page")
def panel_remove(id: str, person_id: str) -> Answer:
    """Somebody decides no longer."""
    one = the_round(id)
    actions.remove_panelist(current_reader(), one, person_id)
    return saved(url_for(".round_page", id=id, _anchor="panel"), _("Done."))
