"""A phone in the room: type the code, add an offer or a need, see one's own."""

from __future__ import annotations

import secrets
from typing import Any

from flask import request, session, url_for
from flask_babel import gettext as _

from app.core.rules import Conflict, Denied, Refused
from app.offers import actions, codes, queries
from app.offers.forms import CodeForm, SessionPostForm
from app.offers.models import BoardSession, Post
from app.offers.rules import may_join_session
from app.offers.standing import session_state
from app.offers.views import bp
from app.people import throttle
from app.web.answers import Answer, invalid, leave, page
from app.web.gates import maybe_reader, public

ROOM = 200
"""So many posts in a quarter of an hour may come from one address: a room has one in common."""
SLIPS = 60
"""And so many codes that lead nowhere."""
KEPT = 40
"""Of so many posts a guest's browser remembers that they are its own."""


@bp.route("/offers/join", methods=["GET"])
@public
def join() -> Answer:
    """Type the code that is on the wall."""
    form = CodeForm(request.args if "code" in request.args else None)
    if "code" not in request.args:
        return page("offers/join.html", form=form)
    if form.validate() and codes.normal(form.code.data):
        return leave(url_for("offers.session_join", code=codes.normal(form.code.data)))
    return _no_session(form.code.data or "")


@bp.route("/join/<code>", methods=["GET", "POST"])
@public
def session_join(code: str) -> Answer:
    """Add an offer or a need to the session of this code."""
    if maybe_reader() is None:
        throttle.still_may_try("session-code", crowd=SLIPS)
    found = queries.session_of_code(codes.normal(code)) if codes.normal(code) else None
    if found is None:
        return _no_session(code)
    form = SessionPostForm(guest=maybe_reader() is None)
    if request.method == "GET":
        return page("offers/session_join.html", **_in_session(found, _begun()))
    return _add(found, form) if form.validate() else _again(found, form)


def _again(found: BoardSession, form: SessionPostForm) -> Answer:
    return invalid("offers/session_join.html", **_in_session(found, form))


def _no_session(typed: str) -> Answer:
    """The same for a code that nobody had and for one that is none."""
    throttle.try_now("session-code", crowd=SLIPS)
    form = CodeForm(None, code="".join(filter(str.isprintable, typed[:40])))
    form.refuse(Refused(_("No session has this code. Look at the wall again: it has six letters and digits."), "code"))
    return invalid("offers/join.html", status=404, form=form)


def _add(found: BoardSession, form: SessionPostForm) -> Answer:
    reader, guest = maybe_reader(), None
    if reader is None:
        throttle.try_now("session-post", session.setdefault("guest", secrets.token_urlsafe(12)), crowd=ROOM)
        guest = actions.Guest(form.name.data, form.contact.data or "")
    try:
        post = actions.add_to_session(reader, found, form.kind.data, form.content(), guest)
    except Refused as refused:
        form.refuse(refused)
        return _again(found, form)
    except Conflict as lost:
        return invalid("offers/session_join.html", status=409, lost=lost.reason, **_in_session(found, form))
    if guest:
        _remember(post, guest)
    return leave(
        url_for("offers.session_join", code=found.code), _("Added. An animator looks at it before it is on the board.")
    )


def _remember(post: Post, guest: actions.Guest) -> None:
    """In the guest's own browser: what they added, and who they are, so that the next one is quickly written."""
    added = [post.id, *(id for id in session.get("added", []) if id != post.id)]
    session["added"], session["guest_is"] = added[:KEPT], [guest.name, guest.contact]


def _begun() -> SessionPostForm:
    name, contact = session.get("guest_is", ["", ""])
    asked = "need" if request.args.get("kind") == "need" else "offer"
    return SessionPostForm(guest=maybe_reader() is None, data={"name": name, "contact": contact, "kind": asked})


def _in_session(found: BoardSession, form: SessionPostForm) -> dict[str, Any]:
    reader = maybe_reader()
    verdict = may_join_session(reader, found)
    own = queries.own_in_session(found.id, reader.id if reader else None, session.get("added", []))
    why_not = verdict.reason if isinstance(verdict, Denied) else None
    return {"session": found, "state": session_state(found), "form": form, "own": own, "why_not": why_not}
