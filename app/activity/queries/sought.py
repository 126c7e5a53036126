"""What the words one asks for may mean in the log: kinds of entries, things and people, found by words.

What is found by is what a thing's page says to whoever sees an entry of it; so nothing that only some may read
(contacts, notes) is here, and nothing that has a person's name by itself.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import exists, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from app.activity.kinds import verbs_saying
from app.activity.models import EventParty, EventRef
from app.core.search import fold, is_common_name, matching, newest_of_each, words
from app.extensions import db
from app.people.queries import Person

FOUND = 200
"""How many things of the words that are asked for are looked at: the newest of each kind."""
NAMED = ("innovation", "organisation", "post")
"""Kinds of things whose entries are found by words."""


@dataclass(frozen=True)
class Sought:
    """An entry must be of one of these kinds, or belong to one of these things, or name one of these people."""

    verbs: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()

    def __or__(self, other: Sought) -> Sought:
        return Sought(self.verbs | other.verbs, self.things | other.things, self.people | other.people)

    @property
    def weight(self) -> int:
        """About how many entries, for choosing among several: of a kind there are many more than of a thing."""
        return len(self.verbs) * 100 + len(self.things) + len(self.people)

    def within(self, event_id: Any, verb: Any) -> ColumnElement[bool]:
        """Whether an event is one of them, looked up row by row."""
        return or_(
            verb.in_(_each(self.verbs)),
            exists().where(EventRef.event_id == event_id, (EventRef.ref_id + "").in_(_each(self.things))),
            exists().where(EventParty.event_id == event_id, (EventParty.person_id + "").in_(_each(self.people))),
        )


def _each(values: frozenset[str]) -> Any:
    """One placeholder for all of them, so that the statement stays the same for any number."""
    return select(func.json_each(as_json(values)).table_valued("value").c.value)


def as_json(values: frozenset[str]) -> str:
    """Many values as one."""
    return json.dumps(sorted(values))


def named_so(asked: str, kind: str) -> Sought:
    """The things of a kind in whose words all of these stand."""
    return _found([asked], (kind,))[0]


def people_called(asked: str) -> Sought:
    """The people with these words in their name."""
    return _found([asked], ("person",))[0]


def said(asked: str, unnamed: bool) -> tuple[Sought, list[Sought]]:
    """What all the words together name (a thing's whole name finds it, however common each of its words is), and what
    each of them may mean. Where a word is so common that what it means cannot all be looked at, a whole name means what
    is called so and nothing else. Two statements. `unnamed`: people are not looked for by name."""
    each = words(asked)
    if not each:
        return Sought(), []
    kinds = NAMED if unnamed else (*NAMED, "person")
    if len(each) > 1 and is_common_name(db.session, each, kinds, FOUND):
        [named] = _found([" ".join(each)], kinds)
        if named != Sought():
            return named, [named]
    whole, *single = _found([" ".join(each), *each] if len(each) > 1 else each, kinds)
    if not single:
        single = [whole]
    return whole, [one | Sought(verbs=frozenset(verbs_saying(word))) for one, word in zip(single, each, strict=True)]


def _found(texts: Sequence[str], kinds: Sequence[str]) -> list[Sought]:
    """What each of these texts finds, the newest FOUND of each kind."""
    found: list[dict[str, list[str]]] = [{} for _ in texts]
    for place, kind, ids in newest_of_each(db.session, texts, kinds, FOUND):
        found[place][kind] = json.loads(ids)
    people = _called_so(found, texts)
    return [
        Sought(things=frozenset(id_ for kind in kinds if kind != "person" for id_ in one.get(kind, ())), people=those)
        for one, those in zip(found, people, strict=True)
    ]


def _called_so(found: Sequence[dict[str, list[str]]], texts: Sequence[str]) -> list[frozenset[str]]:
    """Of the people that the index finds, those in whose name the words stand, not elsewhere on their page."""
    ids = {id_ for one in found for id_ in one.get("person", ())}
    if not ids:
        return [frozenset() for _ in texts]
    query = select(Person.id, Person.name).where(Person.id.in_(_each(frozenset(ids))), Person.state != "removed")
    names = {id_: _parts(name) for id_, name in db.session.execute(query)}
    return [
        frozenset(id_ for id_ in one.get("person", ()) if id_ in names and _fits(names[id_], words(asked)))
        for one, asked in zip(found, texts, strict=True)
    ]


def people_named(text: str, limit: int = 50) -> list[tuple[str, str]]:
    """People whose name has every word asked for, as (id, name)."""
    found, asked = matching("person", text), words(text)
    if found is None:
        return []
    query = select(Person.id, Person.name).where(Person.id.in_(found), Person.state != "removed").limit(limit * 4)
    named = [(id_, name) for id_, name in db.session.execute(query) if _fits(_parts(name), asked)]
    return named[:limit]


@lru_cache(2048)
def _parts(name: str) -> list[str]:
    return words(fold(name))


def _fits(parts: Sequence[str], asked: Sequence[str]) -> bool:
    return all(any(part.startswith(word) for part in parts) for word in asked)
