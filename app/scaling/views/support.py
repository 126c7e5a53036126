"""The support plan."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.rules import Refused, allows, require
from app.innovations.queries import SocialInnovation
from app.scaling import actions, queries
from app.scaling.forms import SupportForm
from app.scaling.models import SUPPORT_STATES
from app.scaling.queries import ScalingPathway
from app.scaling.rules import may_work_on_pathway
from app.scaling.views import bp
from app.scaling.views.load import address, the_way, there
from app.web.answers import invalid, page, saved
from app.web.form_pages import form_on
from app.web.gates import current_reader, member, participant


@bp.get("/innovations/<id>/pathway/support")
@member
def support(id: str) -> Response:
    """Each need, and where the help for it comes from; `?need=` begins the form."""
    return page("scaling/support.html", **_shown(*the_way(id)))


def _shown(one: SocialInnovation, way: ScalingPathway, form: SupportForm | None = None) -> dict[str, Any]:
    reader, need = current_reader(), request.args.get("need", "")[:26]
    if form is None and allows(may_work_on_pathway(reader, one)):
        form = SupportForm(reader, one, need=need)
    return {
        "innovation": one, "way": way, "needs": queries.needs_of(one.id), "states": SUPPORT_STATES, "form": form,
        "lines": queries.support_plan(reader, one.id, way.id), "open_form": bool(need),
    }  # fmt: skip


@bp.post("/innovations/<id>/pathway/support")
@participant
def support_add(id: str) -> Response:
    """Help for a need."""
    one, way = the_way(id)
    require(may_work_on_pathway(current_reader(), one))
    form = SupportForm(current_reader(), one)
    try:
        if form.validate():
            actions.add_support(current_reader(), one, form.told())
            return saved(address(one, "support"), _("It is in the support plan."))
    except Refused as refused:
        form.refuse(refused)
    return invalid("scaling/support.html", **_shown(one, way, form))


@bp.route("/innovations/<id>/pathway/support/<item_id>", methods=["GET", "POST"])
@participant
def support_change(id: str, item_id: str) -> Response:
    """Change a line."""
    one, way = the_way(id)
    item = there(queries.support_item(way.id, item_id))
    require(may_work_on_pathway(current_reader(), one))
    form = SupportForm(current_reader(), one, item)
    try:
        if form.validate_on_submit():
            actions.change_support(current_reader(), one, item, form.told())
            return saved(address(one, "support"), _("Saved."))
    except Refused as refused:
        form.refuse(refused)
    status = 422 if form.is_submitted() else 200
    return page("scaling/support_item.html", status=status, innovation=one, item=item, form=form)


@bp.post("/innovations/<id>/pathway/support/<item_id>/state")
@participant
@form_on("scaling.support")
def support_move(id: str, item_id: str) -> Response:
    """How far the help is."""
    one, way = the_way(id)
    item = there(queries.support_item(way.id, item_id))
    actions.move_support(current_reader(), one, item, request.form.get("state", ""))
    return saved(address(one, "support"), _("Saved."))
