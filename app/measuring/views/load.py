"""Loading by id: what one may not see answers like what is not there."""

from __future__ import annotations

from typing import Any

from flask import abort, url_for

from app.innovations.queries import SocialInnovation
from app.measuring import queries
from app.measuring.models import Indicator, Target
from app.scaling.queries import followed
from app.web.gates import current_reader


def the_innovation(id_: str) -> SocialInnovation:
    """One whose results the reader may see, or 404."""
    return followed(current_reader(), id_) or abort(404)


def the_indicator(one: SocialInnovation, id_: str) -> Indicator:
    """One of its indicators, or 404."""
    return queries.indicator(one.id, id_) or abort(404)


def the_target(one: Indicator, id_: str) -> Target:
    """One of its targets, or 404."""
    return queries.target(one.id, id_) or abort(404)


def results_of(one: SocialInnovation, anchor: str | None = None) -> str:
    """The address of its results."""
    return url_for("measuring.results", id=one.id, _anchor=anchor)


def crumbs(one: SocialInnovation, *more: tuple[Any, str]) -> list[tuple[Any, str]]:
    """The way to a page behind its results."""
    return [(one.name, url_for("innovations.innovation", id=one.id)), *more]
