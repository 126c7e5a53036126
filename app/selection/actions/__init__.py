"""Every write of selection."""

from __future__ import annotations

from app.selection.actions.assessors import add_assessor, assign_assessments, declare_conflict, step_back
from app.selection.actions.candidates import enter_innovation, enter_innovations, screen, take_out
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
    "add_assessor", "add_panelist", "assign_assessments",
    "begin_assessing", "begin_deciding", "cancel_round", "close_round", "create_round", "decline_assessment",
    "declare_conflict", "edit_round", "enter_innovation", "enter_innovations", "open_round", "remove_panelist",
    "resume_assessing", "save_assessment", "screen", "set_rules", "step_back", "submit_assessment", "take_out",
]  # fmt: skip
