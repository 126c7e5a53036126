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
    set_target,
    start_indicators,
)

__all__ = [
    "add_indicator", "edit_indicator", "move_indicator", "remove_target", "retire_indicator", "return_indicator",
    "set_target", "start_indicators", "tell_chain",
]  # fmt: skip
