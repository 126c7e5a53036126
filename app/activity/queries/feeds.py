"""The secret feed of a person's log."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.activity.models import LogFeed
from app.extensions import db
from app.people.links import token
from app.people.queries import Person
from app.people.reader import hash_secret

FEED = "log"
"""What the secret of a feed's address is for (see people/links.py)."""


@dataclass(frozen=True)
class FeedOwner:
    """Whose feed it is, what they may see, and how it is written."""

    id: str
    name: str
    role: str
    locale: str
    timezone: str


def log_feed_token(person_id: str) -> str:
    """The secret in the address of a person's feed; empty while there is none. Derived: only its hash is stored."""
    row = db.session.get(LogFeed, person_id)
    return token(FEED, person_id, row.round) if row and row.secret_hash else ""


def log_feed_owner(secret: str) -> FeedOwner | None:
    """Whose feed has this secret; nobody's when it was renewed or turned off, or the person is not active."""
    who = select(Person.id, Person.name, Person.role, Person.locale, Person.timezone)
    theirs = (LogFeed.secret_hash == hash_secret(secret)) & (Person.state == "active")
    row = db.session.execute(who.join(LogFeed, LogFeed.person_id == Person.id).where(theirs)).first()
    return FeedOwner(*row) if row else None
