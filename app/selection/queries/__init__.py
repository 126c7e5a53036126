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
    innovations_of,
    is_asked,
    is_assessor,
    judged,
    my_assessments,
    names_of,
    next_of_mine,
    plan_names,
    plan_of,
    scores_of,
)
from app.selection.queries.candidates import (
    ENTERABLE,
    answers_of,
    candidate_of,
    candidates_among,
    candidates_page,
    could_enter,
    count_called,
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
from app.selection.queries.decisions import (
    Addressee,
    is_of_team,
    letter_of,
    letters_page,
    newest_decision,
    newest_decisions,
    one_decision,
    versions_of,
    without_letter,
    written_template,
)
from app.selection.queries.desk import (
    DeskFilter,
    Row,
    desk_header,
    desk_lines,
    desk_rows,
    one_row,
    page_of_rows,
    results_of,
)
from app.selection.queries.glances import waiting_for
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
    taking,
    today,
    visible_to,
)

__all__ = [
    "Addressee", "Asked", "DeskFilter", "ENTERABLE", "Gate", "Judged", "MOST_ASSESSMENTS", "RUNNING", "Row",
    "answers_of", "assessment_of", "assessors_of", "candidate_of", "candidates_among", "candidates_page",
    "conflicts_page", "could_enter", "count_called", "count_in", "count_mine", "count_short", "count_to_screen",
    "counts_of", "criteria_of", "desk_header", "desk_lines", "desk_rows", "gates_of", "has_conflict", "in_race",
    "innovations_among", "innovations_of", "is_asked", "is_assessor", "is_of_team", "is_screened", "is_under_way",
    "judged", "letter_of", "letters_page", "my_assessments", "names_of", "newest_decision", "newest_decisions",
    "next_of_mine", "next_to_screen", "of_round", "one_candidate", "one_decision", "one_round", "one_row",
    "open_calls", "own_in_round", "own_that_could_enter", "page_of_rows", "panel_of", "plan_names", "plan_of",
    "results_of", "rounds_page", "rules_of", "scores_of", "takes_entries", "taking", "today", "versions_of",
    "visible_to", "waiting_for", "without_letter", "written_template",
]  # fmt: skip
