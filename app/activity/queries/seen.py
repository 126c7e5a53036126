"""Who may see an entry. `visible_to` is the one predicate; pages, counts, exports, feeds, inbox, mail ask it (A3)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, exists, or_, true
from sqlalchemy.sql.elements import ColumnElement

from app.activity.models import ANIMATORS, MEMBERS, NETWORK, PUBLIC, Event, EventParty
from app.core.rules import Actor
from app.people.queries import kept_apart


def visible_to(reader: Actor | None) -> ColumnElement[bool]:
    """Whether this reader (None: a visitor) may see an Event. Who may not sees no entry at all.

    What names somebody they are kept apart from is not shown to them either (M3).
    """
    return and_(addressed_to(reader), names_nobody_apart(reader))


def names_nobody_apart(reader: Actor | None) -> ColumnElement[bool]:
    """Whether an Event names nobody the reader is kept apart from. Only members are, from anybody."""
    if reader is None or reader.role in ("observer", "animator"):
        return true()
    # from the few people apart, mostly none, to the event: asked of each of its people it would read them all
    return ~exists().where(EventParty.event_id == Event.id, EventParty.person_id.in_(kept_apart(reader.id)))


def addressed_to(reader: Actor | None) -> ColumnElement[bool]:
    """The same for what was sent to this very person: they are told of it, whoever it names."""
    level = lowest_for(reader)
    if not may_take_part(reader):
        return Event.shown >= level
    me: Any = reader
    # found among the reader's own of that moment, which lie together; the people of each event lie all over
    own = exists().where(EventParty.person_id == me.id, EventParty.at == Event.at, EventParty.event_id + 0 == Event.id)
    return or_(Event.shown >= level, own)


def lowest_for(reader: Actor | None) -> int:
    """From which visibility on this reader sees what they take no part in."""
    if reader is None:
        return PUBLIC
    return {"observer": NETWORK, "animator": ANIMATORS}.get(reader.role, MEMBERS)


def may_take_part(reader: Actor | None) -> bool:
    """Whether there is anything of their own to see: visitors and observers look on."""
    return reader is not None and reader.role != "observer"


def takes_part(person_id: Any, event_id: Any = Event.id) -> ColumnElement[bool]:
    """Whether this person takes part in an event."""
    return exists().where(EventParty.event_id == event_id, EventParty.person_id == person_id)
