"""The forms of the contact log and of inviting a stakeholder."""

from __future__ import annotations

from app.stakeholders.forms.contacts import ContactForm

__all__ = ["ContactForm"]
