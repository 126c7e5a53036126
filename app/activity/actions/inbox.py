"""What people do with their inbox; nothing of it is an event."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.sql.elements import ColumnElement

from app.activity.models import Delivery, Event
from app.activity.record import nudge
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor
from app.extensions import db


@action
def mark_read(actor: Actor, event_id: int) -> None:
    """The person has seen this entry of their inbox."""
    _read(actor, Delivery.event_id == event_id)


@action
def mark_all_read(actor: Actor, up_to: int) -> None:
    """The person has seen the inbox as it was on their page; what came since stays new."""
    _read(actor, Delivery.event_id <= up_to)


@action
def read_about(actor: Actor, kind: str, ref: str) -> None:
    """The person has dealt with this thing: its inbox entries are no longer new. For actions of other slices."""
    about = select(Event.id).where(Event.object_kind == kind, Event.object_id == ref)
    _read(actor, Delivery.event_id.in_(about))


def _read(actor: Actor, which: ColumnElement[bool]) -> None:
    changed = db.session.execute(
        update(Delivery)
        .where(Delivery.person_id == actor.id, Delivery.channel == "inbox", Delivery.state == "unread", which)
        .values(state="read", done_at=now())
        .returning(Delivery.id)
        .execution_options(synchronize_session=False)
    ).all()
    if changed:
        nudge([actor.id], "inbox")
