"""Everything HTTP and HTMX that is not a feature."""

from __future__ import annotations

from flask import Flask

from app.web import bounds, errors, gates, headers, idempotency, jinja, language, slow


def init_app(app: Flask) -> None:
    """Put the whole of it in force on every answer of `app`."""
    bounds.init_app(app)
    language.init_app(app)
    jinja.init_app(app)
    idempotency.init_app(app)
    gates.init_app(app)
    errors.init_app(app)
    headers.init_app(app)
    slow.init_app(app)
