"""Each measure of the board by name: its definition in words, its rows, and by what it is told apart."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Subquery

from app.activity.measures import COUNTRY, INNOVATION, ORGANISATION, Cut, Measure
from app.offers.figures import rows
from app.offers.models import CATEGORIES, REASONS
from app.offers.queries.deliveries import confirmed_between
from app.offers.queries.introductions import OUTCOMES
from app.offers.words import CATEGORY, OUTCOME, REASON

EVERYWHERE = ("category", "organisation", "innovation", "country")


def _category(rows: Subquery) -> Any:
    return rows.c.category


def _beside(rows: Subquery) -> Any:
    return rows.c.beside


def _outcome(value: str) -> Any:
    return OUTCOME[value][0] if value in OUTCOME else value


def _category_name(value: str) -> Any:
    return CATEGORY.get(value, value)


def _reason(value: str) -> Any:
    return REASON.get(value, value)


_UNIT = _l("Without a unit's name")
CUTS: dict[str, Cut] = {
    cut.key: cut
    for cut in (
        Cut("category", _l("By category"), _l("Category"), _category, CATEGORIES, _category_name),
        ORGANISATION,
        INNOVATION,
        COUNTRY,
        Cut("unit", _l("What was delivered, by unit"), _l("Unit"), _beside, nothing=_UNIT),
        Cut("reason", _l("Failed matches, by reason"), _l("Reason"), _beside, REASONS, _reason),
        Cut("outcome", _l("Introductions, by what came of them"), _l("What came of it"), _beside, OUTCOMES, _outcome),
    )
}
"""By what figures are told apart."""


def _measure(
    key: str,
    name: Any,
    definition: Any,
    rows: Any,
    kind: str = "count",
    unit: str = "",
    cuts: tuple[str, ...] = EVERYWHERE,
    **more: Any,
) -> Measure:
    return Measure(key, name, definition, rows, kind, unit, cuts, **more)


MEASURES: tuple[Measure, ...] = (
    _measure(
        "offers", _l("Offers"), _l("Offers put on the board, each once, on the day it came there first."), rows.offers,
    ),
    _measure(
        "needs", _l("Needs"), _l("Needs put on the board, each once, on the day it came there first."), rows.needs,
    ),
    _measure(
        "open", _l("Still open"),
        _l("Of these offers and needs, those that can still be asked for or answered today."), rows.still_open,
        settled=False,
    ),
    _measure(
        "claims", _l("Claims"),
        _l("How often somebody asked for an offer or answered a need, those in line included; on the day of it."),
        rows.asked,
    ),
    _measure(
        "agreed", _l("Claims agreed"),
        _l("Claims to which the other side said yes, on the day of the yes, whatever came of it."), rows.agreed,
    ),
    _measure(
        "deliveries", _l("Deliveries confirmed"),
        _l("What was delivered and confirmed by the receiver, by an animator, or by 14 days of silence; each once, on "
           "the day it was confirmed. What was corrected to nothing does not count."),
        rows.deliveries, cuts=(*EVERYWHERE, "unit"), glance=confirmed_between,
    ),
    _measure(
        "units", _l("Quantity"),
        _l("The units of these deliveries, as delivered, corrections included. Only what has the same unit is added "
           "up."),
        rows.units, "sum", cuts=("unit",), whole=False,
    ),
    _measure(
        "value", _l("Value in euros"),
        _l("What these deliveries are worth: their units, corrections included, times the value of one unit as it was "
           "when they were agreed. Those of which nobody estimated the value do not count."),
        rows.valued, "sum", "euro", (*EVERYWHERE, "unit"),
    ),
    _measure(
        "failed", _l("Failed matches"),
        _l("Claims that came to nothing and the reason that was given, on the day of the end: declined, taken back, "
           "called off, or never answered."),
        rows.failed, cuts=(*EVERYWHERE, "reason"),
    ),
    _measure(
        "first_answer", _l("Days to the first answer"),
        _l("From asking to the first answer of the other side (yes, no, or other terms): the median, on the day of the "
           "answer. What has no answer does not count."),
        rows.first_answers, "median", "days",
    ),
    _measure(
        "first_help", _l("Days from need to help"),
        _l("From the day a need came on the board to its first confirmed delivery: the median, on the day of the "
           "delivery."),
        rows.first_help, "median", "days",
    ),
    _measure(
        "introductions", _l("Introductions"),
        _l("How often an animator brought an offer and a need together, on the day of it."), rows.introductions,
        cuts=(*EVERYWHERE, "outcome"),
    ),
)  # fmt: skip
"""All of them, in the order in which they are shown. A new one is a further line here (docs/figures.md)."""
