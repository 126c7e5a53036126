"""The list of conversations, the search in them, how one begins, and the few settings."""

from __future__ import annotations

from typing import Any

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.rules import Refused
from app.messages import queries
from app.messages.actions import choose_seen, write_to
from app.messages.forms import MessageForm, SeenForm
from app.messages.queries.talks import shows_seen
from app.messages.views import bp
from app.web.answers import invalid, leave, page, saved
from app.web.gates import current_reader, member, participant


@bp.get("")
@member
def index() -> ResponseReturnValue:
    """My conversations; with words, those of such a name, and below them the messages that hold the words."""
    asked, after = _asked(), request.args.get("after")
    args = {"q": asked.q or None, "kind": asked.kind or None, "first": asked.first or None}
    found = queries.conversations(current_reader(), asked, after)
    written = queries.found_messages(current_reader(), "" if after or asked.kind else asked.q)
    return page(
        "messages/index.html", "results", conversations=found, written=written, asked=asked, args=args, after=after,
        kinds=list(queries.KINDS.items()),
    )  # fmt: skip


def _asked() -> queries.Asked:
    kind, first = request.args.get("kind", ""), request.args.get("first", "")
    return queries.Asked(
        request.args.get("q", "")[:200].strip(), kind if kind in queries.KINDS else "",
        first if first == "unread" else "",
    )  # fmt: skip


@bp.get("/search")
@member
def search() -> ResponseReturnValue:
    """Words in my messages."""
    q, after = request.args.get("q", "")[:200].strip(), request.args.get("after")
    found = queries.found_messages(current_reader(), q, after)
    return page("messages/search.html", "results", found=found, q=q, after=after, kinds=queries.KINDS)


@bp.route("/settings", methods=["GET", "POST"])
@member
def settings() -> ResponseReturnValue:
    """Whether others see what I have read."""
    form = SeenForm(data={"shows": shows_seen(current_reader().id)})
    if request.method == "GET":
        return page("messages/settings.html", form=form)
    choose_seen(current_reader(), bool(form.shows.data))
    return saved(url_for(".settings"), _("Saved."))


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
    try:
        if form.validate():
            message = write_to(current_reader(), person, form.text.data or "", form.uploads())
            return saved(url_for(".conversation", id=message.conversation_id))
    except Refused as refused:
        form.refuse(refused)
    return invalid("messages/begin.html", person=person, form=form)


def _person(id: str) -> Any:
    return queries.person_by_id(current_reader(), id) or abort(404)
