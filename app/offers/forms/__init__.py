"""The forms of the board."""

from __future__ import annotations

from app.offers.forms.claims import (
    CancelForm,
    ClaimForm,
    ClaimTalkForm,
    CorrectForm,
    DeliverForm,
    DisputeForm,
    OfClaimForm,
    ReasonForm,
    SettleForm,
    TermsForm,
    ThanksForm,
)
from app.offers.forms.desk import IntroduceForm
from app.offers.forms.imports import ImportForm
from app.offers.forms.moderation import DecisionForm, ReportForm
from app.offers.forms.posts import AnswerForm, OwnerForm, PostForm, RenewForm, WithdrawForm
from app.offers.forms.sessions import CodeForm, HandOverForm, SessionForm, SessionPostForm, as_typed

__all__ = [
    "AnswerForm", "CancelForm", "ClaimForm", "ClaimTalkForm", "CodeForm", "ConfirmForm", "CorrectForm",
    "DecisionForm", "DeclineForm", "DeliverForm", "DisputeForm", "HandOverForm", "ImportForm", "IntroduceForm",
    "OfClaimForm", "OwnerForm", "PostForm", "ReasonForm", "RenewForm", "ReportForm", "SessionForm",
    "SessionPostForm", "SettleForm", "TermsForm", "ThanksForm", "WithdrawForm", "as_typed",
]  # fmt: skip
