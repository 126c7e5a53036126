"""Every change of the contact log and of prepared offers."""

from __future__ import annotations

from app.stakeholders.actions.contacts import (
    Said,
    change_contact,
    note_contact,
    remove_contact,
    tick_next_step,
)
from app.stakeholders.actions.inviting import invite_stakeholder
from app.stakeholders.actions.prepared import (
    change_prepared,
    drop_prepared,
    hand_over_prepared,
    take_back_prepared,
)

__all__ = [
    "Said", "change_contact", "change_prepared", "drop_prepared", "hand_over_prepared", "invite_stakeholder",
    "note_contact", "remove_contact", "take_back_prepared", "tick_next_step",
]  # fmt: skip
