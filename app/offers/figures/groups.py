"""The groups into which the board's figures are told apart: their codes in addresses and tables, their names, and the
condition that a row is in one. A code is the cut and the thing: "category:space", "organisation:01J…", "unit:desks".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Subquery, select

from app.extensions import db
from app.innovations.queries import SocialInnovation
from app.offers.figures.measures import COLUMNS
from app.offers.models import CATEGORIES, REASONS
from app.offers.queries.introductions import OUTCOMES
from app.offers.words import CATEGORY, OUTCOME, REASON
from app.people.queries import Organisation

FIXED = {"category": CATEGORIES, "reason": REASONS, "outcome": OUTCOMES}
WORDS: dict[str, dict[str, Any]] = {
    "category": CATEGORY,
    "reason": REASON,
    "outcome": {outcome: word for outcome, (word, _tone) in OUTCOME.items()},
}
NOTHING = {
    "organisation": _l("No organisation"),
    "innovation": _l("No innovation"),
    "unit": _l("Without a unit's name"),
}
THINGS: dict[str, Any] = {"organisation": Organisation, "innovation": SocialInnovation}
NONE, OTHERS = "", "*"
MOST = 40
"""So many organisations, innovations or units have a line of their own, those with most entries; others share one."""


def code(cut: str, value: str | None) -> str:
    """Of a row's value; "unit:" where it has none."""
    return f"{cut}:{value or NONE}"


def codes(cut: str, found: Counter[str]) -> list[str]:
    """The groups that a table shows, of those `found` and how often."""
    if cut in FIXED:
        return [code(cut, value) for value in FIXED[cut]]
    none = code(cut, None)
    ranked = sorted((one for one in found if one != none), key=lambda one: (-found[one], one))
    rest = [code(cut, OTHERS)] if len(ranked) > MOST else []
    return [*ranked[:MOST], *rest, none] if found else []


def in_group(topic: str, rows: Subquery, others_than: Iterable[str]) -> ColumnElement[bool]:
    """Whether a row is in this group. `others_than`: the values that have a line of their own."""
    cut, _sep, value = topic.partition(":")
    column = rows.c[COLUMNS.get(cut, "beside")]
    if value == NONE:
        return column.is_(None) | (column == "")
    if value == OTHERS and cut not in FIXED:
        return column.not_in(list(others_than)) & (column != "")
    return column == value


def names(wanted: Iterable[str]) -> dict[str, str]:
    """Each code in the reader's words: two statements, however many."""
    found: dict[str, str] = {}
    told = [one.partition(":") for one in wanted]
    for cut, model in THINGS.items():
        ids = [value for its, _sep, value in told if its == cut]
        query = select(model.id, model.name).where(model.id.in_(ids))
        found |= {f"{cut}:{id_}": name for id_, name in db.session.execute(query)}
    return {f"{cut}:{value}": found.get(f"{cut}:{value}") or _word(cut, value) for cut, _sep, value in told}


def _word(cut: str, value: str) -> str:
    if value == OTHERS and cut not in FIXED:
        return _("All others")
    if value == NONE:
        return str(NOTHING.get(cut, ""))
    return str(WORDS.get(cut, {}).get(value, value))
