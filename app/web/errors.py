"""Nothing answers 5xx for what a person did; every error is a page in words, or a notice for htmx."""

from __future__ import annotations

import errno
import logging
from typing import Any, cast

from flask import Flask, current_app, redirect, render_template, request, session
from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DatabaseError, OperationalError, SQLAlchemyError
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.wrappers import Response

from app.config import LANGUAGES
from app.core.rules import Conflict, NotAllowed, Refused
from app.extensions import db
from app.web.answers import retarget_notice
from app.web.faults import note_fault
from app.web.form_pages import form_page, typed_text
from app.web.gates import gate_of, maybe_reader, signed_out
from app.web.reference import reference

log = logging.getLogger("commonweave")

WORDS: dict[int, tuple[Any, Any]] = {
    400: (_l("This request cannot be read"), _l("Something in it is malformed. Go back and try again.")),
    401: (_l("Please sign in"), _l("This page is for members.")),
    403: (_l("You cannot do this"), _l("Your account may see this, but not change it.")),
    404: (
        _l("This page is not here"),
        _l("It may have been moved or removed, or it is not for you to see. Search for what you were looking for."),
    ),
    405: (_l("This address only takes forms"), _l("Open the page that the form is on, and send it from there.")),
    409: (_l("This has changed in the meantime"), _l("Look again at how it stands now, and decide anew.")),
    413: (
        _l("That is too large"),
        _l(
            "Nothing was sent. A file may have up to 20 MB, and all that goes with one form up to 22 MB together: "
            "take fewer or smaller files, or add the others afterwards."
        ),
    ),
    414: (_l("This address is too long"), _l("Search with fewer words, or open the page anew.")),
    422: (_l("This does not work yet"), _l("Go back, mend what is marked and send it again.")),
    429: (_l("Too many tries"), _l("Wait a quarter of an hour, then try again.")),
    500: (_l("Something went wrong here"), _l("It is our fault, it has been noted. Nothing you sent was half done.")),
    503: (_l("Just a moment"), _l("The site is busy or being looked after. Try again in a minute.")),
    507: (_l("The disk is full"), _l("Reading works, writing does not until the host has made room.")),
}

FAILED_FORM = (400, 403, 409, 413, 422)
"""A form that ends here shows what was written in it and the way back to it."""


NO_DATABASE = (
    _l("The site cannot reach its data"),
    _l(
        "Nothing has been overwritten. If you look after this site: run “commonweave doctor”, it says what is wrong; "
        "then put the database's file, or a backup of it, back in its place. The site goes on by itself."
    ),
)


def init_app(app: Flask) -> None:
    """Answer every kind of error."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(NotAllowed, lambda error: answer(403, error.reason))
    app.register_error_handler(Conflict, lambda error: answer(409, error.reason))
    app.register_error_handler(Refused, lambda error: answer(422, error.reason))
    app.register_error_handler(DatabaseError, _database)
    app.register_error_handler(OSError, _system)
    app.register_error_handler(Exception, _ours)


def answer(status: int, text: Any = None) -> Response:
    """The error as a page, or as a notice for htmx."""
    try:
        return _in_frame(status, text)
    except DatabaseError as error:  # the frame asks who is signed in, and what is new for them
        return _database(error)


def _in_frame(status: int, text: Any) -> Response:
    title, usual = WORDS.get(status, WORDS[400 if status < 500 else 500])
    text = str(text or usual)
    if _is_htmx():
        return retarget_notice(text, status)
    failed = request.method == "POST" and status in FAILED_FORM
    html = render_template(
        "errors/error.html", status=status, title=str(title), text=text, search=status == 404,
        typed=typed_text() if failed else "", back=form_page() if failed else None,
    )  # fmt: skip
    return Response(html, status, mimetype="text/html")


def _is_htmx() -> bool:
    return request.headers.get("HX-Request") == "true"


def _http(error: HTTPException) -> Response:
    if error.response is not None:
        return cast(Response, error.response)
    if error.code is not None and error.code < 400:
        return error.get_response(request.environ)
    opened = isinstance(error, MethodNotAllowed) and request.method in ("GET", "HEAD") and not _is_htmx()
    if opened and (page := form_page()):
        return redirect(page, 303)
    reply = answer(error.code or 500)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            reply.headers[name] = value
    return reply


def _forged(_error: CSRFError) -> Response:
    if maybe_reader() is None and gate_of(current_app, request.endpoint or "") not in (None, "public"):
        return signed_out()
    return answer(400, _l("This page was open too long or was copied. Load it again, then send it once more."))


def _database(error: DatabaseError) -> Response:
    if type(error) not in (DatabaseError, OperationalError):
        return _ours(error)  # a constraint or a value: the program's mistake
    forget_session()
    said = str(error.orig)
    log.error("database: %s", said.replace("\n", " "))
    note_fault(reference(), f"{type(error).__name__}: {said[:80]}", _route())
    if "disk is full" in said:
        return _plain(507)
    reply = _plain(503) if "locked" in said else _plain(503, *NO_DATABASE)
    reply.headers["Retry-After"] = "5"
    return reply


def _system(error: OSError) -> Response:
    if error.errno not in (errno.ENOSPC, errno.EDQUOT):
        return _ours(error)
    forget_session()
    log.error("the disk is full: %s", error.strerror)
    note_fault(reference(), "the disk is full", _route())
    return _plain(507)


def _ours(error: Exception) -> Response:
    forget_session()
    # The route, not the address: that may hold somebody's link (SECURITY 19).
    log.exception("%s", _route(), exc_info=error)
    note_fault(reference(), type(error).__name__, _route())
    return _plain(500)


def _route() -> str:
    return f"{request.method} {request.url_rule or 'no route'}"


def forget_session() -> None:
    """Let go of the transaction; a database that is gone cannot even do that."""
    try:
        db.session.rollback()
    except SQLAlchemyError:
        db.session.remove()


def _plain(status: int, title: Any = None, text: Any = None) -> Response:
    """A page that needs no database: the usual one asks who is signed in, the usual language what they chose."""
    usual_title, usual_text = WORDS.get(status, WORDS[500])
    chosen = session.get("language") or request.accept_languages.best_match(LANGUAGES)
    lang = chosen if chosen in LANGUAGES else LANGUAGES[0]
    template = current_app.jinja_env.get_template("errors/plain.html")
    with force_locale(lang):
        words = {"title": str(title or usual_title), "text": str(text or usual_text)}
        html = template.render(lang=lang, reference=reference(), **words)
    return Response(html, status, mimetype="text/html")
