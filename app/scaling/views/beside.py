"""Risks, the journal, target places."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.rules import Refused, allows, require
from app.innovations.queries import SocialInnovation
from app.scaling import actions, queries
from app.scaling.forms import JournalForm, PlaceForm, RiskForm
from app.scaling.queries import ScalingPathway
from app.scaling.rules import may_change_note, may_work_on_pathway
from app.scaling.views import bp
from app.scaling.views.load import address, the_way, there
from app.web.answers import invalid, page, saved
from app.web.form_pages import form_on
from app.web.gates import current_reader, member, participant
from app.web.language import timezone
from app.web.periods import today


@bp.get("/innovations/<id>/pathway/risks")
@member
def risks(id: str) -> Response:
    """What could go wrong, as a matrix and a list."""
    return page("scaling/risks.html", **_risks(*the_way(id)))


def _risks(one: SocialInnovation, way: ScalingPathway, form: RiskForm | None = None) -> dict[str, Any]:
    reader, found = current_reader(), queries.risks_of(way.id)
    if form is None and allows(may_work_on_pathway(reader, one)):
        form = RiskForm(reader, one)
    owners = queries.named_people(reader, [risk.owner_id for risk in found])
    return {"innovation": one, "way": way, "risks": found, "form": form, "owners": owners}


@bp.post("/innovations/<id>/pathway/risks")
@participant
def risk_add(id: str) -> Response:
    """Note a risk."""
    one, way = the_way(id)
    require(may_work_on_pathway(current_reader(), one))
    form = RiskForm(current_reader(), one)
    try:
        if form.validate():
            actions.note_risk(current_reader(), one, form.told())
            return saved(address(one, "risks"), _("Noted."))
    except Refused as refused:
        form.refuse(refused)
    return invalid("scaling/risks.html", **_risks(one, way, form))


@bp.route("/innovations/<id>/pathway/risks/<risk_id>", methods=["GET", "POST"])
@participant
def risk_change(id: str, risk_id: str) -> Response:
    """Weigh it anew, close it."""
    one, way = the_way(id)
    risk = there(queries.risk(way.id, risk_id))
    require(may_work_on_pathway(current_reader(), one))
    form = RiskForm(current_reader(), one, risk)
    try:
        if form.validate_on_submit():
            actions.change_risk(current_reader(), one, risk, form.told())
            return saved(address(one, "risks"), _("Saved."))
    except Refused as refused:
        form.refuse(refused)
    return _form_page(one, "risks", _("Risk"), form)


def _form_page(one: SocialInnovation, part: str, title: str, form: Any) -> Response:
    """The page of one thing beside the plan: its form alone."""
    status = 422 if form.is_submitted() else 200
    told = {"innovation": one, "part": part, "title": title, "form": form}
    return page("scaling/beside_form.html", status=status, **told)


@bp.get("/innovations/<id>/pathway/journal")
@member
def journal(id: str) -> Response:
    """What happened, the newest day first."""
    return page("scaling/journal.html", **_journal(*the_way(id)))


def _journal(one: SocialInnovation, way: ScalingPathway, form: JournalForm | None = None) -> dict[str, Any]:
    after = request.args.get("after")
    entries = queries.journal_page(way.id, after)
    authors = queries.named_people(current_reader(), [entry.author_id for entry in entries])
    told = {"entries": entries, "authors": authors, "after": after, "form": form or JournalForm(_today())}
    return {"innovation": one, "way": way, **told}


def _today() -> date:
    return today(timezone())


@bp.post("/innovations/<id>/pathway/journal")
@participant
def journal_write(id: str) -> Response:
    """Tell what happened."""
    one, way = the_way(id)
    require(may_work_on_pathway(current_reader(), one))
    form = JournalForm(_today())
    if not form.validate():
        return invalid("scaling/journal.html", **_journal(one, way, form))
    actions.write_journal(current_reader(), one, *form.said())
    return saved(address(one, "journal"), _("It is in the journal."))


@bp.route("/innovations/<id>/pathway/journal/<note_id>", methods=["GET", "POST"])
@participant
def journal_change(id: str, note_id: str) -> Response:
    """Tell it better."""
    one, way = the_way(id)
    entry = there(queries.journal_note(way.id, note_id))
    require(may_change_note(current_reader(), one, entry))
    form = JournalForm(_today(), entry)
    if form.validate_on_submit():
        actions.change_journal(current_reader(), one, entry, *form.said())
        return saved(address(one, "journal"), _("Saved."))
    return _form_page(one, "journal", _("Entry of the journal"), form)


@bp.post("/innovations/<id>/pathway/journal/<note_id>/removal")
@participant
@form_on("scaling.journal")
def journal_remove(id: str, note_id: str) -> Response:
    """Take it out."""
    one, way = the_way(id)
    actions.remove_journal(current_reader(), one, there(queries.journal_note(way.id, note_id)))
    return saved(address(one, "journal"), _("Taken out."))


@bp.get("/innovations/<id>/pathway/places")
@member
def places(id: str) -> Response:
    """Where it is brought to."""
    return page("scaling/places.html", **_places(*the_way(id)))


def _places(one: SocialInnovation, way: ScalingPathway, form: PlaceForm | None = None) -> dict[str, Any]:
    return {"innovation": one, "way": way, "places": queries.places_of(way.id), "form": form or PlaceForm()}


@bp.post("/innovations/<id>/pathway/places")
@participant
def place_add(id: str) -> Response:
    """One more place."""
    one, way = the_way(id)
    require(may_work_on_pathway(current_reader(), one))
    form = PlaceForm()
    try:
        if form.validate():
            actions.add_place(current_reader(), one, form.told())
            return saved(address(one, "places"), _("Added."))
    except Refused as refused:
        form.refuse(refused)
    return invalid("scaling/places.html", **_places(one, way, form))


@bp.route("/innovations/<id>/pathway/places/<place_id>", methods=["GET", "POST"])
@participant
def place_change(id: str, place_id: str) -> Response:
    """Say more of a place, or how far one is there."""
    one, way = the_way(id)
    place = there(queries.place(way.id, place_id))
    require(may_work_on_pathway(current_reader(), one))
    form = PlaceForm(place)
    if form.validate_on_submit():
        actions.change_place(current_reader(), one, place, form.told())
        return saved(address(one, "places"), _("Saved."))
    return _form_page(one, "places", _("Target place"), form)
