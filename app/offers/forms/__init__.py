"""The forms of the board."""

from __future__ import annotations

from app.offers.forms.claims import CancelForm, ClaimForm, ConfirmForm, DeclineForm, DisputeForm, SettleForm
from app.offers.forms.desk import IntroduceForm
from app.offers.forms.posts import PostForm, WithdrawForm

__all__ = [
    "CancelForm", "ClaimForm", "ConfirmForm", "DeclineForm", "DisputeForm", "IntroduceForm", "PostForm", "SettleForm",
    "WithdrawForm",
]  # fmt: skip
