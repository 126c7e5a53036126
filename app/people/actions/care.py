"""What animators do with accounts: role, suspension, removal. In force at once; sessions end (SECURITY 4)."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import delete, or_, update

from app.activity.facts import Ref, person_ref
from app.activity.record import forget_address, pseudonymise, record
from app.core import search
from app.core.action import action
from app.core.rules import Actor, Conflict, require
from app.extensions import db
from app.people import photos, rules
from app.people.actions.blocks import forget_blocks
from app.people.actions.sign_ins import end_sign_ins
from app.people.events import PersonReinstated, PersonRemoved, PersonSuspended, RoleChanged
from app.people.models import (
    Consent,
    Invitation,
    JoinRequest,
    OneTimeLink,
    OutsideIdentity,
    Person,
    PersonLanguage,
    RecoveryCode,
    SecurityEntry,
    SignIn,
)

PSEUDONYM = "Former member"


@action
def change_role(actor: Actor, person: Person, role: str) -> Person:
    """Another role. The last animator stays one."""
    require(rules.may_change_role(actor, person) if role != "animator" else rules.may_invite(actor))
    _still_here(person)
    if person.role != role:
        old, person.role = person.role, role
        if role == "animator":
            forget_blocks(person.id)
        end_sign_ins(person.id)
        record(actor, RoleChanged(person_ref(person), old, role))
    return person


@action
def suspend_person(actor: Actor, person: Person) -> Person:
    """They cannot come in until an animator reinstates them; nothing of theirs is changed."""
    require(rules.may_suspend_person(actor, person))
    _still_here(person)
    if person.state == "active":
        person.state = "suspended"
        end_sign_ins(person.id)
        record(actor, PersonSuspended(person_ref(person)))
    return person


@action
def reinstate_person(actor: Actor, person: Person) -> Person:
    """They can come in again."""
    require(rules.may_reinstate_person(actor, person))
    _still_here(person)
    if person.state == "suspended":
        person.state = "active"
        record(actor, PersonReinstated(person_ref(person)))
    return person


@action
def remove_person(actor: Actor, person: Person) -> Person:
    """They leave for good: what is open ends neutrally, their name goes, counts and hours stay (M8, O10, A5)."""
    require(rules.may_remove_person(actor, person))
    return remove(actor, person)


def remove(actor: Actor, person: Person) -> Person:
    """The same inside an action that has its own rule; it records the one event."""
    _still_here(person)
    _leave_everywhere(actor, person)
    record(actor, PersonRemoved(Ref("person", person.id, "")))
    _forget_traces(person)
    _forget_profile(person)
    db.session.flush()
    pseudonymise(person.id)
    return person


def _leave_everywhere(actor: Actor, person: Person) -> None:
    """Each room ends what is theirs there, while they still have a name."""
    from app.mentoring.actions import leave as leave_mentoring
    from app.messages.actions import leave as leave_messages
    from app.offers.actions import leave as leave_offers
    from app.outreach.actions import forget_drafts
    from app.selection.actions import leave as leave_selection

    leave_mentoring(actor, person)
    leave_offers(actor, person)
    leave_messages(actor, person)
    forget_drafts(actor, person)
    leave_selection(actor, person)


def _forget_traces(person: Person) -> None:
    """Sessions, links, invitations, requests, mails: all that bears the address."""
    address = person.email or ""
    forget_blocks(person.id)
    for model in (SignIn, OneTimeLink, PersonLanguage, RecoveryCode, OutsideIdentity, Consent, SecurityEntry):
        db.session.execute(delete(model).where(model.person_id == person.id))
    invitations = or_(Invitation.person_id == person.id, Invitation.email == address)
    for invitation in db.session.query(Invitation).where(invitations).limit(100):
        pseudonymise(invitation.id, "invitation")
        invitation.email = invitation.name = invitation.note = ""
    for request in db.session.query(JoinRequest).where(JoinRequest.email == address).limit(100):
        pseudonymise(request.id, "join_request")
    blank = {"email": "", "name": "", "message": "", "state": "declined"}
    db.session.execute(update(JoinRequest).where(JoinRequest.email == address).values(blank))
    forget_address(person.id, address)
    for kind in ("person", "mentor"):
        search.forget(db.session(), kind, person.id)


def _forget_profile(person: Person) -> None:
    photos.discard(person.photo)
    person.state, person.role, person.name, person.email = "removed", "member", PSEUDONYM, None
    person.pronouns = person.headline = person.about = person.city = person.country = person.photo = ""
    person.password_hash = person.locale = person.totp_secret = ""
    person.totp_step = 0
    person.seen_at = person.inactive_told_at = person.erase_at = None
    person.links, person.organisation_id = [], None
    person.mail_refused_at = person.mail_refused_why = None


def _still_here(person: Person) -> None:
    if person.state == "removed":
        raise Conflict(_("This account has been removed in the meantime."))
