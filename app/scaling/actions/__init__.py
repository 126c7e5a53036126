"""Every write of scaling."""

from __future__ import annotations

from app.scaling.actions.beside import (
    add_place,
    change_journal,
    change_place,
    change_risk,
    note_risk,
    remove_journal,
    write_journal,
)
from app.scaling.actions.pathways import answer_questions, decide_route, open_pathway
from app.scaling.actions.plan import change_action, move_action, plan_action, shift_action
from app.scaling.actions.stages import advance_stage, meet_check, reopen_check, step_back
from app.scaling.actions.steps import (
    become_alumni,
    begin_scaling,
    complete_scaling,
    missing_to_begin,
    missing_to_complete,
)
from app.scaling.actions.strategies import add_strategy, edit_strategy, move_strategy
from app.scaling.actions.support import add_support, change_support, move_support

__all__ = [
    "add_place", "add_strategy", "add_support", "advance_stage", "answer_questions", "become_alumni", "begin_scaling",
    "change_action", "change_journal", "change_place", "change_risk", "change_support", "complete_scaling",
    "decide_route", "edit_strategy", "meet_check", "missing_to_begin", "missing_to_complete", "move_action",
    "move_strategy", "move_support", "note_risk", "open_pathway", "plan_action", "remove_journal", "reopen_check",
    "shift_action", "step_back", "write_journal",
]  # fmt: skip
