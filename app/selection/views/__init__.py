"""The pages of selection."""

from __future__ import annotations

from flask import Blueprint

from app.selection import letters as _letters  # noqa: F401  (what mails are filled with)
from app.selection import words
from app.selection.shipped import frozen_name, frozen_question

bp = Blueprint("selection", __name__)

bp.add_app_template_filter(words.round_state, "round_state")
bp.add_app_template_filter(words.candidate_state, "candidate_state")
bp.add_app_template_filter(words.outcome_name, "outcome_name")
bp.add_app_template_filter(words.assessment_state, "assessment_state")
bp.add_app_template_filter(words.sure_name, "sure_name")
bp.add_app_template_filter(frozen_name, "criterion_words")
bp.add_app_template_filter(frozen_question, "gate_question")

from app.selection.views import (  # noqa: E402, F401  (they add their routes to bp)
    assessing,
    assessors,
    calls,
    candidates,
    decisions,
    desk,
    letters,
    rounds,
    screening,
)
