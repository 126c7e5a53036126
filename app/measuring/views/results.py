"""An innovation's results: what is measured, with its values, baselines and targets."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from app.core.rules import Refused, require
from app.innovations.queries import SocialInnovation
from app.measuring import actions, queries
from app.measuring.forms import IndicatorForm, TargetForm
from app.measuring.models import Indicator
from app.measuring.rules import may_measure
from app.measuring.views import bp
from app.measuring.views.load import crumbs, results_of, the_indicator, the_innovation, the_target
from app.measuring.views.showing import report_state, shown
from app.measuring.words import STARTERS
from app.web.answers import Answer, page, saved
from app.web.form_pages import form_on
from app.web.gates import current_reader, member, participant


@bp.get("/innovations/<id>/results")
@member
def results(id: str) -> Answer:
    """Every indicator with its line, its table, its targets."""
    return page("measuring/results.html", **_results(the_innovation(id)))


def _results(one: SocialInnovation) -> dict[str, Any]:
    told = queries.measured(one.id)
    retired = queries.measured(one.id, retired=True)
    known = {each.indicator.code for each in (*told, *retired)}
    return {
        "innovation": one,
        "shown": [shown(each) for each in told],
        "retired": [shown(each) for each in retired],
        "starters": [code for code in STARTERS if code not in known],
        "missing": queries.baselines_missing(one.id) if told else [],
    } | _reports(one)


def _reports(one: SocialInnovation) -> dict[str, Any]:
    """Its progress reports, and whether one can be begun that nobody asked for."""
    reports = queries.reports_of(one.id)
    current = next((each for each in queries.rounds() if each.state == "open"), None)
    here = {reporting.id for _report, reporting in reports}
    begins = current is not None and current.id not in here and one.state in queries.REPORTING
    return {"reports": reports, "begins": begins, "state_of": report_state}


@bp.post("/innovations/<id>/results/starters")
@participant
@form_on("measuring.results")
def indicators_start(id: str) -> Answer:
    """Take over the starter set."""
    actions.start_indicators(current_reader(), the_innovation(id))
    return saved(url_for(".baselines", id=id), _("Now say where each began: the baselines."))


@bp.route("/innovations/<id>/results/indicators/new", methods=["GET", "POST"])
@participant
def indicator_new(id: str) -> Answer:
    """One of their own."""
    one, form = the_innovation(id), IndicatorForm()
    require(may_measure(current_reader(), one))
    if not form.is_submitted():
        return _indicator_page(one, None, form)
    if not form.validate():
        return _indicator_page(one, None, form, status=422)
    made = actions.add_indicator(current_reader(), one, form.told())
    return saved(results_of(one, f"indicator-{made.id}"), _("Added."))


@bp.route("/innovations/<id>/results/indicators/<indicator_id>", methods=["GET", "POST"])
@participant
def indicator_edit(id: str, indicator_id: str) -> Answer:
    """Change it, say where it began, and what is to be reached."""
    one = the_innovation(id)
    it = the_indicator(one, indicator_id)
    require(may_measure(current_reader(), one))
    form = IndicatorForm(it)
    if not form.is_submitted():
        return _indicator_page(one, it, form)
    if not form.validate():
        return _indicator_page(one, it, form, status=422)
    actions.edit_indicator(current_reader(), one, it, form.told())
    return saved(results_of(one, f"indicator-{it.id}"), _("Saved."))


def _indicator_page(
    one: SocialInnovation, it: Indicator | None, form: IndicatorForm, goal_form: Any = None, status: int = 200
) -> Answer:
    told = next((each for each in _both(one) if it and each.indicator.id == it.id), None)
    return page(
        "measuring/indicator.html", status=status, innovation=one, indicator=it, form=form,
        goal_form=goal_form or (TargetForm(it) if it else None), goals=told.targets if told else [],
        crumbs=crumbs(one, (_("Results"), results_of(one))),
    )  # fmt: skip


def _both(one: SocialInnovation) -> list[queries.Measured]:
    return [*queries.measured(one.id), *queries.measured(one.id, retired=True)]


@bp.post("/innovations/<id>/results/indicators/<indicator_id>/targets")
@participant
@form_on("measuring.indicator_edit")
def target_set(id: str, indicator_id: str) -> Answer:
    """What is to be reached in a period."""
    one = the_innovation(id)
    it = the_indicator(one, indicator_id)
    require(may_measure(current_reader(), one))
    form = TargetForm(it)
    try:
        if form.validate():
            actions.set_target(current_reader(), one, it, **form.told())
            return saved(url_for(".indicator_edit", id=id, indicator_id=it.id, _anchor="targets"), _("Saved."))
    except Refused as refused:
        form.refuse(refused)
    return _indicator_page(one, it, IndicatorForm(it, sent=False), form, 422)


@bp.post("/innovations/<id>/results/indicators/<indicator_id>/targets/<target_id>/removal")
@participant
@form_on("measuring.indicator_edit")
def target_remove(id: str, indicator_id: str, target_id: str) -> Answer:
    """It is no target any more."""
    one = the_innovation(id)
    it = the_indicator(one, indicator_id)
    actions.remove_target(current_reader(), one, it, the_target(it, target_id))
    return saved(url_for(".indicator_edit", id=id, indicator_id=it.id, _anchor="targets"), _("Taken away."))


@bp.post("/innovations/<id>/results/indicators/<indicator_id>/retirement")
@participant
@form_on("measuring.results")
def indicator_retire(id: str, indicator_id: str) -> Answer:
    """No longer ask for it."""
    one = the_innovation(id)
    actions.retire_indicator(current_reader(), one, the_indicator(one, indicator_id))
    return saved(results_of(one), _("It is no longer asked for. Its values stay."))


@bp.post("/innovations/<id>/results/indicators/<indicator_id>/return")
@participant
@form_on("measuring.results")
def indicator_return(id: str, indicator_id: str) -> Answer:
    """Ask for it again."""
    one = the_innovation(id)
    actions.return_indicator(current_reader(), one, the_indicator(one, indicator_id))
    return saved(results_of(one, f"indicator-{indicator_id}"), _("It is asked for again."))


@bp.post("/innovations/<id>/results/indicators/<indicator_id>/place")
@participant
@form_on("measuring.results")
def indicator_move(id: str, indicator_id: str) -> Answer:
    """One place up or down."""
    one = the_innovation(id)
    up = request.form.get("to") == "up"
    actions.move_indicator(current_reader(), one, the_indicator(one, indicator_id), up)
    return saved(results_of(one, f"indicator-{indicator_id}"))
