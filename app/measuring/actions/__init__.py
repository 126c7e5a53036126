"""Every write of measuring."""

from __future__ import annotations

from app.measuring.actions.chain import tell_chain
from app.measuring.actions.indicators import (
    add_indicator,
    edit_indicator,
    move_indicator,
    remove_target,
    retire_indicator,
    return_indicator,
    set_baselines,
    set_target,
    start_indicators,
)
from app.measuring.actions.reports import approve_report, correct_value, keep_report, return_report, submit_report
from app.measuring.actions.rounds import begin_report, close_round, open_by_calendar, open_round, remind_reports

__all__ = [
    "add_indicator", "approve_report", "begin_report", "close_round", "correct_value", "edit_indicator", "keep_report",
    "move_indicator", "open_by_calendar", "open_round", "remind_reports", "remove_target", "retire_indicator",
    "return_indicator", "return_report", "set_baselines", "set_target", "start_indicators", "submit_report",
    "tell_chain",
]  # fmt: skip
