"""The contact log of one organisation."""

from __future__ import annotations

from typing import Any

from flask import abort, request, url_for
from flask_babel import gettext as _

from app.core.rules import Refused
from app.offers.queries import today
from app.people.queries import Organisation, organisation
from app.stakeholders import actions, queries
from app.stakeholders.forms import ContactForm
from app.stakeholders.queries import Contact
from app.stakeholders.views import bp
from app.web.answers import Answer, invalid, leave, page, saved
from app.web.form_pages import form_on
from app.web.gates import animator, current_reader


@bp.get("/stakeholders/<id>")
@animator
def contacts(id: str) -> Answer:
    """What was noted, and the form that notes more."""
    return page("stakeholders/contacts.html", "contacts", **_log(_house_or_404(id), ContactForm()))


@bp.post("/stakeholders/<id>/contacts")
@form_on("stakeholders.contacts")
@animator
def contact_new(id: str) -> Answer:
    """Note a contact."""
    house, form = _house_or_404(id), ContactForm()
    if form.validate():
        try:
            actions.note_contact(current_reader(), house, _said(form))
            return leave(url_for("stakeholders.contacts", id=id), _("It is noted. Only animators can read it."))
        except Refused as refused:
            form.refuse(refused)
    return invalid("stakeholders/contacts.html", **_log(house, form))


@bp.route("/stakeholders/contacts/<id>/edit", methods=["GET", "POST"])
@animator
def contact_edit(id: str) -> Answer:
    """Change what was noted."""
    contact = _contact_or_404(id)
    form, house = ContactForm(obj=contact), _house_or_404(contact.organisation_id)
    if request.method == "POST" and form.validate():
        try:
            actions.change_contact(current_reader(), contact, _said(form))
            return leave(url_for("stakeholders.contacts", id=house.id), _("Saved."))
        except Refused as refused:
            form.refuse(refused)
    status = 422 if form.errors else 200
    return page("stakeholders/contact.html", status=status, form=form, contact=contact, house=house)


@bp.post("/stakeholders/contacts/<id>/removal")
@form_on("stakeholders.contact_edit")
@animator
def contact_remove(id: str) -> Answer:
    """Take it out of the log."""
    contact = _contact_or_404(id)
    to = url_for("stakeholders.contacts", id=contact.organisation_id)
    actions.remove_contact(current_reader(), contact)
    return leave(to, _("It is out of the log."))


@bp.post("/stakeholders/contacts/<id>/step")
@form_on("stakeholders.contact_edit")
@animator
def contact_step(id: str) -> Answer:
    """Its next step is done, or not after all."""
    contact = _contact_or_404(id)
    house = _house_or_404(contact.organisation_id)
    actions.tick_next_step(current_reader(), contact, request.form.get("done") == "1")
    shown = _log(house, ContactForm(formdata=None))
    return saved(url_for("stakeholders.contacts", id=house.id), None, "stakeholders/contacts.html", "contacts", **shown)


def _log(house: Organisation, form: ContactForm) -> dict[str, Any]:
    after = request.args.get("after")
    found = queries.contacts_page(house.id, after)
    prepared = queries.prepared_of(house.id)
    return {"house": house, "form": form, "found": found, "after": after, "today": today(), "prepared": prepared}


def _said(form: ContactForm) -> actions.Said:
    told: dict[str, Any] = {name: form[name].data or "" for name in ("kind", "who", "text", "next_step")}
    return actions.Said(**told | {name: form[name].data for name in ("held_on", "next_on")})


def _house_or_404(id: str) -> Organisation:
    return organisation(id) or abort(404)


def _contact_or_404(id: str) -> Contact:
    return queries.find_contact(id) or abort(404)
