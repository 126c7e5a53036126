"""The public page of a call."""

from __future__ import annotations

from flask import abort, url_for

from app.innovations.queries import takes_proposals
from app.selection import queries
from app.selection.views import bp
from app.selection.views.load import the_round
from app.web.answers import Answer, page
from app.web.gates import maybe_reader, public


@bp.get("/calls/<id>")
@public
def call(id: str) -> Answer:
    """What is looked for, until when, and how to enter. Visitors see the calls that are shown to them."""
    one = the_round(id)
    if one.state == "cancelled" or (one.state == "draft" and maybe_reader() is None):
        abort(404)
    return page(
        "selection/call.html", round=one, criteria=queries.criteria_of(id), gates=queries.gates_of(id),
        takes=queries.takes_entries(one), propose=_propose(id),
    )  # fmt: skip


def _propose(id_: str) -> str:
    """The page on which visitors put something forward, where the cluster takes that."""
    return url_for("innovations.propose", round=id_) if takes_proposals() else ""
