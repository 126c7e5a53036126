"""The last year of the log at a glance."""

from __future__ import annotations

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
    return page(
        "activity/year.html", "strip", year=last_year(reader, filters, _of_a_day), chosen=asked, wrong=wrong,
        chips=chips(filters, reader, _without),
    )  # fmt: skip


def _of_a_day(**day: str) -> str:
    return url_for(".index", **{**chosen(), **day})


def _without(*names: str) -> str:
    kept: dict[str, Any] = {name: value for name, value in chosen().items() if name not in names}
    return url_for(".year", **kept)
