"""Every write of innovations."""

from __future__ import annotations

from app.innovations.actions.arriving import (
    ask_undo,
    begin_import,
    choose_columns,
    confirm_import,
    drop_import,
    sweep_imports,
)
from app.innovations.actions.changes import (
    edit_innovation,
    put_forward,
    return_innovation,
    say_in_language,
    withdraw_innovation,
)
from app.innovations.actions.imports import import_innovations, preview_innovations
from app.innovations.actions.inviting import invite_to_team, join_invited, uninvite_from_team
from app.innovations.actions.merging import face, keep_apart, merge_innovations
from app.innovations.actions.needs import add_need, edit_need, meet_need, remove_need, reopen_need
from app.innovations.actions.proposals import accept_proposal, decline_proposal, forget_contacts, propose
from app.innovations.actions.seen import add_image, add_link, remove_image, remove_link
from app.innovations.actions.showing import change_parts, publish_innovation, unpublish_innovation
from app.innovations.actions.states import hold_innovation, resume_innovation, walk
from app.innovations.actions.team import add_member, remove_member

__all__ = [
    "accept_proposal", "add_image", "add_link", "add_member", "add_need", "ask_undo", "begin_import", "change_parts",
    "choose_columns", "confirm_import", "decline_proposal", "drop_import", "edit_innovation", "edit_need", "face",
    "forget_contacts",
    "hold_innovation", "import_innovations", "invite_to_team", "join_invited", "keep_apart", "meet_need",
    "merge_innovations", "preview_innovations", "propose", "publish_innovation", "put_forward", "remove_image",
    "remove_link", "remove_member", "remove_need", "reopen_need", "resume_innovation", "return_innovation",
    "say_in_language", "sweep_imports", "uninvite_from_team", "unpublish_innovation", "walk",
    "withdraw_innovation",
]  # fmt: skip
