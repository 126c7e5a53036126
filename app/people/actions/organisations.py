"""Organisations: added, changed, chosen by name."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from app.activity.facts import Ref
from app.activity.record import record
from app.core.action import action
from app.core.models import new_id
from app.core.rules import Actor, Refused, require
from app.extensions import db
from app.people import rules
from app.people.actions.findable import make_organisation_findable
from app.people.events import OrganisationAdded, OrganisationChanged
from app.people.models import Organisation
from app.people.queries import organisation_named


@dataclass(frozen=True)
class Body:
    """An organisation as filled in."""

    name: str
    kind: str = "stakeholder"
    about: str = ""
    website: str = ""
    city: str = ""
    country: str = ""


@action
def add_organisation(actor: Actor, body: Body) -> Organisation:
    """A new one; there is no second of the same name."""
    require(rules.may_add_organisation(actor))
    _name_is_free(body.name)
    organisation = Organisation(id=new_id(), created_by=actor.id, **vars(body))
    db.session.add(organisation)
    db.session.flush()
    make_organisation_findable(organisation)
    record(actor, OrganisationAdded(_ref(organisation)))
    return organisation


@action
def change_organisation(actor: Actor, organisation: Organisation, body: Body) -> Organisation:
    """Take over what was filled in."""
    require(rules.may_edit_organisation(actor, organisation))
    _name_is_free(body.name, organisation)
    changed = {name: value for name, value in vars(body).items() if getattr(organisation, name) != value}
    if changed:
        for name, value in changed.items():
            setattr(organisation, name, value)
        db.session.flush()
        make_organisation_findable(organisation, renamed="name" in changed)
        record(actor, OrganisationChanged(_ref(organisation)))
    return organisation


@action(silent="a new one is told by add_organisation, inside")
def find_or_add_organisation(actor: Actor, name: str) -> Organisation:
    """The one of this name (accents and capitals do not matter), or a new one."""
    return organisation_named(name) or add_organisation(actor, Body(name))


def _name_is_free(name: str, but: Organisation | None = None) -> None:
    other = organisation_named(name)
    if other is not None and (but is None or other.id != but.id):
        raise Refused(_("There is an organisation of this name already."), field="name")


def _ref(organisation: Organisation) -> Ref:
    return Ref("organisation", organisation.id, organisation.name)
