"""One entry of the log as it lies in the database, with all that is beside it, and what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Text, cast, func, select

from app.activity.belonging import ABOVE
from app.activity.broken import Broken
from app.activity.chain import ERASED_REF, erased_word, hash_of, things_in
from app.activity.models import Event, EventParty, EventRef, ObjectLimit
from app.activity.seals import ERASED, digest, is_ref, words_of
from app.extensions import db

BATCH = 2000
_LEVEL = select(ObjectLimit.level).where(
    ObjectLimit.kind == Event.object_kind, ObjectLimit.ref == Event.object_id
).scalar_subquery()  # fmt: skip
_EVENTS = select(
    Event.id, Event.ref, cast(Event.at, Text).label("moment"), Event.verb, Event.strand, Event.actor_id,
    Event.visibility, Event.shown, Event.object_kind, Event.object_id, Event.corrects_id, Event.hash,
    cast(Event.facts, Text).label("told"), cast(Event.seals, Text).label("sealed"), _LEVEL.label("level"),
).order_by(Event.id).limit(BATCH)  # fmt: skip
"""As text what could not be read otherwise: what a stranger's hand left there is to be named, not to stop the look."""
_NEWEST = select(EventRef.ref_id, func.max(EventRef.event_id)).group_by(EventRef.ref_id)
_PARTIES = select(EventParty.event_id, EventParty.person_id, cast(EventParty.at, Text))
_REFS = select(EventRef.event_id, EventRef.ref_id, EventRef.kind, cast(EventRef.at, Text)).where(
    ~EventRef.kind.startswith(ABOVE)
)
"""But for what was noted later of what things belong to: it is no part of the chain (belonging.py)."""


def batch_after(number: int | None) -> list[Row]:
    """The entries that follow this number (None: the first), up to 2,000, with what is listed for each."""
    query = _EVENTS if number is None else _EVENTS.where(Event.id > number)
    rows = [Row(found) for found in db.session.execute(query)]
    if rows:
        _list(rows)
        _find_erasures(rows)
    return rows


def _list(rows: list[Row]) -> None:
    """Read the people and things of these entries."""
    of, span = {row.id: row for row in rows}, (rows[0].id, rows[-1].id)
    for number, person, moment in db.session.execute(_PARTIES.where(EventParty.event_id.between(*span))):
        if number in of:
            of[number].parties.append(person)
            of[number].moments.add(moment)
    for number, ref, kind, moment in db.session.execute(_REFS.where(EventRef.event_id.between(*span))):
        if number in of:
            of[number].things[ref] = kind
            of[number].moments.add(moment)


def _find_erasures(rows: list[Row]) -> None:
    """For what was taken out of these entries: the newest entry that answers for each thing or person."""
    asked = sorted({ref for row in rows for ref in row.erasable()})
    found: dict[str, int] = {}
    for first in range(0, len(asked), 500):
        some = _NEWEST.where(EventRef.ref_id.in_(asked[first : first + 500]))
        found.update((ref, number) for ref, number in db.session.execute(some))
    for row in rows:
        row.erasures = found


class Row:
    """`wrong_after` asks everything that can be asked of one entry."""

    def __init__(self, found: Any) -> None:
        self.__dict__.update(found._mapping)
        self.parties: list[str] = []
        self.things: dict[str, str] = {}
        self.moments: set[str] = set()
        self.erasures: dict[str, int] = {}
        try:
            self.facts, self.seals = _read(self.told), _read(self.sealed)
            self.at = datetime.strptime(self.moment, "%Y-%m-%d %H:%M:%S.%f").replace(tzinfo=UTC)
            self.readable = f"{self.at:%Y-%m-%d %H:%M:%S.%f}" == self.moment and self._has_its_shape()
        except (ValueError, TypeError, AttributeError):
            self.facts, self.seals, self.readable = {}, {}, False

    id: int
    hash: str
    ref: str
    actor_id: str | None
    visibility: int
    shown: int
    object_id: str
    level: int | None
    moment: str
    told: str
    sealed: str

    def wrong_after(self, before: str) -> Broken | None:
        """The first thing that is wrong with this entry, when the one before it has this hash."""
        if not self.readable:
            return Broken(self.id, "unreadable")
        try:
            if hash_of(before, self, self.parties, self.things.items()) != self.hash:
                return Broken(self.id, "changed")
            return self._wrong_word() or self._wrong_place()
        except TypeError:  # a number where there was a word, or bytes
            return Broken(self.id, "unreadable")

    def erasable(self) -> Iterable[str]:
        """What would have to be answered for: of each word that was taken out, what it would be listed as."""
        if not self.readable:
            return ()
        return {self._answer(key) for key, (salt, _sealed) in self.seals.items() if salt == ERASED}

    def _answer(self, key: str) -> str:
        """A name goes with what bears it, everywhere; another word by itself."""
        value = self.facts.get(key)
        return ERASED_REF + value["id"] if is_ref(value) else erased_word(self.ref, key)

    def _has_its_shape(self) -> bool:
        """Refs hold nothing that is not in the hash; each word has its seal, and no seal is without a word."""
        refs = all(set(value) == {"kind", "id", "name"} for value in self.facts.values() if is_ref(value))
        sealed = all(
            isinstance(seal, list) and [type(part) for part in seal] == [str, str] for seal in self.seals.values()
        )
        return refs and sealed and {key for key, _word in words_of(self.facts)} == set(self.seals)

    def _wrong_word(self) -> Broken | None:
        for key, word in words_of(self.facts):
            salt, sealed = self.seals[key]
            if salt == ERASED and not (word == "" and self.erasures.get(self._answer(key), 0) >= self.id):
                return Broken(self.id, "word" if word != "" else "erased", {"field": key})
            if salt != ERASED and digest(salt, word) != sealed:
                return Broken(self.id, "word", {"field": key})
        return None

    def _wrong_place(self) -> Broken | None:
        actor = self.facts.get("actor")
        if (actor["id"] if is_ref(actor) else None) != self.actor_id:
            return Broken(self.id, "actor")
        if self.moments - {self.moment} or not set(things_in(self.facts, self.parties)) <= set(self.things):
            return Broken(self.id, "listed")
        allowed = self.visibility if self.level is None else min(self.visibility, self.level)
        return None if self.shown == allowed else Broken(self.id, "shown")


def _read(text: str) -> dict[str, Any]:
    """A JSON object; one that says something twice is none, for others would read the other half of it."""
    found = json.loads(text, object_pairs_hook=_once)
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("said twice")
    return found
