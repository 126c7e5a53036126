"""One entry of the log: what its page shows beside the sentence."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.activity.models import KEEP_DELIVERIES, Delivery, Event, EventParty
from app.activity.queries.log import NEWEST, ROW
from app.activity.queries.seen import visible_to
from app.core.clock import now
from app.core.models import ID_LENGTH
from app.core.prepared import prepared
from app.core.rules import Actor
from app.extensions import db

CORRECTION = "activity.entry_corrected"
MOST = 20


def find_entry(reader: Actor | None, ref: str) -> Event | None:
    """The entry of this reference, if the reader may see it."""
    query = select(Event).where(Event.ref == ref[:ID_LENGTH], visible_to(reader))
    return db.session.execute(query).scalar_one_or_none()


def corrections_of(reader: Actor | None, event_id: int) -> list[Any]:
    """The entries that put this one right or take it back, the newest first."""
    query = select(*ROW).where(Event.corrects_id == event_id, visible_to(reader))
    return list(db.session.execute(query.order_by(*NEWEST).limit(MOST)))


def corrected_by(reader: Actor | None, event: Event) -> Any | None:
    """What this entry puts right, if the reader may see it."""
    if event.corrects_id is None:
        return None
    query = select(*ROW).where(Event.id == event.corrects_id, visible_to(reader))
    return db.session.execute(query).first()


def corrected_among(reader: Actor | None, event_ids: Collection[int]) -> dict[int, str]:
    """Which of these entries were put right or taken back, as far as the reader sees that: by number, the verb of the
    newest entry that says so. One statement; for the marks in lists and tables."""
    return {row.corrects_id: row.verb for row in _corrected(reader, list(event_ids))}


@prepared
def _corrected(reader: Any, event_ids: Any) -> Any:
    query = select(Event.corrects_id, Event.verb).where(Event.corrects_id.in_(event_ids), visible_to(reader))
    return query.order_by(Event.at, Event.id)


def corrects_among(reader: Actor | None, event_ids: Collection[int]) -> dict[int, str]:
    """What these entries put right or take back, as far as the reader sees that: by number, the reference of the
    earlier entry. One statement; for tables."""
    later = aliased(Event)
    query = select(later.id, Event.ref).join(later, later.corrects_id == Event.id)
    query = query.where(later.id.in_(event_ids), visible_to(reader))
    return {row.id: row.ref for row in db.session.execute(query)}


def count_corrections(event_id: int) -> int:
    """How often an entry was put right in somebody's words."""
    mine = (Event.corrects_id == event_id) & (Event.verb == CORRECTION)
    return db.session.execute(select(func.count(Event.id)).where(mine)).scalar_one()


def parties_of(event_id: int) -> list[str]:
    """Whom an entry concerns."""
    query = select(EventParty.person_id).where(EventParty.event_id == event_id)
    return list(db.session.execute(query).scalars())


def told_of(event: Event) -> dict[str, int] | None:
    """To how many it was told, by channel (inbox, email, digest), and "seen": how many opened it in their inbox. What
    was left out because somebody did not want it is not counted. None where it is no longer known."""
    if event.at < now() - KEEP_DELIVERIES:
        return None
    query = select(Delivery.channel, Delivery.state, func.count().label("number"))
    query = query.where(Delivery.event_id == event.id, Delivery.state.not_in(("skipped", "parked")))
    told: dict[str, int] = {}
    for row in db.session.execute(query.group_by(Delivery.channel, Delivery.state)):
        told[row.channel] = told.get(row.channel, 0) + row.number
        if row.channel == "inbox" and row.state in ("read", "done"):
            told["seen"] = told.get("seen", 0) + row.number
    return told
