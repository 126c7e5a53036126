"""Sessions: begun, seen, ended."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from app.activity.facts import person_ref
from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.models import new_id
from app.core.rules import Actor
from app.extensions import db
from app.people.events import SignedOutEverywhere
from app.people.models import Person, SignIn


@action(silent="coming and going is nobody else's business; one's own account lists it")
def sign_in(person: Person, secret_hash: str, agent: str) -> SignIn:
    """A session for this person. Not an event: who signs in when is nobody's business."""
    row = SignIn(id=new_id(), person_id=person.id, secret_hash=secret_hash, agent=agent[:200])
    row.seen_at = row.proved_at = person.seen_at = now()
    db.session.add(row)
    return row


@action(silent="coming and going is nobody else's business; one's own account lists it")
def touch(reader: Any) -> None:
    """The session is in use, and its owner here."""
    db.session.execute(update(SignIn).where(SignIn.id == reader.sign_in_id).values(seen_at=now()))
    db.session.execute(update(Person).where(Person.id == reader.id).values(seen_at=now()))


@action(silent="coming and going is nobody else's business; one's own account lists it")
def end_sign_in(actor: Actor, sign_in_id: str) -> None:
    """End one of one's own sessions. Ending it twice is no harm."""
    end_sign_ins(actor.id, SignIn.id == sign_in_id)


@action
def sign_out_everywhere(actor: Actor) -> None:
    """End all of one's sessions, this one too."""
    end_sign_ins(actor.id)
    record(actor, SignedOutEverywhere(person_ref(actor)))


def end_sign_ins(person_id: str, *which: Any) -> None:
    """End these sessions of a person: in force on the next request (SECURITY 4)."""
    mine = (SignIn.person_id == person_id) & SignIn.ended_at.is_(None)
    db.session.execute(update(SignIn).where(mine, *which).values(ended_at=now()))
