"""The pages of selection."""

from __future__ import annotations

from flask import Blueprint

from app.selection import words

bp = Blueprint("selection", __name__)

bp.add_app_template_filter(words.round_state, "round_state")
bp.add_app_template_filter(words.candidate_state, "candidate_state")
bp.add_app_template_filter(words.outcome_name, "outcome_name")
bp.add_app_template_filter(words.assessment_state, "assessment_state")
bp.add_app_template_filter(words.sure_name, "sure_name")

from app.selection.views import calls, candidates, rounds, screening  # noqa: E402, F401  (they add their routes)
