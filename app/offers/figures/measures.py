"""Each measure of the board by name: its definition in words, its rows, and by what it is told apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Subquery

from app.offers.figures import rows

EVERYWHERE = ("category", "organisation", "innovation")
CUTS: dict[str, tuple[Any, Any]] = {
    "category": (_l("By category"), _l("Category")),
    "organisation": (_l("By organisation"), _l("Organisation")),
    "innovation": (_l("By innovation"), _l("Innovation")),
    "unit": (_l("What was delivered, by unit"), _l("Unit")),
    "reason": (_l("Failed matches, by reason"), _l("Reason")),
    "outcome": (_l("Introductions, by what came of them"), _l("What came of it")),
}
"""By what figures are told apart: the title of the table, and the head of its first column."""
COLUMNS = {"category": "category", "organisation": "organisation_id", "innovation": "innovation_id"}
"""The column of the rows in which it stands; all else is `beside`."""


@dataclass(frozen=True)
class Measure:
    """`kind` says how rows make a number: count, sum, median (of seconds). `cuts`: by what it is told apart.

    `whole`: does it have a number in all, and by month? Units of different kinds have none.
    `settled`: does a past month keep its number? What does not is for animators alone.
    """

    key: str
    name: Any
    definition: Any
    rows: Callable[[], Subquery]
    kind: str = "count"
    unit: str = ""  # euro, days; empty: pieces
    cuts: tuple[str, ...] = EVERYWHERE
    whole: bool = True
    settled: bool = True


MEASURES: tuple[Measure, ...] = (
    Measure(
        "offers", _l("Offers"), _l("Offers put on the board, each once, on the day it came there first."), rows.offers,
    ),
    Measure(
        "needs", _l("Needs"), _l("Needs put on the board, each once, on the day it came there first."), rows.needs,
    ),
    Measure(
        "open", _l("Still open"),
        _l("Of these offers and needs, those that can still be asked for or answered today."), rows.still_open,
        settled=False,
    ),
    Measure(
        "claims", _l("Claims"),
        _l("How often somebody asked for an offer or answered a need, those in line included; on the day of it."),
        rows.asked,
    ),
    Measure(
        "agreed", _l("Claims agreed"),
        _l("Claims to which the other side said yes, on the day of the yes, whatever came of it."), rows.agreed,
    ),
    Measure(
        "deliveries", _l("Deliveries confirmed"),
        _l("What was delivered and confirmed by the receiver, by an animator, or by 14 days of silence; each once, on "
           "the day it was confirmed. What was corrected to nothing does not count."),
        rows.deliveries, cuts=(*EVERYWHERE, "unit"),
    ),
    Measure(
        "units", _l("Quantity"),
        _l("The units of these deliveries, as delivered, corrections included. Only what has the same unit is added "
           "up."),
        rows.units, "sum", cuts=("unit",), whole=False,
    ),
    Measure(
        "value", _l("Value in euros"),
        _l("What these deliveries are worth: their units, corrections included, times the value of one unit as it was "
           "when they were agreed. Those of which nobody estimated the value do not count."),
        rows.valued, "sum", "euro", (*EVERYWHERE, "unit"),
    ),
    Measure(
        "failed", _l("Failed matches"),
        _l("Claims that came to nothing and the reason that was given, on the day of the end: declined, taken back, "
           "called off, or never answered."),
        rows.failed, cuts=(*EVERYWHERE, "reason"),
    ),
    Measure(
        "first_answer", _l("Days to the first answer"),
        _l("From asking to the first answer of the other side (yes, no, or other terms): the median, on the day of the "
           "answer. What has no answer does not count."),
        rows.first_answers, "median", "days",
    ),
    Measure(
        "first_help", _l("Days from need to help"),
        _l("From the day a need came on the board to its first confirmed delivery: the median, on the day of the "
           "delivery."),
        rows.first_help, "median", "days",
    ),
    Measure(
        "introductions", _l("Introductions"),
        _l("How often an animator brought an offer and a need together, on the day of it."), rows.introductions,
        cuts=(*EVERYWHERE, "outcome"),
    ),
)  # fmt: skip
"""All of them, in the order in which they are shown. A new one is a further line here (docs/figures.md)."""
