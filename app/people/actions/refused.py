"""An address that a mail server says does not work: noted once, put right by the person or by an animator."""

from __future__ import annotations

from sqlalchemy import update

from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, require
from app.extensions import db
from app.people import rules
from app.people.models import Person


@action(silent="the log of mail shows which addresses are refused")
def note_refused_address(actor: None, person_id: str, address: str, why: str) -> None:
    """No mail goes to this address any more, until somebody says that it works. Nothing happens when it is not, or no
    longer, this person's. No event: it is shown to the person, and to animators among what waits for them."""
    theirs = Person.id == person_id, Person.email == address, Person.mail_refused_at.is_(None)
    refused = {"mail_refused_at": now(), "mail_refused_why": why[:300]}
    db.session.execute(update(Person).where(*theirs).values(refused).execution_options(synchronize_session=False))


@action(silent="the log of mail shows which addresses are refused")
def trust_address(actor: Actor, person: Person) -> Person:
    """It works again, they say: mail goes there from now on. No event, like the refusal."""
    require(rules.may_trust_address(actor, person))
    person.mail_refused_at = person.mail_refused_why = None
    return person
