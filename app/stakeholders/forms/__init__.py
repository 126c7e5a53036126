"""The forms of the contact log and of inviting a stakeholder."""

from __future__ import annotations

from app.stakeholders.forms.contacts import ContactForm
from app.stakeholders.forms.inviting import StakeholderInvitationForm

__all__ = ["ContactForm", "StakeholderInvitationForm"]
