"""The people and things of a fact, by name as they are now."""

from __future__ import annotations

from typing import Any

from app.activity.facts import Ref
from app.mentoring.queries.pairs import Pair


def people_of(pair: Pair) -> dict[str, Ref]:
    """`mentor` and `mentee`."""
    return {
        "mentor": Ref("person", pair.mentor.id, pair.mentor.name),
        "mentee": Ref("person", pair.mentee.id, pair.mentee.name),
    }


def all_of(pair: Pair) -> dict[str, Any]:
    """`mentor`, `mentee` and `innovation`."""
    return {**people_of(pair), "innovation": innovation_of(pair)}


def innovation_of(pair: Pair) -> Ref | None:
    """What they work on, if it is named."""
    return Ref("innovation", pair.innovation_id, pair.innovation_name) if pair.innovation_id else None


def ref(kind: str, id_: str, pair: Pair) -> Ref:
    """The request, mentorship or session itself, under the innovation's name."""
    return Ref(kind, id_, pair.innovation_name)
