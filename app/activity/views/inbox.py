"""The inbox: what concerns one."""

from __future__ import annotations

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from app.activity import actions, queries
from app.activity.reading import entries, page_of
from app.activity.views import bp
from app.people.queries import apart_from
from app.web.answers import leave, page
from app.web.gates import current_reader, member


@bp.get("/activity/inbox")
@member
def inbox() -> ResponseReturnValue:
    """What concerns me."""
    reader, after, new = current_reader(), request.args.get("after"), request.args.get("new") == "1"
    rows = queries.inbox_page(reader, new, after)
    return page("activity/inbox.html", "results", entries=entries(rows, reader, apart_from(reader.id)),
                next=rows.next, after=after, new=new)  # fmt: skip


@bp.post("/activity/inbox/read")
@member
def inbox_read() -> ResponseReturnValue:
    """All that was on my page is read."""
    up_to = request.form.get("up_to", "")
    actions.mark_all_read(current_reader(), int(up_to) if up_to.isdecimal() and len(up_to) < 19 else 0)
    return leave(url_for(".inbox"))


@bp.post("/activity/inbox/<int:id>")
@member
def inbox_open(id: int) -> ResponseReturnValue:
    """Read this one, and go to what it is about."""
    entry = queries.inbox_entry(current_reader(), id) or abort(404)
    actions.mark_read(current_reader(), entry.id)
    return leave(page_of(entry) or url_for(".inbox"))
