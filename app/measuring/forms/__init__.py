"""The forms of measuring."""

from __future__ import annotations

from app.measuring.forms.baselines import baselines_form
from app.measuring.forms.chain import ChainForm
from app.measuring.forms.indicators import IndicatorForm, TargetForm
from app.measuring.forms.report import Asked, CorrectionForm, NoteForm, ReportForm, report_form
from app.measuring.forms.rounds import RoundForm

__all__ = [
    "Asked", "ChainForm", "CorrectionForm", "IndicatorForm", "NoteForm", "ReportForm", "RoundForm", "TargetForm",
    "baselines_form", "report_form",
]  # fmt: skip
