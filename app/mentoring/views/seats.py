"""Taking a seat in a group session, standing in line, leaving (B14)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.rules import Conflict
from app.mentoring import actions
from app.mentoring.views import bp
from app.mentoring.views.groups import group_context, row_of
from app.web.answers import Answer, invalid, leave
from app.web.gates import current_reader, participant


def _try(id: str, act: Callable[[Any, Any], Any], done: str) -> Answer:
    """Do it, and show the page; a lost race shows it, too, with what else can be done (409)."""
    try:
        act(current_reader(), row_of(id))
    except Conflict as lost:
        return invalid("mentoring/group.html", "seat", 409, lost=lost.reason, **group_context(id))
    return leave(url_for("mentoring.group", id=id), done)


@bp.post("/mentoring/groups/<id>/seat")
@participant
def seat_take(id: str) -> ResponseReturnValue:
    """Take a seat."""
    return _try(id, actions.take_seat, _("You have a seat. It is among your next sessions."))


@bp.post("/mentoring/groups/<id>/line")
@participant
def line_join(id: str) -> ResponseReturnValue:
    """Stand in line for the next free seat."""
    return _try(id, actions.join_line, _("You are in line: as soon as a seat is free for you, you are told."))


@bp.post("/mentoring/groups/<id>/leaving")
@participant
def group_leave(id: str) -> ResponseReturnValue:
    """Give the seat or the place in line back."""
    return _try(id, actions.leave_group, _("You do not take part any more. Thank you for telling."))
