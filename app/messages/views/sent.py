"""One message: change it soon after, take it back, or show it to the animators."""

from __future__ import annotations

from typing import Any

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.rules import Conflict, Refused, require
from app.messages import queries
from app.messages.actions import edit_message, remove_message, report_message
from app.messages.forms import EditForm, ReportForm
from app.messages.models import Message
from app.messages.rules import may_edit_message, may_report_message
from app.messages.views import bp
from app.messages.views.showing import talk_of, unjudged
from app.web.answers import invalid, leave, page, saved
from app.web.gates import current_reader, member, participant


@bp.get("/sent/<id>")
@member
def message(id: str) -> ResponseReturnValue:
    """One message, and what can be done with it."""
    return page("messages/message.html", **_about(_message(id)))


@bp.route("/sent/<id>/edit", methods=["GET", "POST"])
@participant
def edit(id: str) -> ResponseReturnValue:
    """Other words in their place."""
    message = _message(id)
    require(may_edit_message(current_reader(), message))
    form = EditForm(obj=message)
    if request.method == "GET":
        return page("messages/edit.html", form=form, **_about(message))
    if not form.validate():
        return invalid("messages/edit.html", form=form, **_about(message))
    edit_message(current_reader(), message, form.text.data or "")
    return saved(_there(message))


@bp.post("/sent/<id>/removal")
@member
def remove(id: str) -> ResponseReturnValue:
    """Delete it for all."""
    message = _message(id)
    remove_message(current_reader(), message)
    return saved(_there(message), _("Deleted for everybody."))


@bp.route("/sent/<id>/report", methods=["GET", "POST"])
@participant
def report_new(id: str) -> ResponseReturnValue:
    """Show it to the animators."""
    message, form, status = _message(id), ReportForm(), 422
    require(may_report_message(current_reader(), message))
    told = _about(message) | {"form": form, "unjudged": unjudged(id, message.author_id, current_reader().id)}
    if request.method == "GET":
        return page("messages/report_new.html", **told)
    try:
        if form.validate():
            report = report_message(current_reader(), message, form.reason.data, form.text.data or "")
            return leave(url_for(".report", id=report.id), _reported(told["unjudged"] is not None))
    except (Refused, Conflict) as wrong:
        form.refuse(Refused(wrong.reason, "text"))
        status = 422 if isinstance(wrong, Refused) else 409
    return invalid("messages/report_new.html", status=status, **told)


def _reported(waits: bool) -> str:
    return _("Your report is kept. No animator can judge it yet.") if waits else _("The animators have your report.")


def _message(id: str) -> Message:
    return queries.message_of(current_reader(), id) or abort(404)


def _about(message: Message) -> dict[str, Any]:
    talk, rows = talk_of(message.conversation_id), queries.around(message.conversation_id, message.id).rows
    row = next(row for row in rows if row.id == message.id)
    return {"message": message, "talk": talk, "row": row, "files": queries.files_of([row])}


def _there(message: Message) -> str:
    return url_for(".conversation", id=message.conversation_id, at=message.id, _anchor=f"message-{message.id}")
