"""Inviting a stakeholder with an offer that is written for them."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import gettext as _

from app.core.rules import Refused
from app.people.queries import organisation, organisation_choices
from app.stakeholders import actions
from app.stakeholders.forms import StakeholderInvitationForm
from app.stakeholders.views import bp
from app.web.answers import Answer, leave, page
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
