"""The forms of the contact log and of inviting a stakeholder."""

from __future__ import annotations

from app.stakeholders.forms.contacts import ContactForm
from app.stakeholders.forms.inviting import PreparedForm, StakeholderInvitationForm, as_written

__all__ = ["ContactForm", "PreparedForm", "StakeholderInvitationForm", "as_written"]
