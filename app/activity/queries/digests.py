"""Reads of what goes into a digest."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from app.activity.models import Delivery, Event
from app.activity.queries.log import ROW
from app.activity.queries.mail import notice_settings
from app.activity.queries.seen import addressed_to
from app.extensions import db
from app.people.queries import Person

MOST = 200
"""So many events at most in one digest, the newest; the rest is in the inbox."""


def still_new(person: Person, which: ColumnElement[bool]) -> list[Any]:
    """Of this person's digest deliveries that `which` names, those they may see and have not seen in their inbox yet,
    newest first; each with its `delivery_id`."""
    noted = aliased(Delivery)
    same = (noted.event_id == Delivery.event_id) & (noted.person_id == Delivery.person_id) & (noted.channel == "inbox")
    query = (
        select(Delivery.id.label("delivery_id"), *ROW, Event.ref)
        .join(Event, Event.id == Delivery.event_id)
        .join(noted, same)
        .where(Delivery.person_id == person.id, which, noted.state == "unread", addressed_to(person))
        .order_by(Event.id.desc())
        .limit(MOST)
    )
    return list(db.session.execute(query))


def wants_digest(person: Person) -> bool:
    """Can and does this person want one? Looked at when it is put together, and again when it goes out."""
    settings = notice_settings(person.id)
    return bool(person.state == "active" and person.email) and not settings.quiet and settings.digest != "never"
