"""Somebody leaves: their name goes out of every fact that names them; facts, numbers and order stay (BEHAVIOURS A5).

The salt goes with the word, its digest stays in the chain (A4); the action's own event says whose words were taken out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import Select, delete, select, update

from app.activity.chain import ERASED_REF, NAMED_REF, erased_word, note_effects
from app.activity.models import Delivery, Event, EventParty, EventRef, LogExport, LogFeed
from app.activity.seals import ERASED, is_ref, words_of
from app.core.action import acting
from app.extensions import db

BATCH = 500


def pseudonymise(ref: str, kind: str = "person") -> None:
    """Take the name of this thing out of all facts, also where it stands as a word beside it. Its id, which leads
    nowhere any more, keeps them countable."""
    if not acting():
        raise RuntimeError("only an action erases")
    for event in _events(_naming(ref, kind)):
        _take_out(event, _naming_in(event.facts, kind, ref))
    note_effects({ERASED_REF + ref: "erased"})


def forget_address(person_id: str, address: str) -> None:
    """No mail goes there any more, the inbox is gone, and the address stands nowhere in the log; what they took out of
    it goes, too (its files are swept)."""
    written = select(Delivery.event_id).where(Delivery.address == address) if address else None
    about = set(db.session.execute(written).scalars()) if written is not None else set()
    for table in (Delivery, LogExport, LogFeed):
        db.session.execute(delete(table).where(table.person_id == person_id))
    if not address:
        return
    db.session.execute(
        update(Delivery).where(Delivery.address == address, Delivery.state == "queued").values(state="skipped")
    )
    db.session.execute(update(Delivery).where(Delivery.address == address).values(address=""))
    theirs = db.session.execute(_naming(person_id, "person")).scalars()
    for event in _events(about.union(theirs)):
        _take_out(event, lambda _key, word: word == address)


def _naming(ref: str, kind: str) -> Select[Any]:
    """The numbers of the events that name this thing, or this person: as a party, or only in words."""
    if kind != "person":
        return select(EventRef.event_id).where(EventRef.ref_id == ref)
    named = select(EventRef.event_id).where(EventRef.ref_id == NAMED_REF + ref)
    return select(EventParty.event_id).where(EventParty.person_id == ref).union(named)  # type: ignore[return-value]


def _events(numbers: Any) -> Iterator[Event]:
    found = sorted(numbers if isinstance(numbers, set) else db.session.execute(numbers).scalars())
    for first in range(0, len(found), BATCH):
        some = select(Event).where(Event.id.in_(found[first : first + BATCH]))
        yield from db.session.execute(some).scalars().all()
        db.session.flush()


def _take_out(event: Event, which: Callable[[str, Any], bool]) -> None:
    """Empty the words that are meant."""
    gone = {key for key, word in words_of(event.facts) if word != "" and which(key, word)}
    if gone:
        event.seals = {key: [ERASED if key in gone else salt, sealed] for key, (salt, sealed) in event.seals.items()}
        event.facts = {field: _without(field, value, gone) for field, value in event.facts.items()}
        if words := {key for key in gone if not is_ref(event.facts.get(key))}:
            note_effects({erased_word(event.ref, key): "erased" for key in words})


def _without(field: str, value: Any, gone: set[str]) -> Any:
    if isinstance(value, list):
        return ["" if f"{field}.{place}" in gone else member for place, member in enumerate(value)]
    if field not in gone:
        return value
    return value | {"name": ""} if is_ref(value) else ""


def _naming_in(facts: Mapping[str, Any], kind: str, ref: str) -> Callable[[str, Any], bool]:
    """Whether a word of these facts, by its key, is the thing's name. What looks like a code ("offer") is none."""
    names = {value["name"] for value in facts.values() if is_ref(value) and (value["kind"], value["id"]) == (kind, ref)}

    def is_name(key: str, word: Any) -> bool:
        value = facts.get(key)
        if is_ref(value):
            return (value["kind"], value["id"]) == (kind, ref)
        return word in names and not (word.islower() and word.isidentifier())

    return is_name
