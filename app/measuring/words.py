"""The words for indicators: the starter set, levels, measures, the chain's steps, states of reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l


@dataclass(frozen=True)
class Starter:
    """An indicator that every innovation can take over with one click; its words are translated."""

    title: Any
    about: Any
    level: str
    measure: str = "unit"
    unit: Any = ""


STARTERS: dict[str, Starter] = {
    "staff_fte": Starter(_l("Paid staff"), _l("In full-time equivalents"), "output", unit=_l("FTE")),
    "volunteers": Starter(_l("Volunteers"), _l("People who helped without pay"), "output", unit=_l("people")),
    "revenue": Starter(_l("Revenue"), _l("Of twelve months, before costs"), "output", unit=_l("EUR")),
    "earned_income": Starter(
        _l("Earned income"), _l("The share of revenue that comes from sales and fees"), "output", "percentage", _l("%")
    ),
    "beneficiaries": Starter(
        _l("People reached directly"), _l("Who took part or were helped in twelve months"), "outcome", unit=_l("people")
    ),
    "countries": Starter(_l("Countries"), _l("In which it is at work"), "output", unit=_l("countries")),
    "regions": Starter(_l("Regions"), _l("In which it is at work"), "output", unit=_l("regions")),
    "sites": Starter(_l("Sites"), _l("Places where it is at work"), "output", unit=_l("sites")),
    "funds_raised": Starter(
        _l("Funds raised"), _l("All grants, loans and investments won so far"), "output", unit=_l("EUR")
    ),
}
"""In the order in which they stand."""

LEVELS: dict[str, Any] = {"output": _l("Output"), "outcome": _l("Outcome"), "impact": _l("Impact")}
MEASURES: dict[str, Any] = {
    "unit": _l("Number"),
    "percentage": _l("Percentage"),
    "nominal": _l("One of several words"),
    "ordinal": _l("A step of a scale"),
    "qualitative": _l("In words"),
}
NUMERIC = ("unit", "percentage")
"""The measures whose values are numbers; of the others they are words."""

STEPS: dict[str, Any] = {
    "input": _l("Inputs"),
    "activity": _l("Activities"),
    "output": _l("Outputs"),
    "outcome": _l("Outcomes"),
    "impact": _l("Impact"),
}


def title_of(code: str | None, title: str) -> str:
    """The indicator's name in the reader's language: its own, or that of the starter set."""
    return title or (str(STARTERS[code].title) if code in STARTERS else "") or _("Without a name")


def unit_of(code: str | None, unit: str, measure: str = "") -> str:
    """What its values are counted in."""
    return unit or (str(STARTERS[code].unit) if code in STARTERS else "") or ("%" if measure == "percentage" else "")
