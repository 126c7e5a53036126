"""What people do with their inbox; nothing of it is an event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.sql.elements import ColumnElement

from app.activity.models import Delivery, Event
from app.activity.record import nudge
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor
from app.extensions import db


@dataclass(frozen=True)
class About:
    """Everything that somebody was told about one thing up to one entry: what they saw when they pressed the button."""

    kind: str
    ref: str
    up_to: int

    def entries(self) -> ColumnElement[bool]:
        """As a condition on Delivery."""
        same = (Event.object_kind == self.kind) & (Event.object_id == self.ref) & (Event.id <= self.up_to)
        return Delivery.event_id.in_(select(Event.id).where(same))


@action(silent="one's own reading is nobody else's business")
def mark_read(actor: Actor, about: About) -> None:
    """The person has seen this."""
    _move(actor, about.entries(), ("unread", "snoozed"), "read")


@action(silent="one's own reading is nobody else's business")
def mark_new(actor: Actor, about: About) -> None:
    """As if not yet seen: the newest entry."""
    _move(actor, Delivery.event_id == about.up_to, ("read", "done", "snoozed"), "unread")


@action(silent="one's own reading is nobody else's business")
def mark_done(actor: Actor, about: About) -> None:
    """Over and done with. Something new about the same thing is in the inbox again."""
    _move(actor, about.entries(), ("unread", "read", "snoozed"), "done")


@action(silent="one's own reading is nobody else's business")
def bring_back(actor: Actor, about: About) -> None:
    """Not done after all, or no longer put off."""
    _move(actor, about.entries(), ("done", "snoozed"), "read")


@action(silent="one's own reading is nobody else's business")
def bring_back_new(actor: Actor, about: About) -> None:
    """Not done after all, or no longer put off, and as new as it was: the newest entry."""
    _move(actor, about.entries(), ("done", "snoozed"), "read")
    _move(actor, Delivery.event_id == about.up_to, ("read",), "unread")


@action(silent="one's own reading is nobody else's business")
def put_off(actor: Actor, about: About, until: datetime) -> None:
    """Out of sight until then; it comes back as new."""
    _move(actor, about.entries(), ("unread", "read", "done"), "snoozed", until)


@action(silent="one's own reading is nobody else's business")
def mark_all_read(actor: Actor, up_to: int) -> None:
    """The person has seen the inbox as it was on their page; what came since stays new."""
    _move(actor, Delivery.event_id <= up_to, ("unread",), "read")


@action(silent="one's own reading is nobody else's business")
def read_about(actor: Actor, kind: str, ref: str) -> None:
    """The person has dealt with this thing: its inbox entries are no longer new. For actions of other slices."""
    about = select(Event.id).where(Event.object_kind == kind, Event.object_id == ref)
    _move(actor, Delivery.event_id.in_(about), ("unread", "snoozed"), "read")


@action(silent="one's own reading is nobody else's business")
def wake_snoozed(actor: None) -> None:
    """What was put off until now is new again: the newest entry of each thing; the others are read."""
    due = (Delivery.channel == "inbox") & (Delivery.state == "snoozed") & (Delivery.snoozed_until <= now())
    newest = func.max(Delivery.id).label("id")
    things = select(newest, Delivery.person_id).join(Event, Event.id == Delivery.event_id).where(due)
    rows = db.session.execute(things.group_by(Delivery.person_id, Event.object_kind, Event.object_id)).all()
    for which, state in ((due & Delivery.id.in_([row.id for row in rows]), "unread"), (due, "read")):
        db.session.execute(
            update(Delivery)
            .where(which)
            .values(state=state, snoozed_until=None, done_at=None)
            .execution_options(synchronize_session=False)
        )
    nudge({row.person_id for row in rows}, "inbox")


def _move(
    actor: Actor, which: ColumnElement[bool], before: tuple[str, ...], after: str, until: datetime | None = None
) -> None:
    changed = db.session.execute(
        update(Delivery)
        .where(Delivery.person_id == actor.id, Delivery.channel == "inbox", Delivery.state.in_(before), which)
        .values(state=after, snoozed_until=until, done_at=now() if after in ("read", "done") else None)
        .returning(Delivery.id)
        .execution_options(synchronize_session=False)
    ).all()
    if changed:
        nudge([actor.id], "inbox")
