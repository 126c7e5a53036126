"""What speaks for a pair, in typed facts, and what stands against it. A page puts them into words."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Obstacle(StrEnum):
    """What makes the pair impossible, whatever else fits (BEHAVIOURS M5). The caller knows of the last three."""

    FULL = "full"
    PAUSED = "paused"
    LANGUAGES_UNTOLD = "languages_untold"
    NO_SHARED_LANGUAGE = "no_shared_language"
    BLOCKED = "blocked"
    CONFLICT = "conflict"
    ALREADY = "already"


@dataclass(frozen=True, slots=True)
class TopicsCovered:
    """Which needs the mentor helps with, and which not."""

    covered: tuple[str, ...]
    missing: tuple[str, ...]
    points: int
    kind: str = field(default="topics_covered", init=False)


@dataclass(frozen=True, slots=True)
class SectorsShared:
    """Sectors the mentor knows and the innovation works in."""

    sectors: tuple[str, ...]
    points: int
    kind: str = field(default="sectors_shared", init=False)


@dataclass(frozen=True, slots=True)
class SharedLanguages:
    """`basic` are those of them in which one of the two gets by only."""

    languages: tuple[str, ...]
    points: int
    basic: tuple[str, ...] = ()
    kind: str = field(default="shared_languages", init=False)


@dataclass(frozen=True, slots=True)
class PlacesFree:
    """How many more mentees the mentor takes, of how many in all; `waiting` ask for one already."""

    free: int
    capacity: int
    points: int
    waiting: int = 0
    kind: str = field(default="places_free", init=False)


@dataclass(frozen=True, slots=True)
class HoursInCommon:
    """Minutes of one week in which the mentor offers time and the mentee can meet."""

    minutes: int
    points: int
    kind: str = field(default="hours_in_common", init=False)


@dataclass(frozen=True, slots=True)
class Nearby:
    """The same city, or at least the same country (then `city` is empty); `in_person`: the mentor meets people."""

    city: str
    country: str
    in_person: bool
    points: int
    kind: str = field(default="nearby", init=False)


FitReason = TopicsCovered | SectorsShared | SharedLanguages | PlacesFree | HoursInCommon | Nearby
KINDS: dict[str, type[Any]] = {
    "topics_covered": TopicsCovered, "sectors_shared": SectorsShared, "shared_languages": SharedLanguages,
    "places_free": PlacesFree, "hours_in_common": HoursInCommon, "nearby": Nearby,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fit:
    """With an obstacle the score is 0; the reasons are told all the same: topics first, then the weightiest."""

    score: int
    reasons: tuple[FitReason, ...]
    obstacles: tuple[Obstacle, ...] = ()

    @property
    def covers(self) -> bool:
        """Does the mentor help with anything that is needed? Without it nobody is suggested."""
        return any(isinstance(reason, TopicsCovered) for reason in self.reasons)

    @property
    def possible(self) -> bool:
        """Can the two be brought together, and would it help?"""
        return not self.obstacles and self.covers


def stored(reasons: tuple[FitReason, ...]) -> list[dict[str, Any]]:
    """The reasons as JSON keeps them."""
    return [asdict(reason) for reason in reasons]


def read(kept: list[dict[str, Any]]) -> tuple[FitReason, ...]:
    """What `stored` kept; a kind of a later version is passed over."""
    found = []
    for told in kept:
        values = {name: tuple(v) if isinstance(v, list) else v for name, v in told.items() if name != "kind"}
        if told.get("kind") in KINDS:
            found.append(KINDS[told["kind"]](**values))
    return tuple(found)
