"""Chaining what was put in by the thousand, past record(): example data for load, benchmarks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import case, insert, select, update

from app.activity.chain import hash_of, move_head, rows_of, things_in
from app.activity.models import Event, EventParty, EventRef, LogHead, ObjectLimit
from app.activity.seals import seal
from app.extensions import db

BATCH = 2000


def seal_rest() -> int:
    """Chain the events after the chain's end, and note what they name; how many."""
    at, before = db.session.execute(select(LogHead.event_id, LogHead.hash)).first() or (0, "")
    first = at
    while rows := _next_rows(at):
        people = _parties_of(at, rows[-1].id)
        changed, listed = [], []
        for row in rows:
            mine = people.get(row.id, [])
            things = things_in(row.facts, mine)
            before = hash_of(before, row, mine, things.items())
            changed.append({"id": row.id, "seals": row.seals, "hash": before})
            listed += rows_of(row.id, row.at, things)
        db.session.execute(update(Event), changed)
        if listed:
            db.session.execute(insert(EventRef), listed)
        at = rows[-1].id
        move_head(at, before)
    _limit(first)
    return at - first


def _limit(after: int) -> None:
    """They are shown to no more people than their objects allow (A3)."""
    its = (ObjectLimit.kind == Event.object_kind) & (ObjectLimit.ref == Event.object_id)
    level = select(ObjectLimit.level).where(its).correlate(Event).scalar_subquery()
    shown = update(Event).where(Event.id > after, Event.visibility > level)
    db.session.execute(shown.values(shown=case((Event.visibility > level, level), else_=Event.visibility)))


class _Row:
    """An event that is not chained yet, with its seals."""

    def __init__(self, row: Any) -> None:
        self.__dict__.update(row._mapping)
        self.seals = seal(self.facts)

    id: int
    at: datetime
    facts: dict[str, Any]


def _next_rows(after: int) -> list[_Row]:
    columns = [column for column in Event.__table__.columns if column.name not in ("seals", "hash")]
    query = select(*columns).where(Event.id > after).order_by(Event.id).limit(BATCH)
    return [_Row(row) for row in db.session.execute(query)]


def _parties_of(after: int, upto: int) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    query = select(EventParty.event_id, EventParty.person_id)
    for event_id, person_id in db.session.execute(query.where(EventParty.event_id.between(after + 1, upto))):
        found.setdefault(event_id, []).append(person_id)
    return found
