"""What forms hand to the actions."""

from __future__ import annotations

from dataclasses import dataclass

ROUND_FIELDS = ("name", "call", "language", "opens_on", "closes_on", "assess_by", "decide_by", "threshold", "minimum",
                "assessors_each", "places", "call_public")  # fmt: skip
"""What is said of a round."""


@dataclass(frozen=True)
class GateSaid:
    """A gate as it was written; `id` empty for a new one, `question` empty for a shipped one left as it is."""

    id: str
    question: str


@dataclass(frozen=True)
class CriterionSaid:
    """A criterion as it was written; texts are empty where the shipped ones stand."""

    id: str
    name: str
    help: str
    weight: float
    reversed: bool
    guidance: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What somebody says to a gate."""

    passed: bool
    note: str = ""


@dataclass(frozen=True)
class Scored:
    """What was given on a criterion: 0 to 5, None while it is open."""

    score: int | None
    note: str = ""
