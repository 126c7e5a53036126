"""What a person chose for their calendar: the feed's address, the reminders."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.extensions import db
from app.mentoring.models import CalendarSettings
from app.people.links import token
from app.people.queries import Person
from app.people.reader import hash_secret

FEED = "calendar"
"""What the secret of a feed's address is for (see people/links.py)."""


@dataclass(frozen=True)
class CalendarChoice:
    """As chosen, or as it is before anybody has chosen: no feed, both reminders."""

    person_id: str
    feed_round: int = 0
    feed_on: bool = False
    remind_day: bool = True
    remind_hour: bool = True

    @property
    def feed_token(self) -> str:
        """The secret in the feed's address; empty while there is none. Derived: only its hash is stored."""
        return token(FEED, self.person_id, self.feed_round) if self.feed_on else ""


@dataclass(frozen=True)
class FeedOwner:
    """Whose feed it is, and how it is written."""

    id: str
    locale: str
    timezone: str


def calendar_choice(person_id: str) -> CalendarChoice:
    """What holds for this person."""
    row = db.session.get(CalendarSettings, person_id)
    told = (row.feed_round, row.feed_on, row.remind_day, row.remind_hour) if row else ()
    return CalendarChoice(person_id, *told)


def feed_owner(secret: str) -> FeedOwner | None:
    """Whose feed has this secret; nobody's when it was renewed or turned off, or the person is not active."""
    settings = CalendarSettings
    query = select(Person.id, Person.locale, Person.timezone).join(settings, settings.person_id == Person.id)
    theirs = (settings.feed_hash == hash_secret(secret)) & settings.feed_on & (Person.state == "active")
    row = db.session.execute(query.where(theirs)).first()
    return FeedOwner(*row) if row else None
