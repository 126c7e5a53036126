"""What a suggestion rests on: typed reasons, each with its points. Pure; the same data give the same order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar


class Reason(Protocol):
    """Something that speaks for a suggestion; `points` is its share of a hundred."""

    @property
    def points(self) -> int:
        """How much it weighs."""


R = TypeVar("R", bound=Reason)
M = TypeVar("M", bound="Reasoned")


@dataclass(frozen=True, slots=True)
class Reasoned(Generic[R]):
    """The reasons, the weightiest first."""

    reasons: tuple[R, ...]

    @property
    def score(self) -> int:
        """From 0 to 100."""
        return sum(reason.points for reason in self.reasons)


def best(pairs: Iterable[tuple[str, M | None]], n: int = 5) -> list[tuple[str, M]]:
    """The `n` best by score; among equals the newest (ids sort by time)."""
    possible = sorted(((key, found) for key, found in pairs if found), key=lambda pair: pair[0], reverse=True)
    return sorted(possible, key=lambda pair: -pair[1].score)[:n]


def akin(one: str, other: str) -> bool:
    """Are two topics the same, or one the whole of which the other is a part? "finance" and "finance.loans"."""
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")
