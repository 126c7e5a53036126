"""Every write of innovations."""

from __future__ import annotations

from app.innovations.actions.changes import (
    edit_innovation,
    publish_innovation,
    put_forward,
    return_innovation,
    say_in_language,
    unpublish_innovation,
    withdraw_innovation,
)
from app.innovations.actions.imports import import_innovations, preview_innovations
from app.innovations.actions.needs import add_need, edit_need, meet_need, remove_need, reopen_need
from app.innovations.actions.states import hold_innovation, resume_innovation, walk
from app.innovations.actions.team import add_member, remove_member

__all__ = [
    "add_member", "add_need", "edit_innovation", "edit_need", "hold_innovation", "import_innovations", "meet_need",
    "preview_innovations", "publish_innovation", "put_forward", "remove_member", "remove_need", "reopen_need",
    "resume_innovation", "return_innovation",
    "say_in_language", "unpublish_innovation", "walk", "withdraw_innovation",
]  # fmt: skip
