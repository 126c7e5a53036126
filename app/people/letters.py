"""What people's letters are filled with, read when they are sent: nothing that is of no use any more goes out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from app.activity.letters import LETTERS
from app.extensions import db
from app.people import links
from app.people.actions import is_acceptable, is_open
from app.people.models import Invitation, JoinRequest, OneTimeLink, Person

Facts = dict[str, Any]


def invitation_letter(facts: Facts) -> Facts | None:
    """The invitation with its newest link and the offer that goes with it, unless it was accepted, taken back or has
    run out."""
    from app.innovations.queries import team_of_invitation
    from app.offers.words import amount
    from app.stakeholders.queries import prepared_card

    invitation = db.session.get(Invitation, facts["invitation"].id)
    if invitation is None or not is_acceptable(invitation):
        return None
    inviter = db.session.get(Person, invitation.invited_by) if invitation.invited_by else None
    secret = links.token("invitation", invitation.id, invitation.round)
    return {
        "url": links.external("people.accept", token=secret),
        "inviter": inviter.name if inviter else "",
        "invited": invitation.name,
        "note": invitation.note,
        "role": invitation.role,
        "expires": invitation.expires_at,
        "locale": invitation.locale,
        "prepared": prepared_card(invitation.id),
        "team": team_of_invitation(invitation.id),
        "amount": amount,
    }


def declined_letter(facts: Facts) -> Facts | None:
    """Kind words to somebody who asked to join."""
    request = db.session.get(JoinRequest, facts["request"].id)
    return {"invited": request.name, "locale": request.locale} if request else None


def reset_letter(facts: Facts) -> Facts | None:
    """The link to set a new password."""
    return _one_time("people.reset", "reset", facts["link"])


def address_letter(facts: Facts) -> Facts | None:
    """The link that proves the new address, sent there."""
    return _one_time("people.address_confirm", "address", facts["link"])


def address_changed_letter(facts: Facts) -> Facts | None:
    """A warning to the old address; the new one is not named in full there."""
    person = db.session.get(Person, facts["person"].id)
    return {"locale": person.locale, "person_name": person.name} if person else None


def erasure_letter(facts: Facts) -> Facts | None:
    """When the account will be erased, and the way back; nothing when they came back already."""
    person = db.session.get(Person, facts["person"].id)
    if person is None or person.erase_at is None:
        return None
    return {"url": links.external("people.sign_in"), "erase_at": person.erase_at}


def inactive_letter(facts: Facts) -> Facts | None:
    """When the account goes, and how to keep it; nothing when they came back already."""
    person = db.session.get(Person, facts["person"].id)
    if person is None or person.inactive_told_at is None:
        return None
    return {"url": links.external("people.sign_in"), "goes_at": person.inactive_told_at + timedelta(days=30)}


def password_changed_letter(_facts: Facts) -> Facts | None:
    """A note that the password was changed, and what to do if it was somebody else."""
    return {"url": links.external("people.forgotten")}


def _one_time(endpoint: str, purpose: str, link_id: str) -> Facts | None:
    link = db.session.get(OneTimeLink, link_id)
    if link is None or not is_open(link):
        return None
    person = db.session.get(Person, link.person_id) if link.person_id else None
    return {
        "url": links.external(endpoint, token=links.token(purpose, link.id)),
        "expires": link.expires_at,
        "locale": person.locale if person else "",
        "person_name": person.name if person else "",
    }


LETTERS |= {
    "people/mail/invitation": invitation_letter,
    "people/mail/join_declined": declined_letter,
    "people/mail/reset": reset_letter,
    "people/mail/address": address_letter,
    "people/mail/address_changed": address_changed_letter,
    "people/mail/erasure": erasure_letter,
    "people/mail/inactive": inactive_letter,
    "people/mail/password_changed": password_changed_letter,
}
