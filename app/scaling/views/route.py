"""The route: questions, proposal, decision."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.rules import Refused, require
from app.innovations.queries import SocialInnovation
from app.scaling import actions, queries
from app.scaling.forms import QuestionsForm, RouteForm
from app.scaling.proposing import ROUTE, SUBJECTS, propose
from app.scaling.queries import ScalingPathway
from app.scaling.rules import may_answer_questions, may_decide_route
from app.scaling.views import bp
from app.scaling.views.load import address, the_way
from app.web.answers import invalid, page, saved
from app.web.gates import current_reader, participant


@bp.route("/innovations/<id>/pathway/questions", methods=["GET", "POST"])
@participant
def questions(id: str) -> Response:
    """The questions on the route."""
    one, way = the_way(id)
    require(may_answer_questions(current_reader(), one))
    form = QuestionsForm(way.answers)
    told: dict[str, Any] = {"innovation": one, "form": form, "route": ROUTE, "subjects": SUBJECTS}
    if not form.is_submitted():
        return page("scaling/questions.html", **told)
    if not form.validate():
        return invalid("scaling/questions.html", **told)
    actions.answer_questions(current_reader(), one, form.answers())
    return saved(address(one, "decision"), _("Here is what your answers speak for. You decide."))


@bp.get("/innovations/<id>/pathway/decision")
@participant
def decision(id: str) -> Response:
    """What the answers speak for, and the form of the decision for who decides."""
    return page("scaling/decision.html", **_asked(*the_way(id)))


@bp.post("/innovations/<id>/pathway/decision")
@participant
def decide(id: str) -> Response:
    """Choose strategy and lead partner."""
    one, way = the_way(id)
    require(may_decide_route(current_reader(), one))
    told = _asked(one, way)
    form = told["form"]
    try:
        if form.validate():
            actions.decide_route(current_reader(), one, form.strategy_id.data, form.lead_id.data, form.reason.data)
            return saved(address(one), _("Decided."))
    except Refused as refused:
        form.refuse(refused)
    return invalid("scaling/decision.html", **told)


def _asked(one: SocialInnovation, way: ScalingPathway) -> dict[str, Any]:
    told = queries.overview(current_reader(), way)
    by_code = {each.code: each for each in queries.all_strategies(active_only=True)}
    ranking = [by_code[code] for code in propose(way.answers, queries.routes()).ranking] if way.answers else []
    return {"innovation": one, "way": way, "told": told, "ranking": ranking, "form": RouteForm(way, told.proposed)}
