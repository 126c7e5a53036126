"""A session on the board, for the animators: open it, show it on the wall, look after what comes in, publish."""

from __future__ import annotations

from typing import Any

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.core.rules import Refused
from app.offers import actions, codes, qr, queries
from app.offers.forms import SessionForm
from app.offers.models import BoardSession
from app.offers.standing import session_state
from app.offers.views import bp
from app.people.links import external
from app.web.answers import Answer, invalid, leave, page
from app.web.gates import animator, current_reader


@bp.get("/offers/sessions")
@animator
def sessions() -> Answer:
    """All sessions, and the form that opens one."""
    return page("offers/sessions.html", fragment="results", **_listed(SessionForm()))


@bp.post("/offers/sessions")
@animator
def session_new() -> Answer:
    """Open one."""
    form = SessionForm()
    if form.validate():
        asked = actions.Asked(form.title.data, form.question.data or "", form.span, form.guests.data)
        try:
            session = actions.open_session(current_reader(), asked)
            return leave(url_for("offers.session", id=session.id), _("The session is open. Show its wall to the room."))
        except Refused as refused:
            form.refuse(refused)
    return invalid("offers/sessions.html", **_listed(form))


def _listed(form: SessionForm) -> dict[str, Any]:
    after = request.args.get("after")
    return {"form": form, "found": queries.sessions_page(after), "after": after, "session_state": session_state}


@bp.get("/offers/sessions/<id>")
@animator
def session(id: str) -> Answer:
    """The desk: everything that was added, and what can be done with it; of `newer`, only how many came after it."""
    shown, seen = on_desk(session_or_404(id)), request.args.get("newer", "")
    fresh = sum(row.id > seen for row in shown["posts"]) if seen else 0
    return page("offers/session.html", fragment="news" if seen else "posts", fresh=fresh, **shown)


def on_desk(session: BoardSession) -> dict[str, Any]:
    """What the desk shows."""
    posts = queries.session_posts(session.id)
    waiting = sum(row.state == "submitted" for row in posts)
    return {"session": session, "state": session_state(session), "posts": posts, "waiting": waiting, **_way_in(session)}


def _way_in(session: BoardSession) -> dict[str, Any]:
    address = external("offers.session_join", code=session.code)
    return {"address": address, "typed": address.partition("://")[2], "code": codes.shown(session.code)}


@bp.get("/offers/sessions/<id>/wall")
@animator
def session_wall(id: str) -> Answer:
    """What the room sees: the question, the way in, and what comes in."""
    session = session_or_404(id)
    rows, counts = queries.wall(id)
    way_in = _way_in(session)
    shown = {"rows": rows, "counts": counts, "qr": qr.drawing(way_in["address"]), **way_in}
    return page("offers/wall.html", fragment="wall", session=session, state=session_state(session), **shown)


@bp.get("/offers/sessions/<id>/pulse")
@animator
def session_pulse(id: str) -> Any:
    """204 when nothing has come in since `since`; else the wall is to be fetched again."""
    changes = queries.session_changes(id)
    if changes is None:
        abort(404)
    if changes == request.args.get("since", -1, type=int):
        return "", 204
    return {"since": changes, "regions": ["wall"], "counts": {}}


@bp.post("/offers/sessions/<id>/closure")
@animator
def session_close(id: str) -> Answer:
    """Nothing more is taken."""
    actions.close_session(current_reader(), session_or_404(id))
    return leave(url_for("offers.session", id=id), _("The session is closed. What was added is still here."))


@bp.post("/offers/sessions/<id>/reopening")
@animator
def session_reopen(id: str) -> Answer:
    """More is taken again."""
    actions.reopen_session(current_reader(), session_or_404(id))
    return leave(url_for("offers.session", id=id), _("The session is open again."))


@bp.post("/offers/sessions/<id>/publication")
@animator
def session_publish(id: str) -> Answer:
    """All that waits is put on the board."""
    session = session_or_404(id)
    waiting = on_desk(session)["waiting"]
    actions.publish_session(current_reader(), session)
    told = ngettext("%(num)d post is on the board now.", "%(num)d posts are on the board now.", waiting)
    return leave(url_for("offers.session", id=id), told)


def session_or_404(id: str) -> BoardSession:
    """The session of the address."""
    return queries.find_session(id) or abort(404)
