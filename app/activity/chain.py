"""The chain of the log: each event's hash is made from the one before and from what never changes of this one: its
columns, its facts with digests for words (seals.py), the people it concerns, and all that it is listed under (A4).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import event as happens
from sqlalchemy import func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.orm import Session

from app.activity.belonging import above
from app.activity.models import Event, EventParty, EventRef, LogHead
from app.activity.seals import lasting, refs_in, seal, written
from app.extensions import db

ERASED_REF, LIMIT_REF, NAMED_REF = "erased:", "limit:", "names:"
"""In EventRef, before an id: what an event did to the log itself (it took out a name; it set to whom a thing allows its
events to be shown, `kind` is the level), and whom it names without their being a party."""


def hash_of(before: str, event: Event | Any, parties: Iterable[str], things: Iterable[tuple[str, str]]) -> str:
    """The hash of an event (or a row with its columns), after the one before it, with the people it concerns and the
    (ref_id, kind) of all it is listed under."""
    told = [
        before, event.id, event.ref, event.at.isoformat(), event.verb, event.strand, event.actor_id, event.visibility,
        event.object_kind, event.object_id, event.corrects_id, sorted(parties), sorted(map(list, things)),
        lasting(event.facts, event.seals),
    ]  # fmt: skip
    return hashlib.sha256(written(told).encode()).hexdigest()


def append(event: Event, parties: Iterable[str]) -> Event:
    """Write an event at the end of the chain with the people it concerns, in the writer's transaction."""
    people, info = sorted({*parties}), db.session().info
    number, before = db.session.execute(_END).one()
    things = above(event.facts) | things_in(event.facts, people) | info.pop("effects", {})
    event.id, event.seals = number + 1, seal(event.facts)
    event.hash = hash_of(before, event, people, things.items())
    db.session.add(event)
    db.session.flush()
    if people:
        mine = [{"event_id": event.id, "person_id": person, "at": event.at} for person in people]
        db.session.execute(insert(EventParty), mine)
    if things:
        db.session.execute(insert(EventRef), rows_of(event.id, event.at, things))
    move_head(event.id, event.hash)
    info["recorded"] = event.id
    return event


def things_in(facts: Mapping[str, Any], parties: Iterable[str]) -> dict[str, str]:
    """What an event is listed under, as {ref_id: kind}: the things that its facts name; of people, who are parties
    elsewhere, those whom it names although they are none (so that a name can be found without reading the whole log).
    """
    people, found = set(parties), {}
    for kind, ref in refs_in(facts):
        if kind != "person":
            found[ref] = kind
        elif ref not in people:
            found[NAMED_REF + ref] = kind
    return found


def rows_of(event_id: int, at: datetime, things: Mapping[str, str]) -> list[dict[str, Any]]:
    """The same as rows of EventRef."""
    return [{"event_id": event_id, "ref_id": ref, "kind": kind, "at": at} for ref, kind in things.items()]


def erased_word(entry: str, key: str) -> str:
    """What an event is listed under that took this word (seals.py) out of that entry (its `ref`)."""
    return f"{ERASED_REF}{entry}:{key}"[:60]


def note_effects(effects: Mapping[str, str]) -> None:
    """What the running action does to the log itself, as {ref_id: kind}: its event, recorded before or after this,
    holds it in the chain. So nothing is taken out of the log or hidden that no entry answers for."""
    info = db.session().info
    if "recorded" in info:
        _amend(info["recorded"], effects)
    else:
        info.setdefault("effects", {}).update(effects)


def _amend(number: int, effects: Mapping[str, str]) -> None:
    """The newest event, which nobody has seen yet since its transaction is open, is listed under more."""
    event = db.session.get_one(Event, number)
    rows = upsert(EventRef).values(rows_of(number, event.at, effects))
    db.session.execute(
        rows.on_conflict_do_update(index_elements=["event_id", "ref_id"], set_={"kind": rows.excluded.kind})
    )
    before = db.session.execute(select(Event.hash).where(Event.id == number - 1)).scalar_one_or_none() or ""
    people = db.session.execute(select(EventParty.person_id).filter_by(event_id=number)).scalars().all()
    things = db.session.execute(select(EventRef.ref_id, EventRef.kind).filter_by(event_id=number)).all()
    event.hash = hash_of(before, event, people, things)
    db.session.flush()
    move_head(number, event.hash)


@happens.listens_for(db.session, "before_commit")
def _all_told(session: Session) -> None:
    if session.info.get("effects"):
        raise RuntimeError("what is taken out of the log, or limited in it, belongs to an event")


@happens.listens_for(db.session, "after_commit")
@happens.listens_for(db.session, "after_rollback")
def _begin_anew(session: Session) -> None:
    session.info.pop("effects", None)
    session.info.pop("recorded", None)


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
