"""Inviting, and accepting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from app.activity.facts import Ref, person_ref
from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.models import new_id
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.people import links, rules
from app.people.actions.findable import make_findable
from app.people.events import InvitationResent, InvitationRevoked, PersonInvited, PersonJoined
from app.people.models import Invitation, Person
from app.people.queries import invited_among, members_among, open_invitation_of, person_of_address


@dataclass(frozen=True)
class Newcomer:
    """What somebody who accepts says of themselves; the password only as its hash."""

    name: str
    password_hash: str
    timezone: str
    locale: str = ""


@action
def invite(
    actor: Actor, email: str, name: str = "", role: str = "member", note: str = "", locale: str = ""
) -> Invitation:
    """Keep a place for this address and role, for seven days; the link goes there by mail (SECURITY 9)."""
    require(rules.may_invite(actor))
    return _invite(actor, email, name, role, note, locale)


@action
def invite_member(actor: Actor, email: str, name: str = "", note: str = "", locale: str = "") -> Invitation:
    """The same by a member who wants somebody in what they look after; the room that calls has asked whether they
    do. It is for a member's account and no other."""
    require(rules.may_invite_member(actor))
    return _invite(actor, email, name, "member", note, locale)


def _invite(actor: Actor, email: str, name: str, role: str, note: str, locale: str) -> Invitation:
    if person_of_address(email) is not None:
        raise Refused(_("There is an account with this address already."), field="email")
    if open_invitation_of(email) is not None:
        raise Refused(_("This person is invited already: send the invitation again instead."), field="email")
    invitation = Invitation(
        id=new_id(), email=email, name=name, role=role, note=note, locale=locale, invited_by=actor.id, round=1
    )
    _start_round(invitation)
    db.session.add(invitation)
    db.session.flush()
    record(actor, PersonInvited(_ref(invitation), email))
    return invitation


@action(silent="each invitation is a fact of its own, inside")
def invite_many(actor: Actor, people: Iterable[tuple[str, str]], role: str, note: str, locale: str) -> int:
    """Invite all of these (name, address); who came in or was invited in the meantime is left out."""
    require(rules.may_invite(actor))
    wanted = {email: name for name, email in people}
    left_out = members_among(wanted) | invited_among(wanted)
    chosen = {email: name for email, name in wanted.items() if email not in left_out}
    for email, name in chosen.items():
        invite(actor, email, name, role, note, locale)
    return len(chosen)


@action
def resend_invitation(actor: Actor, invitation: Invitation) -> Invitation:
    """A new link for seven more days; the old one stops working."""
    require(rules.may_invite(actor))
    _still_open(invitation)
    invitation.round += 1
    _start_round(invitation)
    record(actor, InvitationResent(_ref(invitation), invitation.email))
    return invitation


@action
def revoke_invitation(actor: Actor, invitation: Invitation) -> Invitation:
    """The link stops working; an offer that was prepared goes with it."""
    from app.stakeholders.actions import drop_prepared

    require(rules.may_revoke_invitation(actor, invitation))
    _still_open(invitation)
    invitation.revoked_at = now()
    drop_prepared(actor, invitation)
    record(actor, InvitationRevoked(_ref(invitation)))
    return invitation


@action
def accept_invitation(_actor: Actor | None, invitation: Invitation, who: Newcomer) -> Person:
    """Make the account, with the address and the role of the invitation and no other. An offer that was prepared for
    them becomes their draft, and its organisation theirs; a team that asked for them has them."""
    from app.innovations.actions import join_invited
    from app.stakeholders.actions import hand_over_prepared
    from app.stakeholders.queries import prepared_for

    if not is_acceptable(invitation) or person_of_address(invitation.email) is not None:
        raise Conflict(_("This invitation is no longer valid. Ask for a new one."))
    prepared = prepared_for(invitation.id)
    person = Person(
        id=new_id(), email=invitation.email, role=invitation.role, name=who.name, password_hash=who.password_hash,
        timezone=who.timezone, locale=who.locale, organisation_id=prepared.organisation_id if prepared else None,
    )  # fmt: skip
    db.session.add(person)
    db.session.flush()
    invitation.accepted_at, invitation.person_id = now(), person.id
    make_findable(person)
    inviter = db.session.get(Person, invitation.invited_by) if invitation.invited_by else None
    told = person_ref(inviter) if inviter and inviter.state == "active" else None
    record(person, PersonJoined(person_ref(person), told))
    hand_over_prepared(person, invitation)
    join_invited(person, invitation)
    return person


def is_acceptable(invitation: Invitation) -> bool:
    """Not accepted, not taken back, in time."""
    return invitation.accepted_at is None and invitation.revoked_at is None and invitation.expires_at > now()


def _still_open(invitation: Invitation) -> None:
    if invitation.accepted_at is not None or invitation.revoked_at is not None:
        raise Conflict(_("This invitation has been accepted or taken back in the meantime."))


def _start_round(invitation: Invitation) -> None:
    invitation.expires_at = now() + links.INVITATION_LASTS
    invitation.secret_hash = links.token_hash("invitation", invitation.id, invitation.round)


def _ref(invitation: Invitation) -> Ref:
    return Ref("invitation", invitation.id, invitation.name or invitation.email)
