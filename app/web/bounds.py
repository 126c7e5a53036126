"""Addresses that nobody writes are refused before any view reads them (SECURITY 20)."""

from __future__ import annotations

from flask import Flask, abort, request
from werkzeug.routing import IntegerConverter

LONGEST_QUERY = 4000
MOST_FIELDS = 500


class Number(IntegerConverter):
    """<int:id>: what a database can hold; longer ones lead nowhere."""

    regex = r"[0-9]{1,18}"


def init_app(app: Flask) -> None:
    """Look at the numbers in the path, the query and the number of fields of every request."""
    app.url_map.converters["int"] = Number
    app.before_request(_readable)


def _readable() -> None:
    """No control characters in the query, and no endless one: databases and HTML choke on them."""
    if len(request.query_string) > LONGEST_QUERY:
        abort(414)
    for values in request.args.listvalues():
        if any(ord(letter) < 32 and letter not in "\t\r\n" for value in values for letter in value):
            abort(400)
    if request.method == "POST" and sum(map(len, request.form.listvalues())) + len(request.files) > MOST_FIELDS:
        abort(413)
