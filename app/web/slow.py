"""Statements of the database that take long are logged: the statement, never what it was asked with (SECURITY 19)."""

from __future__ import annotations

import logging
import time
from typing import Any

from flask import Flask, has_request_context, request
from sqlalchemy import event

from app.extensions import db

log = logging.getLogger("commonweave.slow")


def init_app(app: Flask) -> None:
    """Time each statement, unless SLOW_QUERY_MS is 0."""
    limit = app.config["SLOW_QUERY_MS"] / 1000
    if not limit:
        return

    def before(connection: Any, *_rest: Any) -> None:
        connection.info["began"] = time.perf_counter()

    def after(connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        took = time.perf_counter() - connection.info["began"]
        if took > limit:
            where = str(request.url_rule) if has_request_context() else "the worker"
            log.warning("%.0f ms for %s: %s", took * 1000, where, " ".join(statement.split())[:1000])

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", before)
        event.listen(db.engine, "after_cursor_execute", after)
