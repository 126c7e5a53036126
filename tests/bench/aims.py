"""What the pages of each kind are to reach, beside what was measured."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.bench.measure import Measured


@dataclass(frozen=True)
class Aim:
    """Shares of the bare route's throughput in one process (`alone`: pieces of rows written anew; `kept`: found among
    those that were written before) and as it is served; at the most so many statements, and so much growth from the
    smallest cluster to the largest. None: nothing is aimed at."""

    alone: float | None = None
    kept: float | None = None
    served: float | None = None
    statements: int | None = None
    growth: float | None = None
    milliseconds: float | None = None


AIMS = {
    "list": Aim(0.09, 0.25, 0.33, statements=5, growth=1.2),
    "detail": Aim(0.13, 0.25, statements=8, growth=1.35),
    "pulse": Aim(0.45, 0.45, 0.55),
    "search": Aim(milliseconds=25),
}

HEAD = ("page", "kind", "events", "share, anew", "share, kept", "statements", "growth", "ms")


def beside(measured: Iterable[Measured]) -> list[tuple[str, ...]]:
    """A row for each page of a kind: each figure with what is aimed at in brackets."""
    return [_row(one, AIMS[one.kind]) for one in measured if one.kind in AIMS]


def _row(one: Measured, aim: Aim) -> tuple[str, ...]:
    return (
        one.page, one.kind, f"{one.events:,}", _told(f"{one.share_anew:.3f}", aim.alone),
        _told(f"{one.share:.3f}", aim.kept), _told(str(one.statements), aim.statements),
        _told(f"{one.growth:.2f}", aim.growth), _told(f"{one.microseconds / 1000:.1f}", aim.milliseconds),
    )  # fmt: skip


def _told(found: str, aim: float | None) -> str:
    return found if aim is None else f"{found} ({aim:g})"


def served(kind: str, share: float) -> str:
    """The share of a page of this kind as it is served, with what is aimed at."""
    return _told(f"{share:.3f}", AIMS[kind].served if kind in AIMS else None)
