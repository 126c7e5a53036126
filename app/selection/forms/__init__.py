"""What is filled in for a selection."""

from __future__ import annotations

from app.selection.forms.people import AssessorForm, ConflictForm, PersonForm
from app.selection.forms.rounds import CancelForm, RoundForm
from app.selection.forms.rules import RulesForm
from app.selection.forms.screening import GatesForm, named_gates

__all__ = ["AssessorForm", "CancelForm", "ConflictForm", "GatesForm", "PersonForm", "RoundForm", "RulesForm",
           "named_gates"]  # fmt: skip
