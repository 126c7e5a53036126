"""Reads of somebody's inbox: what they were told of."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func, select

from app.activity.models import Delivery, Event
from app.activity.queries.log import ROW, addressed_to
from app.core.paging import Page, keyset
from app.core.rules import Actor
from app.extensions import db


def _inbox(reader: Actor) -> Select[Any]:
    return (
        select(Delivery.event_id, *ROW, Delivery.state)
        .join(Event, Event.id == Delivery.event_id)
        .where(Delivery.person_id == reader.id, Delivery.channel == "inbox", addressed_to(reader))
    )


def inbox_page(reader: Actor, only_new: bool = False, after: str | None = None) -> Page:
    """What concerns this person, newest first; `state` is unread or read."""
    query = _inbox(reader)
    if only_new:
        query = query.where(Delivery.state == "unread")
    return keyset(db.session.execute, query, (Delivery.event_id,), after)


def unread_of(person_id: str) -> Any:
    """How many new inbox entries this person has: a scalar Select, to be asked together with others."""
    return select(func.count(Delivery.id)).where(
        Delivery.person_id == person_id, Delivery.channel == "inbox", Delivery.state == "unread"
    )


def inbox_entry(reader: Actor, event_id: int) -> Any | None:
    """One entry of the reader's inbox, or None."""
    return db.session.execute(_inbox(reader).where(Delivery.event_id == event_id)).first()
