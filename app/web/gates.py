"""Who may come in: every view declares its gate; one that declares none answers 404 (SECURITY 1)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from app.core.rules import NotAllowed
from app.web.answers import render_block
from app.web.form_pages import form_page, is_page, typed_text

if TYPE_CHECKING:
    from app.people.reader import Reader

View = TypeVar("View", bound=Callable[..., Any])

GATES: dict[str, Callable[[Any], bool]] = {
    "public": lambda reader: True,
    "member": lambda reader: reader is not None,
    "participant": lambda reader: reader is not None and reader.role != "observer",
    "animator": lambda reader: reader is not None and reader.role == "animator",
}
"""Each gate and whom it lets in, given the Reader or None. `member`: anyone signed in; `participant`: may also act."""

_WHY = {
    "participant": _l("You can read here, but not act: your account is an observer's."),
    "animator": _l("Only the cluster's animators can do this."),
}


def _declare(name: str) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        view.gate = name  # type: ignore[attr-defined]
        return view

    return decorate


public = _declare("public")
member = _declare("member")
participant = _declare("participant")
animator = _declare("animator")


def init_app(app: Flask) -> None:
    """Ask the gate before every request."""
    app.before_request(_enforce)


def gate_of(app: Flask, endpoint: str) -> str | None:
    """The gate an endpoint declares, or None."""
    return getattr(app.view_functions.get(endpoint), "gate", None)


def opens(endpoint: str, reader: Reader | None) -> bool:
    """Would this page open for them? Menus show no door that is shut."""
    gate = gate_of(current_app, endpoint)
    return gate == "public" or (gate is not None and reader is not None and GATES[gate](reader))


def maybe_reader() -> Reader | None:
    """Who is signed in, or None. Flask-Login keeps them in `g` once they are loaded: a page asks a hundred times, and
    the way through its proxy costs a twentieth of it."""
    user = g.get("_login_user") or current_user._get_current_object()
    return cast("Reader", user) if user.is_authenticated else None


def current_reader() -> Reader:
    """Who is signed in. Only behind a gate that made sure."""
    reader = maybe_reader()
    if reader is None:
        abort(401)
    return reader


def _enforce() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None  # no such route: the routing error answers
    gate = gate_of(current_app, request.endpoint)
    if gate is None:
        abort(404)
    if gate == "public":
        return None
    reader = maybe_reader()
    if reader is None:
        return signed_out() if _was_ended() else sign_in_first()
    if not GATES[gate](reader):
        raise NotAllowed(_WHY[gate])
    return None


def _was_ended() -> bool:
    """Does a form come from a browser whose session was ended from elsewhere, with words that would be lost?"""
    return request.method == "POST" and "_user_id" in session and bool(typed_text())


def sign_in_first() -> ResponseReturnValue:
    """Send to sign-in, and back to where one was: HX-Redirect for htmx, never a swap (SECURITY 3)."""
    if request.headers.get("HX-Request"):
        here = path_of(request.headers.get("HX-Current-URL"))
        return "", 204, {"HX-Redirect": url_for("people.sign_in", next=here or None)}
    here = request.full_path.rstrip("?") if request.endpoint != "home.pulse" else ""
    if request.method != "GET":
        here = safe_next(path_of(request.referrer)) or form_page() or ""
    return redirect(url_for("people.sign_in", next=None if here in ("", "/", "/today") else here), 303)


def signed_out() -> Response:
    """The page is of a session that has ended, perhaps in another tab: sign in again, and no word is lost."""
    target = safe_next(path_of(request.headers.get("HX-Current-URL"))) or form_page()
    told = {"typed": typed_text(), "url": url_for("people.sign_in", next=target)}
    if not request.headers.get("HX-Request"):
        return Response(render_template("errors/signed_out.html", **told), 400, mimetype="text/html")
    reply = Response(render_block("errors/signed_out.html", "told", **told), 400, mimetype="text/html")
    reply.headers.update({"HX-Retarget": "#status", "HX-Reswap": "innerHTML"})
    return reply


def path_of(url: str | None) -> str:
    """The path and query of an address on this site that a browser told us (it may tell anything); else nothing."""
    try:
        parts = urlsplit(url or "")
    except ValueError:  # an address like "http://["
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "") if parts.netloc == request.host else ""


def safe_next(target: str | None) -> str | None:
    """`target` if it is a GET page of this app, else None: no open redirect (SECURITY 13)."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")) or len(target) > 1000:
        return None
    if any(ord(letter) < 32 or letter == "\\" for letter in target):
        return None
    return target if is_page(urlsplit(target).path) else None
