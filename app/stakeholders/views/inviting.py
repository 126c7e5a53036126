"""Inviting a stakeholder with an offer that is written for them."""

from __future__ import annotations

from flask import abort, request, url_for
from flask_babel import gettext as _

from app.core.rules import Refused
from app.people.queries import organisation, organisation_choices
from app.stakeholders import actions, queries
from app.stakeholders.forms import PreparedForm, StakeholderInvitationForm, as_written
from app.stakeholders.queries import PreparedOffer
from app.stakeholders.views import bp
from app.web.answers import Answer, leave, page
from app.web.form_pages import form_on
from app.web.gates import animator, current_reader
from app.web.language import language


@bp.route("/stakeholders/invitation", methods=["GET", "POST"])
@animator
def invitation() -> Answer:
    """Whom, of which organisation, and what they could offer."""
    form = StakeholderInvitationForm(data=_begun())
    if request.method == "POST" and form.validate():
        try:
            _invite(form)
            told = _("The invitation to %(address)s is on its way.", address=form.email.data)
            return leave(url_for("people.invitations"), told)
        except Refused as refused:
            form.refuse(refused)
    status, names = 422 if form.errors else 200, [name for _id, name in organisation_choices()]
    return page("stakeholders/invitation.html", status=status, form=form, names=names)


def _begun() -> dict[str, str]:
    house = organisation(request.args.get("organisation", ""))
    return {"locale": language(), "organisation": house.name if house else ""}


def _invite(form: StakeholderInvitationForm) -> None:
    note, locale = form.note.data or "", form.locale.data
    actions.invite_stakeholder(
        current_reader(), form.email.data, form.name.data or "", form.organisation.data, form.content(), note, locale
    )


@bp.route("/stakeholders/prepared/<id>/edit", methods=["GET", "POST"])
@animator
def prepared_edit(id: str) -> Answer:
    """Write the offer otherwise that waits for somebody who is invited."""
    prepared = _prepared_or_404(id)
    form, card = PreparedForm(data=as_written(prepared.content)), queries.prepared_card(prepared.invitation_id)
    if request.method == "POST" and form.validate():
        try:
            actions.change_prepared(current_reader(), prepared, form.content())
            return leave(_after(prepared), _("Saved. They find it like this when they accept."))
        except Refused as refused:
            form.refuse(refused)
    status = 422 if form.errors else 200
    return page("stakeholders/prepared.html", status=status, form=form, prepared=prepared, card=card)


@bp.post("/stakeholders/prepared/<id>/removal")
@form_on("stakeholders.prepared_edit")
@animator
def prepared_remove(id: str) -> Answer:
    """Invite them without it."""
    prepared = _prepared_or_404(id)
    to = _after(prepared)
    actions.take_back_prepared(current_reader(), prepared)
    return leave(to, _("The offer is taken back. The invitation stands."))


def _after(prepared: PreparedOffer) -> str:
    house = prepared.organisation_id
    return url_for("stakeholders.contacts", id=house) if house else url_for("people.invitations")


def _prepared_or_404(id: str) -> PreparedOffer:
    return queries.find_prepared(id) or abort(404)
