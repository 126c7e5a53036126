"""The contact log: noted, changed, removed; the next step done. What was said stands in its row alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from app.activity.facts import Fact, Ref
from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Refused, require
from app.extensions import db
from app.offers.queries import today
from app.people.queries import Organisation
from app.stakeholders import rules
from app.stakeholders.events import (
    ContactChanged,
    ContactNoted,
    ContactRemoved,
    NextStepDone,
    NextStepReopened,
)
from app.stakeholders.models import CONTACT_KINDS, Contact


@dataclass(frozen=True)
class Said:
    """A contact as an animator writes it down. Days are the cluster's."""

    kind: str
    held_on: date
    who: str = ""
    text: str = ""
    next_step: str = ""
    next_on: date | None = None


@action
def note_contact(actor: Actor, organisation: Organisation, said: Said) -> Contact:
    """Write down a contact that was had."""
    require(rules.may_keep_contacts(actor))
    _check(said)
    contact = Contact(organisation_id=organisation.id, by_id=actor.id, **vars(said))
    db.session.add(contact)
    db.session.flush()
    _tell(actor, contact, ContactNoted)
    return contact


@action
def change_contact(actor: Actor, contact: Contact, said: Said) -> Contact:
    """Say it otherwise. Another next step is not done yet."""
    require(rules.may_change_contact(actor, contact))
    _check(said)
    changed = {name: value for name, value in vars(said).items() if getattr(contact, name) != value}
    if changed:
        for name, value in changed.items():
            setattr(contact, name, value)
        if changed.keys() & {"next_step", "next_on"}:
            contact.done_at = None
        _tell(actor, contact, ContactChanged)
    return contact


@action
def remove_contact(actor: Actor, contact: Contact) -> None:
    """Take it out of the log, words and all."""
    require(rules.may_change_contact(actor, contact))
    _tell(actor, contact, ContactRemoved)
    db.session.delete(contact)


@action
def tick_next_step(actor: Actor, contact: Contact, done: bool) -> Contact:
    """The next step is done, or not after all. Saying it again changes nothing."""
    require(rules.may_change_contact(actor, contact))
    if not contact.next_step:
        raise Refused(_("There is no next step here."), field="next_step")
    if done != (contact.done_at is not None):
        contact.done_at = now() if done else None
        _tell(actor, contact, NextStepDone if done else NextStepReopened)
    return contact


def _check(said: Said) -> None:
    if said.kind not in CONTACT_KINDS:
        raise Refused(_("Say what kind of contact it was."), field="kind")
    if said.held_on > today():
        raise Refused(_("This day has not come yet. What is planned is a next step."), field="held_on")
    if said.next_on and not said.next_step:
        raise Refused(_("Say what there is to do by then."), field="next_step")


def _tell(actor: Actor, contact: Contact, kind: type[Fact]) -> None:
    house = db.session.get_one(Organisation, contact.organisation_id)
    record(actor, kind(Ref("organisation", house.id, house.name)))  # type: ignore[call-arg]
