"""Forms of innovations."""

from __future__ import annotations

from app.innovations.forms.needs import NeedForm
from app.innovations.forms.proposing import AcceptProposalForm, DeclineProposalForm, ProposalForm
from app.innovations.forms.seen import ImageForm, LinkForm
from app.innovations.forms.states import HoldForm, WithdrawForm
from app.innovations.forms.team import TalkForm, TeamForm, TeamInvitationForm
from app.innovations.forms.telling import InnovationForm, PartsForm, PutForwardForm, TextForm

__all__ = [
    "AcceptProposalForm",
    "DeclineProposalForm",
    "HoldForm",
    "ImageForm",
    "InnovationForm",
    "LinkForm",
    "NeedForm",
    "PartsForm",
    "ProposalForm",
    "PutForwardForm",
    "TalkForm",
    "TeamForm",
    "TeamInvitationForm",
    "TextForm",
    "WithdrawForm",
]
