"""Every change of the contact log and of prepared offers."""

from __future__ import annotations

from app.stakeholders.actions.contacts import (
    Said,
    change_contact,
    note_contact,
    remove_contact,
    tick_next_step,
)
from app.stakeholders.actions.inviting import drop_prepared, hand_over_prepared, invite_stakeholder

__all__ = [
    "Said", "change_contact", "drop_prepared", "hand_over_prepared", "invite_stakeholder", "note_contact",
    "remove_contact", "tick_next_step",
]  # fmt: skip
