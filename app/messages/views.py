"""The pages of messages. GET changes nothing: having seen is a POST, sent by the page itself or by a button."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app.messages import queries
from app.messages.actions import mark_seen, write_to
from app.messages.forms import MessageForm
from app.messages.said import excerpt, said
from app.web.answers import invalid, leave, page, saved, wants_fragment
from app.web.gates import current_reader, member, participant

bp = Blueprint("messages", __name__, url_prefix="/messages")
bp.add_app_template_filter(said, "said")
bp.add_app_template_filter(excerpt, "excerpt")


@bp.get("")
@member
def index() -> ResponseReturnValue:
    """My conversations."""
    named, after = request.args.get("q", "")[:200].strip(), request.args.get("after")
    found = queries.conversations(current_reader(), named, after)
    return page("messages/index.html", "results", conversations=found, q=named, after=after)


@bp.get("/<id>")
@member
def conversation(id: str) -> ResponseReturnValue:
    """One conversation: the newest fifty messages, or older ones; as a fragment, what came since."""
    after = request.args.get("after", "")[:26] if wants_fragment() else ""
    return page("messages/conversation.html", "newer", **_thread(id, MessageForm(), after=after))


@bp.post("/<id>")
@participant
def send(id: str) -> ResponseReturnValue:
    """Write in a conversation."""
    form, other = MessageForm(), queries.other_person(current_reader(), id)
    if other is None:
        abort(404)
    if not form.validate():
        return invalid("messages/conversation.html", "composer", **_thread(id, form))
    message = write_to(current_reader(), other, form.text.data)
    here = url_for(".conversation", id=id, _anchor=f"message-{message.id}")
    context = _thread(id, MessageForm.next()) if wants_fragment() else {}
    return _refreshing(saved(here, None, "messages/conversation.html", "composer", **context))


@bp.post("/<id>/seen")
@member
def seen(id: str) -> ResponseReturnValue:
    """I have read this far."""
    if queries.conversation_of(current_reader(), id) is None:
        abort(404)
    mark_seen(current_reader(), id, request.form.get("up_to", "")[:26])
    here = url_for(".conversation", id=id)
    return saved(here, None, "messages/conversation.html", "seen", id=id, unread=0, last_id="")


@bp.get("/with/<id>")
@participant
def with_person(id: str) -> ResponseReturnValue:
    """The conversation with somebody, or the page to begin one."""
    if existing := queries.between(current_reader(), id):
        return leave(url_for(".conversation", id=existing))
    return page("messages/begin.html", person=_person(id), form=MessageForm())


@bp.post("/with/<id>")
@participant
def begin(id: str) -> ResponseReturnValue:
    """The first message to somebody."""
    person, form = _person(id), MessageForm()
    if not form.validate():
        return invalid("messages/begin.html", person=person, form=form)
    message = write_to(current_reader(), person, form.text.data)
    return saved(url_for(".conversation", id=message.conversation_id))


def _person(id: str) -> Any:
    return queries.person_by_id(current_reader(), id) or abort(404)


def _thread(id: str, form: MessageForm, after: str = "") -> dict[str, Any]:
    """Everything the page of a conversation shows."""
    found = queries.conversation_of(current_reader(), id) or abort(404)
    before = request.args.get("before", "")[:26]
    thread = queries.thread(id, before or None)
    fresh = queries.newer(id, after) if after else []
    last_id = fresh[-1].id if fresh else after or thread.last_id
    return {
        "id": id, "talk": found, "thread": thread, "fresh": fresh, "last_id": last_id, "form": form, "before": before,
        "unread": found.unread,
    }  # fmt: skip


def _refreshing(answer: Response) -> Response:
    """The sender's own page fetches what is new at once instead of at its next pulse."""
    answer.headers["HX-Trigger"] = '{"pulse:messages": {"target": "body"}}'
    return answer
