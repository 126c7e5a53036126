"""One conversation: read it, write in it, and the files in it."""

from __future__ import annotations

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.rules import Refused
from app.files.keeping import send as send_file
from app.messages import queries
from app.messages.actions import choose_mute, mark_seen, write_in
from app.messages.forms import MessageForm
from app.messages.queries.talks import conversation_row
from app.messages.views import bp
from app.messages.views.showing import asks_what_is_new, composer, since, talk_of, whole
from app.web.answers import invalid, page, saved, wants_fragment
from app.web.gates import current_reader, member, participant


@bp.get("/<id>")
@member
def conversation(id: str) -> ResponseReturnValue:
    """One conversation: at its first unread message, or its newest; as a fragment, what came since."""
    talk = talk_of(id)
    return page("messages/conversation.html", "newer", **(since(talk) if asks_what_is_new() else whole(talk)))


@bp.get("/<id>/answer")
@member
def answer(id: str) -> ResponseReturnValue:
    """The same, ready to be answered: where the button of a mail leads."""
    return page("messages/conversation.html", **whole(talk_of(id), MessageForm.first()))


@bp.post("/<id>")
@participant
def send(id: str) -> ResponseReturnValue:
    """Write in a conversation."""
    form, talk = MessageForm(), talk_of(id)
    try:
        if form.validate():
            message = write_in(current_reader(), conversation_row(talk), form.text.data or "", form.uploads())
            here = url_for(".conversation", id=id, _anchor=f"message-{message.id}")
            context = composer(talk, MessageForm.next()) if wants_fragment() else {}
            return _refreshing(saved(here, None, "messages/conversation.html", "composer", **context))
    except Refused as refused:
        form.refuse(refused)
    return invalid("messages/conversation.html", "composer", **whole(talk, form))


@bp.post("/<id>/seen")
@member
def seen(id: str) -> ResponseReturnValue:
    """I have read this far."""
    talk_of(id)
    mark_seen(current_reader(), id, request.form.get("up_to", "")[:26])
    here = url_for(".conversation", id=id)
    return saved(here, None, "messages/conversation.html", "seen", id=id, unread=0, last_id="")


@bp.post("/<id>/muting")
@member
def mute(id: str) -> ResponseReturnValue:
    """No notices of this one any more, or again."""
    talk, muted = talk_of(id), request.form.get("muted") == "1"
    choose_mute(current_reader(), talk.id, muted)
    words = _("Muted: you get no notices of this conversation.") if muted else _("You get notices of it again.")
    return saved(url_for(".conversation", id=id), words)


@bp.get("/files/<id>")
@member
def file(id: str) -> ResponseReturnValue:
    """A file that goes with a message, for those who take part now."""
    return send_file(queries.file_of(current_reader(), id) or abort(404))


def _refreshing(answer: Response) -> Response:
    """The sender's own page fetches what is new at once instead of at its next pulse."""
    answer.headers["HX-Trigger"] = '{"pulse:messages": {"target": "body"}}'
    return answer
