"""Every write of selection."""

from __future__ import annotations

from app.selection.actions.assessors import (
    add_assessor,
    assign_assessments,
    declare_conflict,
    remove_conflict,
    step_back,
)
from app.selection.actions.candidates import (
    enter_innovation,
    enter_innovations,
    put_forward_into,
    screen,
    take_out,
)
from app.selection.actions.decisions import decide, decide_candidate, note_candidate
from app.selection.actions.leaving import leave
from app.selection.actions.letters import send_letters, words_of, write_letter
from app.selection.actions.rounds import (
    add_panelist,
    create_round,
    edit_round,
    remove_panelist,
    set_rules,
)
from app.selection.actions.scores import decline_assessment, save_assessment, submit_assessment
from app.selection.actions.stages import (
    begin_assessing,
    begin_deciding,
    cancel_round,
    close_round,
    open_round,
    resume_assessing,
)

__all__ = [
    "add_assessor", "add_panelist", "assign_assessments", "begin_assessing", "begin_deciding", "cancel_round",
    "close_round", "create_round", "decide", "decide_candidate", "declare_conflict", "decline_assessment",
    "edit_round", "enter_innovation", "enter_innovations", "leave", "note_candidate", "open_round", "put_forward_into",
    "remove_conflict", "remove_panelist", "resume_assessing", "save_assessment", "screen", "send_letters",
    "set_rules", "step_back", "submit_assessment", "take_out", "words_of", "write_letter",
]  # fmt: skip
