"""The last year of the log at a glance."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import request, url_for

from app.activity.forms import read_filters
from app.activity.heat import last_year
from app.activity.panel import chips, chosen
from app.activity.views import bp
from app.web.answers import Answer, page
from app.web.gates import current_reader, member


@bp.get("/activity/year")
@member
def year() -> Answer:
    """How much there was on each day, with the filters of the address."""
    reader, asked = current_reader(), chosen()
    filters, wrong = read_filters(request.args, reader)
    drawn = last_year(reader, filters, partial(_of_a_day, asked))
    return page(
        "activity/year.html", "strip", year=drawn, chosen=asked, wrong=wrong, chips=chips(filters, reader, _without)
    )  # fmt: skip


def _of_a_day(asked: dict[str, Any], **day: str) -> str:
    return url_for(".index", **{**asked, **day})


def _without(*names: str) -> str:
    kept: dict[str, Any] = {name: value for name, value in chosen().items() if name not in names}
    return url_for(".year", **kept)
