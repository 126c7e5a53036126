"""Every change of the contact log and of prepared offers."""

from __future__ import annotations

from app.stakeholders.actions.contacts import (
    Said,
    change_contact,
    note_contact,
    remove_contact,
    tick_next_step,
)

__all__ = ["Said", "change_contact", "note_contact", "remove_contact", "tick_next_step"]
