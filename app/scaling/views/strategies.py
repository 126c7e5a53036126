"""The table of strategies."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.scaling import actions, queries
from app.scaling.forms import StrategyForm
from app.scaling.views import bp
from app.scaling.views.load import there
from app.web.answers import page, saved
from app.web.form_pages import form_on
from app.web.gates import animator, current_reader, member


@bp.get("/strategies")
@member
def strategies_page() -> Response:
    """The ways to scale, in their order."""
    return page("scaling/strategies.html", strategies=queries.strategies_table())


@bp.route("/strategies/new", methods=["GET", "POST"])
@animator
def strategy_new() -> Response:
    """One more."""
    form = StrategyForm()
    if form.validate_on_submit():
        actions.add_strategy(current_reader(), form.told())
        return saved(url_for(".strategies_page"), _("Added."))
    return page("scaling/strategy.html", status=422 if form.is_submitted() else 200, strategy=None, form=form)


@bp.route("/strategies/<id>", methods=["GET", "POST"])
@animator
def strategy_edit(id: str) -> Response:
    """Change what it says, who leads it, whether it is in use."""
    one = there(queries.strategy(id))
    form = StrategyForm(one)
    if form.validate_on_submit():
        actions.edit_strategy(current_reader(), one, form.told())
        return saved(url_for(".strategies_page"), _("Saved."))
    return page("scaling/strategy.html", status=422 if form.is_submitted() else 200, strategy=one, form=form)


@bp.post("/strategies/<id>/position")
@animator
@form_on("scaling.strategies_page")
def strategy_move(id: str) -> Response:
    """One place up or down."""
    actions.move_strategy(current_reader(), there(queries.strategy(id)), request.form.get("move") == "up")
    return saved(url_for(".strategies_page"), _("Moved."))
