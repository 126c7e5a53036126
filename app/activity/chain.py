"""The chain of the log: each event's hash is made from the one before and from what never changes of this one (A4).

Names and words stand in it as salted digests: when somebody leaves, the word and its salt go, the digest stays, and the
chain still verifies (A5). Whoever keeps a copy of the digest cannot guess the name from it without the salt.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from app.activity.models import Event, EventParty, EventRef, LogHead
from app.extensions import db

BATCH = 2000
ERASED = ""
"""In the place of a salt: the word it belonged to was taken out."""


def seal(facts: Mapping[str, Any]) -> dict[str, list[str]]:
    """For each name or word in stored facts: a new salt, and the digest of both."""
    found = {}
    for field, word in _words(facts):
        salt = secrets.token_hex(8)
        found[field] = [salt, digest(salt, word)]
    return found


def _words(facts: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What may have to be taken out some day: names of things, words, lists of words."""
    for field, value in facts.items():
        if isinstance(value, dict) and "kind" in value:
            yield field, value["name"]
        elif isinstance(value, (str, list)):
            yield field, value


def digest(salt: str, word: Any) -> str:
    """Of a word with its salt."""
    return hashlib.sha256(f"{salt}:{_written(word)}".encode()).hexdigest()


def hash_of(before: str, event: Event | Any, parties: Iterable[str]) -> str:
    """The hash of an event (or a row with its columns), after the one before it, with the people it concerns."""
    told = [
        before, event.id, event.ref, event.at.isoformat(), event.verb, event.strand, event.actor_id, event.visibility,
        event.object_kind, event.object_id, event.corrects_id, sorted(parties), _lasting(event.facts, event.seals),
    ]  # fmt: skip
    return hashlib.sha256(_written(told).encode()).hexdigest()


def _lasting(facts: Mapping[str, Any], seals: Mapping[str, Any]) -> dict[str, Any]:
    """The facts with digests in the place of words."""
    return {field: _kept(value, seals.get(field, ["", ""])[1]) for field, value in facts.items()}


def _kept(value: Any, sealed: str) -> Any:
    if isinstance(value, dict) and "kind" in value:
        return {"kind": value["kind"], "id": value["id"], "seal": sealed}
    return {"seal": sealed} if isinstance(value, (str, list)) else value


def _written(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def append(event: Event, parties: Iterable[str]) -> Event:
    """Write an event at the end of the chain with the people it concerns, in the writer's transaction."""
    people = sorted({*parties})
    number, before = db.session.execute(_END).one()
    event.id, event.seals = number + 1, seal(event.facts)
    event.hash = hash_of(before, event, people)
    db.session.add(event)
    db.session.flush()
    if people:
        named_people = [{"event_id": event.id, "person_id": person, "at": event.at} for person in people]
        db.session.execute(insert(EventParty), named_people)
    if named := things_in(event.id, event.at, event.facts):
        db.session.execute(insert(EventRef), named)
    move_head(event.id, event.hash)
    return event


def things_in(event_id: int, at: datetime, facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The things that facts name, each once, as rows of EventRef; people are its parties instead."""
    named = {
        value["id"]: value["kind"]
        for value in facts.values()
        if isinstance(value, dict) and value.get("id") and value.get("kind") not in (None, "person")
    }
    return [{"event_id": event_id, "ref_id": ref, "kind": kind, "at": at} for ref, kind in named.items()]


_newest = select(func.coalesce(func.max(Event.id), 0)).scalar_subquery()
_END = select(
    func.max(func.coalesce(select(LogHead.event_id).scalar_subquery(), 0), _newest),
    func.coalesce(select(LogHead.hash).scalar_subquery(), ""),
)
"""The last number given and the last hash; numbers are never given twice, even when the last rows were taken away."""


def move_head(event_id: int, value: str) -> None:
    """Note the end of the chain."""
    moved = update(LogHead).values(event_id=event_id, hash=value)
    if not db.session.execute(moved).rowcount:  # type: ignore[attr-defined]
        db.session.execute(insert(LogHead).values(id=1, event_id=event_id, hash=value))


def seal_rest() -> int:
    """Chain the events that were put in by the thousand (example data for load), and note what they name; how many."""
    at, before = db.session.execute(select(LogHead.event_id, LogHead.hash)).first() or (0, "")
    first = at
    while rows := _next_rows(at):
        people = _parties_of(at, rows[-1].id)
        changed = []
        for row in rows:
            before = hash_of(before, row, people.get(row.id, ()))
            changed.append({"id": row.id, "seals": row.seals, "hash": before})
        db.session.execute(update(Event), changed)
        if named := [thing for row in rows for thing in things_in(row.id, row.at, row.facts)]:
            db.session.execute(insert(EventRef), named)
        at = rows[-1].id
        move_head(at, before)
    return at - first


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
