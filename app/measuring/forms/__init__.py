"""The forms of measuring."""

from __future__ import annotations

from app.measuring.forms.chain import ChainForm
from app.measuring.forms.indicators import IndicatorForm, TargetForm

__all__ = ["ChainForm", "IndicatorForm", "TargetForm"]
