"""A pathway's first page, and its steps."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.innovations.queries import SocialInnovation
from app.scaling import actions, queries
from app.scaling.checks import CHECKS, stage_after, stage_before
from app.scaling.forms import CheckForm
from app.scaling.models import OPEN_ACTIONS, STAGES
from app.scaling.views import bp
from app.scaling.views.load import address, the_innovation, the_way
from app.web.answers import invalid, leave, page, saved
from app.web.form_pages import form_on
from app.web.gates import current_reader, member, participant

NEXT = 5
"""Actions that the first page shows."""


@bp.get("/innovations/<id>/pathway")
@member
def pathway(id: str) -> Response:
    """Where it stands: stage, checks, decision, what comes next."""
    return page("scaling/pathway.html", **_shown(the_innovation(id)))


def _shown(one: SocialInnovation, **more: Any) -> dict[str, Any]:
    way, reader = queries.pathway_of(one.id), current_reader()
    if way is None:
        return {"innovation": one, "way": None, **more}
    month = queries.this_month()
    plan = [action for action in queries.plan_of(way.id) if action.state in OPEN_ACTIONS]
    steps = {"after": stage_after(way.stage), "before": stage_before(way.stage)}
    return {
        "innovation": one, "way": way, "told": queries.overview(reader, way), "stages": STAGES, **steps,
        "coming": sorted(plan, key=lambda action: (action.due_month, action.id))[:NEXT],
        "late": {action.id for action in plan if queries.is_late(action, month)},
        "owners": queries.named_people(reader, [action.owner_id for action in plan]),
        "missing": _missing(one), "check_forms": {code: CheckForm(prefix=code) for code in CHECKS[way.stage]}, **more,
    }  # fmt: skip


def _missing(one: SocialInnovation) -> list[str]:
    """What the next step of the innovation itself still needs."""
    if one.state == "onboarding":
        return actions.missing_to_begin(one.id)
    return actions.missing_to_complete(one.id) if one.state == "scaling" else []


@bp.post("/innovations/<id>/pathway/opening")
@participant
def pathway_open(id: str) -> Response:
    """Begin with a selected innovation."""
    one = the_innovation(id)
    actions.open_pathway(current_reader(), one)
    return leave(address(one), _("The pathway is open. The questions on the route come first."))


@bp.post("/innovations/<id>/pathway/beginning")
@participant
def pathway_begin(id: str) -> Response:
    """From starting to scaling."""
    one = actions.begin_scaling(current_reader(), the_innovation(id))
    return leave(address(one), _("It is scaling now."))


@bp.post("/innovations/<id>/pathway/completion")
@participant
def pathway_complete(id: str) -> Response:
    """From scaling to completed."""
    one = actions.complete_scaling(current_reader(), the_innovation(id))
    return leave(address(one), _("It has completed its scaling."))


@bp.post("/innovations/<id>/pathway/alumni")
@participant
def pathway_alumni(id: str) -> Response:
    """From completed to alumni."""
    one = actions.become_alumni(current_reader(), the_innovation(id))
    return leave(address(one), _("It is among the alumni now."))


@bp.post("/innovations/<id>/pathway/checks/<code>")
@participant
@form_on("scaling.pathway")
def check_meet(id: str, code: str) -> Response:
    """Tick off a check."""
    one, form = the_way(id)[0], CheckForm(prefix=code)
    if not form.validate():
        return invalid("scaling/pathway.html", **_shown(one, checking=code))
    actions.meet_check(current_reader(), one, code, form.note.data or "")
    return saved(address(one, anchor="checks"), _("Ticked off."))


@bp.post("/innovations/<id>/pathway/checks/<code>/reopening")
@participant
@form_on("scaling.pathway")
def check_reopen(id: str, code: str) -> Response:
    """It is not so, or not any more."""
    one = the_way(id)[0]
    actions.reopen_check(current_reader(), one, code)
    return saved(address(one, anchor="checks"), _("It is open again."))


@bp.post("/innovations/<id>/pathway/advance")
@participant
def stage_advance(id: str) -> Response:
    """On to the next stage, which the form names."""
    one = the_way(id)[0]
    actions.advance_stage(current_reader(), one, request.form.get("stage", "")[:16])
    return leave(address(one), _("On to the next stage."))


@bp.post("/innovations/<id>/pathway/return")
@participant
def stage_return(id: str) -> Response:
    """One stage back."""
    one = the_way(id)[0]
    actions.step_back(current_reader(), one, request.form.get("stage", "")[:16])
    return leave(address(one), _("One stage back."))
