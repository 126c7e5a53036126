"""The portfolio: all pathways of a strategy, or of one's organisation."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.innovations.words import state_name
from app.scaling import queries, words
from app.scaling.models import STAGES
from app.scaling.queries.portfolio import HEADER, STATES, Asked, export_rows
from app.scaling.views import bp
from app.web.answers import page
from app.web.csv import csv_answer
from app.web.gates import current_reader, member


@bp.get("/scaling")
@member
def portfolio() -> Response:
    """Stage, next step, what is late."""
    reader, asked, after = current_reader(), Asked.asked(request.args), request.args.get("after")
    return page(
        "scaling/portfolio.html",
        fragment="results",
        rows=queries.portfolio(reader, asked, after),
        number=queries.count_portfolio(reader, asked),
        asked=asked,
        after=after,
        month=queries.this_month(),
        in_force=_chips(asked),
        offered=_offered(asked),
    )


@bp.get("/scaling.csv")
@member
def portfolio_export() -> Response:
    """Exactly what is filtered, as CSV."""
    return csv_answer("scaling.csv", HEADER, export_rows(current_reader(), Asked.asked(request.args)))


def _offered(asked: Asked) -> dict[str, list[tuple[str, str]]]:
    return {
        "strategies": [*queries.strategy_choices(asked.strategy), ("none", _("Not decided yet"))],
        "stages": [(code, words.way_stage_name(code)) for code in STAGES],
        "states": [(code, state_name(code)) for code in STATES],
    }


def _chips(asked: Asked) -> list[tuple[str, str]]:
    """(words, the address without it) of every filter in force."""
    offered = _offered(asked)
    named: dict[str, Any] = {
        "strategy": dict(offered["strategies"]).get(asked.strategy, ""),
        "stage": words.way_stage_name(asked.stage),
        "state": state_name(asked.state),
        "mine": _("Led by my organisation"),
        "late": _("Behind its plan"),
    }
    return [(named[name], _without(asked, name)) for name in asked.args() if named[name]]


def _without(asked: Asked, name: str) -> str:
    rest: dict[str, Any] = {**asked.args(**{name: ""})}
    return url_for(".portfolio", **rest)
