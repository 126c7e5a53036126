"""A log of as many entries as wanted, for the pages that read it. Written in minutes: a few hundred made-up entries are
the moulds of all others, with other people and things in them; it is not chained, for these pages only read.

What is compared is a year of a quiet cluster with one of a busy one: both have as many days, and of each kind of entry
the same share, so that a page of either has as many entries, under as many days.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, text, update

from app.activity.models import Event, EventParty, EventRef, LogHead
from app.core.models import new_id
from app.reference.models import Topic
from tests.bench.facts import Thing, some_fact
from tests.bench.world import NOW, Builder

SIZES = (10_000, 1_000_000)
YEAR = 525_600
"""In minutes."""
MOULDS = 400
CHUNK = 5_000
CACHE = 1_500_000
"""In KiB: the indexes are written in memory, for most of their entries go to the middle."""
FEW = 4
"""In how many of a hundred entries the reader takes part, of the newest ten thousand; nobody does more in a year."""


@dataclass
class _Mould:
    """A row without its moment, its facts as text, and what stands in them: (kind, id, name)."""

    row: dict[str, Any]
    facts: str
    things: list[tuple[str, str, str]]
    people: set[str]


class LongLog(Builder):
    """A long log, in which everybody and everything has about as much to do as in a short one."""

    grows = True

    def _events(self) -> None:
        self.by_kind = {"person": self.people, "innovation": self.innovations, "post": self.posts}
        self.topics = list(self.connection.execute(select(Topic.code)).scalars())
        moulds = [self._mould(random.Random(number)) for number in range(MOULDS)]
        for first in range(1, self.events + 1, CHUNK):
            self._write([self._cast(moulds, number) for number in range(first, min(first + CHUNK, self.events + 1))])
        self.connection.execute(update(LogHead).values(event_id=self.events))

    def _mould(self, chance: random.Random) -> _Mould:
        row, people = some_fact(chance, self.by_kind, NOW)
        facts = row.pop("facts")
        things = [(it["kind"], it["id"], it["name"]) for it in facts.values() if isinstance(it, dict) and "kind" in it]
        return _Mould(row, json.dumps(facts, ensure_ascii=False), things, people)

    def _cast(self, moulds: list[_Mould], number: int) -> tuple[dict[str, Any], set[str], dict[str, str]]:
        mould, at = self.chance.choice(moulds), NOW - timedelta(minutes=YEAR * (self.events - number) / self.events)
        facts, row = mould.facts, {**mould.row, "id": number, "at": at, "ref": new_id()}
        people: set[str] = set()
        refs: dict[str, str] = {}
        for kind, id_, name in mould.things:
            other = self._other(kind, number)
            facts = facts.replace(id_, other.id).replace(json.dumps(name, ensure_ascii=False), json.dumps(other.name))
            for field in ("actor_id", "object_id"):
                row[field] = other.id if row[field] == id_ else row[field]
            if kind != "person":
                refs[other.id] = kind
            elif id_ in mould.people:
                people.add(other.id)
        if "post" in refs.values() or "mentorship" in refs.values():
            refs[self.chance.choice(self.topics)] = "topic"
        return row | {"facts": json.loads(facts)}, people, refs

    def _other(self, kind: str, number: int) -> Thing:
        if kind == "person" and number > self.events - 10_000 and self.chance.randrange(100) < FEW:
            return self.me
        among = self.by_kind.get(kind)
        return self.chance.choice(among) if among else Thing(kind, new_id(), kind)

    def _write(self, rows: list[tuple[dict[str, Any], set[str], dict[str, str]]]) -> None:
        self._add(Event, [row for row, _people, _refs in rows])
        beside = [(_key(row), people, refs) for row, people, refs in rows]
        self._add(EventParty, [{**key, "person_id": one} for key, people, _refs in beside for one in people])
        self._add(
            EventRef, [{**key, "ref_id": id_, "kind": kind} for key, _p, refs in beside for id_, kind in refs.items()]
        )
        if deep := [row["ref"] for row, _people, _refs in rows if row["id"] == self.events // 2]:
            self.names["deep"] = deep[0]

    def build(self) -> None:
        """Fill it, and name whose and which entries the pages ask for."""
        self.connection.execute(text(f"PRAGMA cache_size = -{CACHE}"))
        super().build()
        one, other = self.innovations[3], self.people[3]
        days = {"since": 3, "until": 2}
        self.names |= {"person": other.id, "innovation": one.id, "topic": self.topics[0]}
        alone = self.innovations[-2].name, self.people[-2].name  # as many are called so in a short log: one
        self.names |= {"words": alone[0].replace(" ", "+"), "name": alone[1].replace(" ", "+")}
        self.names |= {name: (NOW - timedelta(days=back)).date().isoformat() for name, back in days.items()}
        self._findable("person", self.people)


def _key(row: dict[str, Any]) -> dict[str, int | datetime]:
    return {"event_id": row["id"], "at": row["at"]}
