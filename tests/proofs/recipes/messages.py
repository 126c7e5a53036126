"""Conversations."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app.extensions import db
from app.messages import actions
from app.messages.actions import groups, reports
from app.messages.models import Conversation, Message


def _message(p: Any) -> Any:
    actions.write_to(p.mentor, p.innovator, "The private words")
    return db.session.execute(select(Message).order_by(Message.id.desc()).limit(1)).scalar_one()


def _conversation(p: Any) -> Any:
    return db.session.get_one(Conversation, _message(p).conversation_id)


def _group(p: Any) -> Any:
    group = groups.open_group(p.animator, "Prices")
    groups.add_to_group(p.animator, group, p.innovator)
    return group


def _report(p: Any) -> Any:
    return reports.report_message(p.innovator, _message(p), "other", "Not nice.")


_M = "messages.actions."
RECIPES: dict[str, Any] = {
    _M + "writing.write_to": lambda p: (p.mentor, p.innovator, "The private words"),
    _M + "writing.write_in": lambda p: (p.innovator, _conversation(p), "An answer"),
    _M + "changing.edit_message": lambda p: (p.mentor, _message(p), "Other words"),
    _M + "changing.remove_message": lambda p: (p.mentor, _message(p)),
    _M + "groups.open_group": lambda p: (p.animator, "Prices"),
    _M + "groups.rename_group": lambda p: (p.animator, _group(p), "Prices and weights"),
    _M + "groups.add_to_group": lambda p: (p.animator, _group(p), p.innovator2),
    _M + "groups.remove_from_group": lambda p: (p.animator, _group(p), p.innovator),
    _M + "groups.leave_group": lambda p: (p.innovator, _group(p)),
    _M + "reports.report_message": lambda p: (p.innovator, _message(p), "other", "Not nice."),
    _M + "reports.settle_message_report": lambda p: (p.animator, _report(p), "talked", "We talked."),
    _M + "seeing.choose_mute": lambda p: (p.innovator, _conversation(p).id, True),
    _M + "seeing.choose_seen": lambda p: (p.innovator, False),
    _M + "seeing.mark_seen": lambda p: (p.innovator, (m := _message(p)).conversation_id, m.id),
    _M + "taking_part.leave": lambda p: (p.animator, _message(p) and p.innovator),
}
