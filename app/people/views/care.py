"""What animators do with accounts."""

from __future__ import annotations

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.rules import require
from app.people import actions, queries, rules
from app.people.forms import RoleForm
from app.people.models import Person
from app.people.proof import proved
from app.people.views import bp
from app.web.answers import invalid, leave, page, saved
from app.web.gates import animator, current_reader


@bp.route("/people/<id>/role", methods=["GET", "POST"])
@animator
@proved
def role_change(id: str) -> ResponseReturnValue:
    """Choose another role."""
    person = _anybody_or_404(id)
    require(rules.may_change_role(current_reader(), person))
    form = RoleForm(obj=person)
    if request.method == "GET":
        return page("people/role.html", form=form, person=person)
    if not form.validate():
        return invalid("people/role.html", form=form, person=person)
    actions.change_role(current_reader(), person, form["role"].data)
    return saved(url_for("people.person", id=id), _("The role of %(name)s is changed.", name=person.name))


@bp.post("/people/<id>/suspension")
@animator
def suspend(id: str) -> ResponseReturnValue:
    """They cannot come in for now."""
    person = actions.suspend_person(current_reader(), _anybody_or_404(id))
    return saved(url_for("people.person", id=id), _("%(name)s is suspended and signed out.", name=person.name))


@bp.post("/people/<id>/address")
@animator
def address_trust(id: str) -> ResponseReturnValue:
    """The address that was refused works again, they say."""
    actions.trust_address(current_reader(), _anybody_or_404(id))
    return leave(url_for("people.person", id=id), _("Mail goes to this address again."))


@bp.post("/people/<id>/reinstatement")
@animator
def reinstate(id: str) -> ResponseReturnValue:
    """They can come in again."""
    person = actions.reinstate_person(current_reader(), _anybody_or_404(id))
    return saved(url_for("people.person", id=id), _("%(name)s can sign in again.", name=person.name))


@bp.route("/people/<id>/removal", methods=["GET", "POST"])
@animator
@proved
def remove(id: str) -> ResponseReturnValue:
    """What removing means, and the button that does it."""
    person = _anybody_or_404(id)
    require(rules.may_remove_person(current_reader(), person))
    if request.method == "GET":
        return page("people/removal.html", person=person)
    name = person.name
    actions.remove_person(current_reader(), person)
    return leave(url_for("people.index"), _("The account of %(name)s is removed.", name=name))


def _anybody_or_404(id: str) -> Person:
    return queries.person_here(id, everyone=True) or abort(404)
