"""A form sent twice (double click, refresh, resend) gives the first result (SECURITY 26, BEHAVIOURS B3).

The token travels in the form; the result is stored by `@action` in its own transaction. The key is made of the token,
the person, the address and the very content: going back and sending something else is something else.
"""

from __future__ import annotations

import hashlib
import secrets

from flask import Flask, request
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from app.core.action import FormToken, form_token
from app.web.gates import maybe_reader

FIELD = "form_token"


def init_app(app: Flask) -> None:
    """Read the token before, forget it after every request; offer `form_tokens()` to templates."""
    app.before_request(_take)
    app.teardown_request(lambda _error: form_token.set(None) and None)
    app.jinja_env.globals["form_tokens"] = form_tokens


def form_tokens() -> Markup:
    """The two hidden fields of every POST form: against forgery, and against doing it twice."""
    return Markup(
        '<input type="hidden" name="csrf_token" value="{}"><input type="hidden" name="{}" value="{}">'
    ).format(generate_csrf(), FIELD, secrets.token_urlsafe(18))


def _take() -> None:
    form_token.set(None)
    if request.method != "POST":
        return
    token = request.form.get(FIELD, "")
    if not 16 <= len(token) <= 64:
        return
    reader = maybe_reader()
    content = hashlib.sha256()
    for part in (token, reader.id if reader else "", request.path):
        content.update(part.encode("utf-8", "surrogateescape") + b"\0")
    for name, values in sorted(request.form.lists()):
        if name not in ("csrf_token", FIELD):
            content.update(repr((name, values)).encode("utf-8", "backslashreplace"))
    for name, file in sorted(
        request.files.items(multi=True), key=lambda sent: sent[0]
    ):  # phones call every photo the same: look into it
        content.update(repr((name, file.filename)).encode("utf-8", "backslashreplace"))
        content.update(hashlib.file_digest(file.stream, "sha256").digest())  # type: ignore[arg-type]
        file.stream.seek(0)
    form_token.set(FormToken(content.hexdigest()))
