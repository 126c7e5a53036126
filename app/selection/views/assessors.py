"""Who assesses in a round: asked, stepped back, in conflict; giving the candidates out."""

from __future__ import annotations

from typing import Any

from flask import abort, request, url_for
from flask_babel import gettext as _

from app.core.rules import Refused
from app.innovations.queries import innovation
from app.selection import actions, queries
from app.selection.forms import AssessorForm, ConflictForm
from app.selection.models import SelectionRound
from app.selection.views import bp
from app.selection.views.load import the_desk_round, the_round
from app.web.answers import Answer, invalid, leave, page, saved
from app.web.form_pages import form_on
from app.web.gates import animator, current_reader, member, participant


@bp.get("/rounds/<id>/assessors")
@member
def assessors(id: str) -> Answer:
    """Who assesses, how far they are, and what ties them."""
    return page("selection/assessors.html", **_shown(the_desk_round(id)))


def _shown(one: SelectionRound, **forms: Any) -> dict[str, Any]:
    people = queries.assessors_of(one.id)
    conflict_form = forms.get("conflict_form") or ConflictForm(formdata=None)
    conflict_form.person.choices = [(row.id, row.name) for row in people]
    conflict_form.innovation.choices = queries.innovations_of(one.id)
    return {
        "round": one,
        "people": people,
        "conflicts": queries.conflicts_page(one.id),
        "form": forms.get("form") or AssessorForm(current_reader().id, formdata=None),
        "conflict_form": conflict_form,
        "short": queries.count_short(one) if one.state == "assessing" else 0,
        "open_form": next(iter(forms), ""),
    }


@bp.post("/rounds/<id>/assessors")
@animator
def assessor_add(id: str) -> Answer:
    """Ask somebody, with how many they can take."""
    one, form = the_round(id), AssessorForm(current_reader().id)
    try:
        if form.validate():
            actions.add_assessor(current_reader(), one, form.chosen, form.most.data)
            return saved(url_for(".assessors", id=id), _("Added, and told."))
    except Refused as refused:
        form.refuse(refused)
    return invalid("selection/assessors.html", **_shown(one, form=form))


@bp.post("/rounds/<id>/assessors/<person_id>/withdrawal")
@participant
@form_on("selection.round_page")
def assessor_leave(id: str, person_id: str) -> Answer:
    """They assess no longer: an animator's doing, or their own."""
    one = the_round(id)
    actions.step_back(current_reader(), one, person_id)
    if person_id == current_reader().id:
        return saved(url_for(".mine"), _("You no longer assess in this round."))
    return saved(url_for(".assessors", id=id), _("Done. Give out anew what is open now."))


@bp.post("/rounds/<id>/conflicts")
@animator
@form_on("selection.assessors")
def conflict_add(id: str) -> Answer:
    """Somebody cannot judge one of the candidates."""
    one, form = the_round(id), ConflictForm()
    told = _shown(one, conflict_form=form)
    if not form.validate():
        return invalid("selection/assessors.html", **told)
    chosen = innovation(current_reader(), form.innovation.data) or abort(404)
    actions.declare_conflict(current_reader(), chosen, form.person.data, form.reason.data or "")
    return saved(url_for(".assessors", id=id, _anchor="conflicts"), _("Noted: they do not assess it."))


@bp.post("/rounds/<id>/conflicts/removal")
@animator
@form_on("selection.assessors")
def conflict_remove(id: str) -> Answer:
    """It was noted by mistake."""
    the_round(id)
    chosen = innovation(current_reader(), request.form.get("innovation", "")[:26]) or abort(404)
    actions.remove_conflict(current_reader(), chosen, request.form.get("person", "")[:26])
    return saved(url_for(".assessors", id=id, _anchor="conflicts"), _("Taken back."))


@bp.route("/rounds/<id>/assignment", methods=["GET", "POST"])
@animator
def assignment(id: str) -> Answer:
    """Who would get what; sent, it is given out."""
    one = the_round(id)
    if request.method == "POST":
        actions.assign_assessments(current_reader(), one)
        return leave(url_for(".assessors", id=id), _("Given out, and everybody is told."))
    plan = queries.plan_of(one)
    told: dict[str, Any] = {"round": one, "plan": plan, **queries.plan_names(current_reader(), one.id, plan)}
    return page("selection/assignment.html", **told)
