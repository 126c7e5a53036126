"""Why the log can be trusted: its end, the heads kept beside it, the last look at all of it."""

from __future__ import annotations

from flask import url_for
from flask.typing import ResponseReturnValue

from app.activity import actions
from app.activity.heads import last_head, log_end
from app.activity.looking import last_look
from app.activity.queries.trust import look_awaited
from app.activity.views import bp
from app.web.answers import leave, page
from app.web.gates import animator, current_reader


@bp.get("/activity/trust")
@animator
def trust() -> ResponseReturnValue:
    """The head of the log in words, and what the last look at every entry found."""
    return page("activity/trust.html", end=log_end(), head=last_head(), look=last_look(), awaited=look_awaited())


@bp.post("/activity/trust/look")
@animator
def trust_look() -> ResponseReturnValue:
    """Look at every entry now."""
    actions.ask_for_look(current_reader())
    return leave(url_for(".trust"))
