"""What people do in conversations."""

from app.messages.actions.changing import edit_message, remove_message
from app.messages.actions.groups import add_to_group, leave_group, open_group, remove_from_group, rename_group
from app.messages.actions.reports import report_message, settle_message_report
from app.messages.actions.seeing import choose_mute, choose_seen, mark_seen
from app.messages.actions.taking_part import keep_in_step, leave
from app.messages.actions.writing import write_about, write_in, write_to

__all__ = [
    "add_to_group", "choose_mute", "choose_seen", "edit_message", "keep_in_step", "leave", "leave_group",
    "mark_seen", "open_group", "remove_from_group", "remove_message", "rename_group", "report_message",
    "settle_message_report", "write_about", "write_in", "write_to",
]  # fmt: skip
