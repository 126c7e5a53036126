"""The log, its export and its feed."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.activity import queries
from app.activity.forms import chips, read_filters, strand_choices
from app.activity.reading import entries, export_rows, feed_items
from app.activity.views import bp
from app.core.clock import now
from app.web.answers import page
from app.web.csv import csv_answer
from app.web.gates import current_reader, member, public

COLUMNS = ("number", "at", "kind", "verb", "who", "sentence", "object_kind", "object_id")


@bp.get("/activity")
@member
def index() -> ResponseReturnValue:
    """The log, day by day."""
    reader, after = current_reader(), request.args.get("after")
    filters, wrong = read_filters(request.args, reader)
    rows, chosen = queries.log_page(reader, filters, after), _chosen()
    return page(
        "activity/index.html", "results", entries=entries(rows, reader), next=rows.next, after=after, filters=filters,
        wrong=wrong, count=queries.count_log(reader, filters), kinds=strand_choices(), chosen=chosen,
        chips=chips(filters, _without),
    )  # fmt: skip


@bp.get("/activity/export.csv")
@member
def export() -> ResponseReturnValue:
    """Exactly the filtered log."""
    reader = current_reader()
    filters, _ignored = read_filters(request.args, reader)
    return csv_answer("activity.csv", COLUMNS, export_rows(queries.log_rows(reader, filters), reader))


@bp.get("/activity.atom")
@public
def feed() -> ResponseReturnValue:
    """What is public, for feed readers."""
    rows = queries.public_rows()
    text = render_template("activity/feed.xml", items=feed_items(rows), updated=rows[0].at if rows else now())
    return Response(text, mimetype="application/atom+xml")


def _chosen() -> dict[str, Any]:
    """The filters as they are in the address, for links that keep them."""
    names = ("kind", "person", "who", "since", "until", "verb", "figure", "topic")
    return {name: request.args[name] for name in names if request.args.get(name, "").strip()}


def _without(*names: str) -> str:
    return url_for(".index", **{name: value for name, value in _chosen().items() if name not in names})
