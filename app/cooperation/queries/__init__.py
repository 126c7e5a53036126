"""Reads of cooperation."""

from __future__ import annotations

from app.cooperation.queries import attached as _attached  # noqa: F401  (fills ATTACHED)
from app.cooperation.queries.notes import introduced_pairs, note_of, team_of, teams_apart
from app.cooperation.queries.suggestions import (
    Pair,
    Suggestion,
    best_of_mine,
    pair_of,
    pairs,
    suggestions,
    suggestions_for,
)

__all__ = [
    "Pair", "Suggestion", "best_of_mine", "introduced_pairs", "note_of", "pair_of", "pairs", "suggestions",
    "suggestions_for", "team_of", "teams_apart",
]  # fmt: skip
