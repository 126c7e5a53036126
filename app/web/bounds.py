"""Addresses that nobody writes are refused before any view reads them (SECURITY 20)."""

from __future__ import annotations

from flask import Flask, abort, request

LONGEST_QUERY = 4000


def init_app(app: Flask) -> None:
    """Look at the query of every request."""
    app.before_request(_readable)


def _readable() -> None:
    """No control characters in the query, and no endless one: databases and HTML choke on them."""
    if len(request.query_string) > LONGEST_QUERY:
        abort(414)
    for values in request.args.listvalues():
        if any(ord(letter) < 32 and letter not in "\t\r\n" for value in values for letter in value):
            abort(400)
