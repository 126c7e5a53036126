"""Everything that changes activities."""

from __future__ import annotations

from app.outreach.actions.activities import correct_activity, finish_activity, log_activity, withdraw_activity
from app.outreach.actions.drafts import forget_drafts, keep_activity, remove_draft

__all__ = [
    "correct_activity", "finish_activity", "forget_drafts", "keep_activity", "log_activity", "remove_draft",
    "withdraw_activity",
]  # fmt: skip
