"""The contact log of one organisation."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.sql.elements import ColumnElement

from app.core.paging import Page, keyset
from app.extensions import db
from app.people.queries import Person
from app.stakeholders.models import Contact

ROW: Any = select(
    Contact.held_on, Contact.id, Contact.kind, Contact.who, Contact.text, Contact.next_step, Contact.next_on,
    Contact.done_at, Person.name.label("by"),
).join(Person, Person.id == Contact.by_id)  # fmt: skip
KEYS = (Contact.held_on, Contact.id)


def has_step() -> ColumnElement[bool]:
    """Whether a Contact has a next step that is not done yet."""
    return Contact.done_at.is_(None) & (Contact.next_step != "")


def is_due(day: date) -> ColumnElement[bool]:
    """Whether the next step of a Contact is due on this day, in the cluster's zone, or was before."""
    return has_step() & (Contact.next_on <= day)


def find_contact(id: str) -> Contact | None:
    """One contact that was noted."""
    return db.session.get(Contact, id)


def contacts_page(organisation_id: str, after: str | None = None) -> Page:
    """What was noted of an organisation, newest first."""
    return keyset(db.session.execute, ROW.where(Contact.organisation_id == organisation_id), KEYS, after)


def last_contacts(organisation_id: str, limit: int = 3) -> list[Any]:
    """The newest few."""
    query = ROW.where(Contact.organisation_id == organisation_id).order_by(*(key.desc() for key in KEYS))
    return list(db.session.execute(query.limit(limit)))
