"""A person's own feed behind a secret address, revocable: open, renew, close, and whose it is (SECURITY 7, 9).

A room names its table (`OwnFeed`), who may have one, and what the feed tells. The secret is derived from the row's
`round` (see links.py), which each new address counts up; only its hash is kept, and none while the address is off.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, TypeVar

from flask import abort
from sqlalchemy import ForeignKey, Integer, String, select
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.models import Moment
from app.extensions import db
from app.people import throttle
from app.people.links import token, token_hash
from app.people.models import Person
from app.people.reader import hash_secret

OWN = "one's own secret address is nobody else's business"
"""Why opening, renewing and closing one leaves no event."""


class SecretAddress:
    """A row of one person with a secret address, whatever else it holds. To be changed within an action."""

    purpose: ClassVar[str]
    """What the secret is for; another word would make every address that was given out worthless."""
    person_id: Any
    round: Any
    secret_hash: Any

    def open_address(self) -> None:
        """Give it an address. Open already: the address stays."""
        if not self.secret_hash:
            self.renew_address()

    def renew_address(self) -> None:
        """Another address; the one before leads nowhere from now on."""
        self.round += 1
        self.secret_hash = token_hash(self.purpose, self.person_id, self.round)

    def close_address(self) -> None:
        """The address leads nowhere from now on."""
        self.secret_hash = None


class OwnFeed(SecretAddress):
    """The columns of a table that holds nothing but such addresses."""

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    round: Mapped[int] = mapped_column(Integer, default=0)
    secret_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)

    def renew_address(self) -> None:
        """Another address, made now."""
        super().renew_address()
        self.made_at = now()


@dataclass(frozen=True)
class FeedOwner:
    """Whose feed it is, what they may see, and how it is written."""

    id: str
    name: str
    role: str
    locale: str
    timezone: str


Row = TypeVar("Row", bound=SecretAddress)


def own_row(table: type[Row], person_id: str) -> Row:
    """This person's row, to be changed within an action; made, with the address off, where there is none yet."""
    row = db.session.get(table, person_id)
    if row is None:
        row = table()
        row.person_id, row.round = person_id, 0
        db.session.add(row)
    return row


def secret_of(table: type[SecretAddress], person_id: str) -> str:
    """The secret in the address of a person's feed; empty while there is none. Derived: only its hash is stored."""
    row = db.session.get(table, person_id)
    return token(table.purpose, person_id, row.round) if row and row.secret_hash else ""


def owner_or_404(table: type[SecretAddress], secret: str) -> FeedOwner:
    """Whose feed has this secret; nobody's when it was renewed or turned off, or the person is not active: 404.

    The address is the secret: wrong ones are counted, and too many are 429, so that nobody tries many.
    """
    who = select(Person.id, Person.name, Person.role, Person.locale, Person.timezone)
    theirs = (table.secret_hash == hash_secret(secret)) & (Person.state == "active")
    row = db.session.execute(who.join(table, table.person_id == Person.id).where(theirs)).first()
    if row is None:
        throttle.try_now(f"{table.purpose} feed")
        abort(404)
    return FeedOwner(*row)
