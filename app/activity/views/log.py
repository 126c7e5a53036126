"""The log, its export and its feed."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from app.activity import queries
from app.activity.forms import read_filters
from app.activity.panel import begins_before, chips, chosen, panel
from app.activity.queries.saved_views import own_views
from app.activity.reading import entries, folded, marked
from app.activity.views import bp
from app.web.answers import page
from app.web.gates import current_reader, member


@bp.get("/activity")
@member
def index() -> ResponseReturnValue:
    """The log, day by day."""
    reader, after = current_reader(), request.args.get("after")
    filters, wrong = read_filters(request.args, reader)
    begin, asked = begins_before(wrong), chosen()
    rows, count = queries.counted_page(reader, filters, after, begin)
    told = marked(entries(rows, reader), reader)
    return page(
        "activity/index.html", "results", entries=folded(told), page=rows, begun=after or begin,
        filters=filters, wrong=wrong, count=count, chosen=asked,
        chips=chips(filters, reader), choices=panel(filters, reader, asked),
        views=own_views(reader),
    )  # fmt: skip
