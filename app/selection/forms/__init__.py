"""What is filled in for a selection."""

from __future__ import annotations

from app.selection.forms.assessing import DeclineForm, named_scores
from app.selection.forms.deciding import DecisionForm, LetterForm, NotesForm
from app.selection.forms.people import AssessorForm, ConflictForm, PersonForm
from app.selection.forms.rounds import CancelForm, RoundForm
from app.selection.forms.rules import RulesForm
from app.selection.forms.screening import named_gates

__all__ = [
    "AssessorForm", "CancelForm", "ConflictForm", "DecisionForm", "DeclineForm", "LetterForm", "NotesForm",
    "PersonForm", "RoundForm", "RulesForm", "named_gates", "named_scores",
]  # fmt: skip
