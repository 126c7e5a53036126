"""The account itself: password, address, proof that it is still you."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import update

from app.activity.facts import person_ref
from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.models import new_id
from app.core.rules import Actor, Conflict
from app.extensions import db
from app.people import links
from app.people.actions.sign_ins import end_sign_ins
from app.people.events import AddressChangeAsked, AddressChanged, PasswordChanged, PasswordResetAsked
from app.people.models import OneTimeLink, Person, SignIn
from app.people.queries import person_here, person_of_address


@action(silent="a password typed again changes nothing that others see")
def prove(actor: Any) -> None:
    """The password was given again: for ten minutes the delicate things are open (SECURITY 10)."""
    db.session.execute(update(SignIn).where(SignIn.id == actor.sign_in_id).values(proved_at=now()))


@action
def change_password(actor: Actor, password_hash: str) -> Person:
    """A new password; every session ends, and the page that asked begins a new one."""
    person = _me(actor)
    _set_password(person, password_hash)
    record(actor, PasswordChanged(person_ref(person)))
    return person


@action
def ask_reset(_actor: Actor | None, email: str) -> None:
    """A link to set a new password, if somebody active has this address. Says nothing either way (SECURITY 7)."""
    person = person_of_address(email)
    if person is None or person.state != "active":
        return
    link = make_link("reset", links.RESET_LASTS, person.id, email)
    record(None, PasswordResetAsked(person_ref(person), link.id))


@action
def reset_password(_actor: Actor | None, link: OneTimeLink, password_hash: str) -> Person:
    """Set the password by the mailed link: every session ends."""
    use_link(link)
    person = person_here(link.person_id or "")
    if person is None or person.email != link.email:
        raise Conflict(_("This link is no longer valid. Ask for a new one."))
    _set_password(person, password_hash)
    record(person, PasswordChanged(person_ref(person)))
    return person


@action
def ask_address_change(actor: Actor, email: str) -> None:
    """Send a link to the new address; nothing changes before it is used. Does not tell whether it is somebody's."""
    if person_of_address(email) is None:
        link = make_link("address", links.ADDRESS_LASTS, actor.id, email)
        record(actor, AddressChangeAsked(person_ref(actor), link.id, email))


@action
def confirm_address(_actor: Actor | None, link: OneTimeLink) -> Person:
    """The new address is theirs: from now on it is the account's; the old one is told."""
    use_link(link)
    person = person_here(link.person_id or "")
    if person is None or person_of_address(link.email) is not None:
        raise Conflict(_("This link is no longer valid. Ask for a new one."))
    old, person.email = person.email or "", link.email
    person.mail_refused_at = person.mail_refused_why = None
    record(person, AddressChanged(person_ref(person), old))
    return person


def make_link(purpose: str, lasts: timedelta, person_id: str | None = None, email: str = "") -> OneTimeLink:
    """A new one-time link; earlier ones for the same person and purpose stop working."""
    mine = OneTimeLink.person_id == person_id if person_id else OneTimeLink.person_id.is_(None)
    db.session.execute(
        update(OneTimeLink)
        .where(mine, OneTimeLink.purpose == purpose, OneTimeLink.used_at.is_(None))
        .values(used_at=now())
    )
    link = OneTimeLink(id=new_id(), purpose=purpose, person_id=person_id, email=email, expires_at=now() + lasts)
    link.secret_hash = links.token_hash(purpose, link.id)
    db.session.add(link)
    db.session.flush()
    return link


def _use_up_links(person_id: str) -> None:
    """Whoever had got in could have asked for a new address: with the password, that ends too."""
    mine = (OneTimeLink.person_id == person_id) & OneTimeLink.used_at.is_(None)
    db.session.execute(update(OneTimeLink).where(mine).values(used_at=now()))


def use_link(link: OneTimeLink) -> None:
    """Take a link out of use, or say that it is."""
    if not is_open(link):
        raise Conflict(_("This link is no longer valid. Ask for a new one."))
    link.used_at = now()


def is_open(link: OneTimeLink) -> bool:
    """Unused and in time."""
    return link.used_at is None and link.expires_at > now()


def _me(actor: Actor) -> Person:
    person = person_here(actor.id)
    if person is None:
        raise Conflict(_("This account is no longer active."))
    return person


def _set_password(person: Person, password_hash: str) -> None:
    person.password_hash = password_hash
    end_sign_ins(person.id)
    _use_up_links(person.id)
