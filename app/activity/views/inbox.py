"""The inbox: what concerns one, by thing."""

from __future__ import annotations

from typing import Any

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.activity import actions, queries
from app.activity.actions import About
from app.activity.forms import strand_choices
from app.activity.inboxing import cards, in_address, parts, pauses, read_sought
from app.activity.notice_forms import PauseForm
from app.activity.snoozing import back_at
from app.activity.views import bp
from app.core.clock import now
from app.core.rules import Refused
from app.web.answers import leave, page
from app.web.gates import current_reader, member
from app.web.language import timezone

MOVES = {
    "read": actions.mark_read, "new": actions.mark_new, "done": actions.mark_done, "back": actions.bring_back,
    "again": actions.bring_back_new,
}  # fmt: skip


@bp.get("/activity/inbox")
@member
def inbox() -> ResponseReturnValue:
    """What concerns me."""
    reader, after, sought = current_reader(), request.args.get("after"), read_sought(request.args)
    rows = queries.inbox_things(reader, sought, after)
    undo = queries.inbox_entry(reader, request.args.get("undo", ""))
    return page(
        "activity/inbox.html", "results", cards=cards(rows, reader), next=rows.next, after=after, sought=sought,
        chosen=in_address(sought), parts=parts(), kinds=strand_choices(), pauses=pauses(), undo=undo,
        undoing="again" if request.args.get("was") == "new" else "back",
    )  # fmt: skip


@bp.post("/activity/inbox/read")
@member
def inbox_read() -> ResponseReturnValue:
    """All that was on my page is read."""
    newest = queries.inbox_entry(current_reader(), request.form.get("up_to", ""))
    actions.mark_all_read(current_reader(), newest.id if newest else 0)
    return leave(_list())


@bp.get("/activity/inbox/<ref>")
@member
def inbox_thing(ref: str) -> ResponseReturnValue:
    """All I was told about one thing."""
    return _thing(queries.inbox_entry(current_reader(), ref) or abort(404))


def _thing(entry: Any, form: PauseForm | None = None) -> ResponseReturnValue:
    reader, after = current_reader(), request.args.get("after")
    rows = queries.inbox_about(reader, entry.object_kind, entry.object_id, after)
    return page("activity/inbox_thing.html", status=422 if form else 200, cards=cards(rows, reader), next=rows.next,
                after=after, ref=entry.ref, pauses=pauses(), form=form or PauseForm(formdata=None))  # fmt: skip


@bp.post("/activity/inbox/<ref>")
@member
def inbox_move(ref: str) -> ResponseReturnValue:
    """Read, new, done, back, or back as new; without more it is opened: read, and on to what it is about."""
    entry, what = queries.inbox_entry(current_reader(), ref) or abort(404), request.form.get("do", "open")
    MOVES.get(what, actions.mark_read)(current_reader(), _about(entry))
    if what == "open":
        return leave(cards([entry], current_reader())[0].entry.url or url_for(".inbox"))
    return leave(_list(**_undo(entry)) if what == "done" else _list())


@bp.post("/activity/inbox/<ref>/pause")
@member
def inbox_pause(ref: str) -> ResponseReturnValue:
    """Put off until later."""
    entry = queries.inbox_entry(current_reader(), ref) or abort(404)
    form = PauseForm()
    fits = form.validate()
    until = back_at(request.form.get("until", ""), now(), timezone(), form.day.data if fits else None)
    if until is None:
        form.refuse(Refused(_("Choose a day from tomorrow on, at most a year ahead."), field="day"))
        return _thing(entry, form)
    actions.put_off(current_reader(), _about(entry), until)
    return leave(_list(**_undo(entry)))


def _about(entry: Any) -> About:
    return About(entry.object_kind, entry.object_id, entry.id)


def _undo(entry: Any) -> dict[str, Any]:
    """What the list is asked to offer, and where reading goes on: that this comes back, as new as it was."""
    return {"undo": entry.ref, "was": "new" if entry.state == "unread" else None, "_anchor": "undone"}


def _list(**more: Any) -> str:
    """The list as it was looked at."""
    return url_for(".inbox", **(in_address(read_sought(request.form)) | more))
