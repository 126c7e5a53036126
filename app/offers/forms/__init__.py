"""The forms of the board."""

from __future__ import annotations

from app.offers.forms.claims import CancelForm, ClaimForm, ConfirmForm, DeclineForm, DisputeForm, SettleForm
from app.offers.forms.desk import IntroduceForm
from app.offers.forms.imports import ImportForm
from app.offers.forms.posts import AnswerForm, OwnerForm, PostForm, RenewForm, WithdrawForm
from app.offers.forms.sessions import CodeForm, HandOverForm, SessionForm, SessionPostForm, as_typed

__all__ = [
    "AnswerForm", "CancelForm", "ClaimForm", "CodeForm", "ConfirmForm", "DeclineForm", "DisputeForm", "HandOverForm",
    "ImportForm", "IntroduceForm", "OwnerForm", "PostForm", "RenewForm", "SessionForm", "SessionPostForm",
    "SettleForm", "WithdrawForm", "as_typed",
]  # fmt: skip
