"""The log."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from app.activity import queries
from app.activity.forms import chips, read_filters, strand_choices
from app.activity.reading import entries
from app.activity.views import bp
from app.web.answers import page
from app.web.gates import current_reader, member


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


def _chosen() -> dict[str, Any]:
    """The filters as they are in the address, for links that keep them."""
    names = ("kind", "person", "who", "since", "until", "verb", "figure", "topic")
    return {name: request.args[name] for name in names if request.args.get(name, "").strip()}


def _without(*names: str) -> str:
    return url_for(".index", **{name: value for name, value in _chosen().items() if name not in names})
