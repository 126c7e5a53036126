"""Reads of selection. Who sees a round is in rounds.py; what assessors have written is shown by assessments.py and
desk.py alone, which know from whom it is hidden."""

from __future__ import annotations

from app.selection.queries import attached as _attached  # noqa: F401  (fills ATTACHED)
from app.selection.queries.assessments import (
    MOST_ASSESSMENTS,
    Judged,
    assessment_of,
    assessors_of,
    conflicts_page,
    count_mine,
    count_short,
    has_conflict,
    is_assessor,
    judged,
    my_assessments,
    next_of_mine,
    plan_of,
    scores_of,
)
from app.selection.queries.candidates import (
    ENTERABLE,
    answers_of,
    candidate_of,
    candidates_page,
    could_enter,
    count_in,
    count_to_screen,
    in_race,
    innovations_among,
    is_under_way,
    next_to_screen,
    of_round,
    one_candidate,
    own_in_round,
    own_that_could_enter,
)
from app.selection.queries.rounds import (
    RUNNING,
    Asked,
    Gate,
    counts_of,
    criteria_of,
    gates_of,
    is_screened,
    one_round,
    open_calls,
    panel_of,
    rounds_page,
    rules_of,
    takes_entries,
    today,
    visible_to,
)

__all__ = [
    "ENTERABLE", "MOST_ASSESSMENTS", "RUNNING", "Asked", "Gate", "Judged", "answers_of", "assessment_of",
    "assessors_of", "candidate_of", "candidates_page", "conflicts_page", "could_enter", "count_in", "count_mine",
    "count_short", "count_to_screen", "counts_of", "criteria_of", "gates_of", "has_conflict", "in_race",
    "innovations_among", "is_assessor", "is_screened", "is_under_way", "judged", "my_assessments", "next_of_mine",
    "next_to_screen", "of_round", "one_candidate", "one_round", "open_calls", "own_in_round", "own_that_could_enter",
    "panel_of", "plan_of", "rounds_page", "rules_of", "scores_of", "takes_entries", "today", "visible_to",
]  # fmt: skip
