"""The plan: as a list, as a board by state, as a strip of months."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.rules import Refused, allows, require
from app.innovations.queries import SocialInnovation
from app.scaling import actions, queries
from app.scaling.forms import ActionForm
from app.scaling.models import ACTION_STATES
from app.scaling.queries import ScalingPathway
from app.scaling.rules import may_work_on_pathway
from app.scaling.strip import strip_of
from app.scaling.views import bp
from app.scaling.views.load import address, the_way, there
from app.web.answers import invalid, page, saved
from app.web.form_pages import form_on
from app.web.gates import current_reader, member, participant

VIEWS = ("list", "board", "strip")


@bp.get("/innovations/<id>/pathway/plan")
@member
def plan(id: str) -> Response:
    """The actions; `?view=` list, board or strip."""
    return page("scaling/plan.html", **_shown(*the_way(id)))


def _shown(one: SocialInnovation, way: ScalingPathway, form: ActionForm | None = None) -> dict[str, Any]:
    reader, month, found = current_reader(), queries.this_month(), queries.plan_of(way.id)
    late = [queries.is_late(action, month) for action in found]
    asked = request.args.get("view", "list")
    if form is None and allows(may_work_on_pathway(reader, one)):
        form = ActionForm(reader, one, stage=way.stage)
    return {
        "innovation": one, "way": way, "plan": found, "form": form, "states": ACTION_STATES,
        "late": {action.id for action, is_late in zip(found, late, strict=True) if is_late},
        "owners": queries.named_people(reader, [action.owner_id for action in found]),
        "view": asked if asked in VIEWS else "list", "strip": strip_of(found, late, month),
    }  # fmt: skip


@bp.post("/innovations/<id>/pathway/plan")
@participant
def plan_add(id: str) -> Response:
    """Plan something more."""
    one, way = the_way(id)
    require(may_work_on_pathway(current_reader(), one))
    form = ActionForm(current_reader(), one)
    try:
        if form.validate():
            actions.plan_action(current_reader(), one, form.told())
            return saved(address(one, "plan"), _("It is in the plan."))
    except Refused as refused:
        form.refuse(refused)
    return invalid("scaling/plan.html", **_shown(one, way, form))


@bp.route("/innovations/<id>/pathway/plan/<action_id>", methods=["GET", "POST"])
@participant
def plan_change(id: str, action_id: str) -> Response:
    """Change an action."""
    one, way = the_way(id)
    action = there(queries.plan_action(way.id, action_id))
    require(may_work_on_pathway(current_reader(), one))
    form = ActionForm(current_reader(), one, action)
    try:
        if form.validate_on_submit():
            actions.change_action(current_reader(), one, action, form.told())
            return saved(address(one, "plan"), _("Saved."))
    except Refused as refused:
        form.refuse(refused)
    status = 422 if form.is_submitted() else 200
    return page("scaling/plan_action.html", status=status, innovation=one, action=action, form=form)


@bp.post("/innovations/<id>/pathway/plan/<action_id>/state")
@participant
@form_on("scaling.plan")
def plan_move(id: str, action_id: str) -> Response:
    """To another state."""
    one, way = the_way(id)
    action = there(queries.plan_action(way.id, action_id))
    actions.move_action(current_reader(), one, action, request.form.get("state", ""))
    return saved(_back(one), _("Moved."))


@bp.post("/innovations/<id>/pathway/plan/<action_id>/months")
@participant
@form_on("scaling.plan")
def plan_shift(id: str, action_id: str) -> Response:
    """A month later, or earlier."""
    one, way = the_way(id)
    action = there(queries.plan_action(way.id, action_id))
    actions.shift_action(current_reader(), one, action, -1 if request.form.get("months") == "-1" else 1)
    return saved(_back(one), _("Moved."))


def _back(one: SocialInnovation) -> str:
    """The plan as it was looked at."""
    view = request.form.get("view", "")
    return address(one, "plan") + (f"?view={view}" if view in VIEWS[1:] else "")
