"""Events of every kind that the rooms define, with made-up contents of the right types."""

from __future__ import annotations

import random
import typing
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from types import NoneType
from typing import Any

from app.activity.facts import FACTS, Fact, Ref
from app.core.models import new_id

OF_A_KIND = {"innovation": "innovation", "post": "post", "offer": "post", "need": "post"}
NOT_PEOPLE = {"session", "request", "mentorship", "claim", "organisation", "invitation", "conversation", "cluster"}

SAID = {"audience": "members"}
"""Texts that must be one of a few."""


@dataclass(frozen=True)
class Thing:
    """Something that events can name."""

    kind: str
    id: str
    name: str


def some_fact(chance: random.Random, things: dict[str, list[Thing]], at: datetime) -> tuple[dict[str, Any], set[str]]:
    """A row for the log, and the people it names."""
    kind = FACTS[chance.choice(sorted(FACTS))]
    types = typing.get_type_hints(kind)
    fact = kind(**{field.name: _value(chance, things, field.name, types[field.name], at) for field in fields(kind)})  # type: ignore[arg-type]
    actor = chance.choice(things["person"])
    row = {
        "at": at, "verb": kind.verb, "strand": kind.strand, "actor_id": actor.id, "visibility": fact.seen_by(),
        "shown": fact.seen_by(), "object_kind": fact.about.kind, "object_id": fact.about.id,
        "facts": fact.as_json() | {"actor": {"kind": "person", "id": actor.id, "name": actor.name}},
    }  # fmt: skip
    return row, _people_of(fact) | {actor.id}


def _people_of(fact: Fact) -> set[str]:
    return {ref.id for ref in fact.refs() if ref.kind == "person"}


def _value(chance: random.Random, things: dict[str, list[Thing]], name: str, wanted: Any, at: datetime) -> Any:
    kinds = set(typing.get_args(wanted)) - {NoneType} or {wanted}
    if Ref in kinds:
        return _ref(chance, things, name)
    made: dict[type, Any] = {datetime: at + timedelta(days=3), date: at.date(), bool: False, int: 2, float: 2.0}
    return next((value for kind, value in made.items() if kind in kinds), SAID.get(name, ""))


def _ref(chance: random.Random, things: dict[str, list[Thing]], name: str) -> Ref:
    if name in NOT_PEOPLE:
        return Ref(name, new_id(), name)
    thing = chance.choice(things[OF_A_KIND.get(name, "person")])
    return Ref(thing.kind, thing.id, thing.name)
