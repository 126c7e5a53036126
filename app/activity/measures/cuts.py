"""By what figures are told apart: the groups of a cut, their codes in addresses and tables, their names, and the
condition that a row is in one. A code is the cut and the thing: "category:space", "organisation:01J…", "unit:desks"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Subquery, select

from app.extensions import db
from app.innovations.queries import SocialInnovation
from app.people.queries import Organisation
from app.reference.queries import country_name

NONE, OTHERS = "", "*"
MOST = 40
"""So many things have a line of their own where there is no end of them, those with most entries; others share one."""


@dataclass(frozen=True)
class Cut:
    """`title` of its table, `head` of the table's first column; `column` of a measure's rows in which the group stands.

    `values`: all there are, in their order, where that is known; `words` names one; `things`: whose names are asked of
    the database; `nothing`: how the group of those without one is called.
    """

    key: str
    title: Any
    head: Any
    column: Callable[[Subquery], Any]
    values: Collection[str] = ()
    words: Callable[[str], Any] = str
    things: Any = None
    nothing: Any = ""

    def code(self, value: Any) -> str:
        """Of a row's value; "unit:" where it has none."""
        return f"{self.key}:{value or NONE}"

    def codes(self, found: Counter[str]) -> list[str]:
        """The groups that a table shows, of those `found` and how often."""
        if self.values:
            return [self.code(value) for value in self.values]
        none = self.code(None)
        ranked = sorted((one for one in found if one != none), key=lambda one: (-found[one], one))
        rest = [self.code(OTHERS)] if len(ranked) > MOST else []
        return [*ranked[:MOST], *rest, none] if found else []

    def has(self, value: str, rows: Subquery, others_than: Iterable[str]) -> ColumnElement[bool]:
        """Whether a row is in this group. `others_than`: the values that have a line of their own."""
        column = self.column(rows)
        if value == NONE:
            told: ColumnElement[bool] = column.is_(None) | (column == "")
            return told
        if value == OTHERS and not self.values:
            return column.not_in(list(others_than)) & (column != "")
        return column == value


def names(cuts: Mapping[str, Cut], wanted: Iterable[str]) -> dict[str, str]:
    """Each code in the reader's words: a statement for each kind of thing, however many."""
    told = [one.partition(":") for one in wanted]
    found: dict[str, str] = {}
    for key, cut in cuts.items():
        ids = [value for its, _sep, value in told if its == key]
        if cut.things is not None and ids:
            query = select(cut.things.id, cut.things.name).where(cut.things.id.in_(ids))
            found |= {f"{key}:{id_}": name for id_, name in db.session.execute(query)}
    return {f"{key}:{value}": found.get(f"{key}:{value}") or _word(cuts.get(key), value) for key, _sep, value in told}


def _word(cut: Cut | None, value: str) -> str:
    if cut is None:
        return value
    if value == OTHERS and not cut.values:
        return _("All others")
    return str(cut.nothing if value == NONE else cut.words(value))


def of_innovation(rows: Subquery) -> Any:
    """The innovation that a row is about."""
    return rows.c.innovation_id


def _country(rows: Subquery) -> Any:
    home = select(SocialInnovation.country).where(SocialInnovation.id == rows.c.innovation_id)
    return home.scalar_subquery()


INNOVATION = Cut(
    "innovation", _l("By innovation"), _l("Innovation"), of_innovation, things=SocialInnovation,
    nothing=_l("No innovation"),
)  # fmt: skip
COUNTRY = Cut(
    "country", _l("By country of the innovation"), _l("Country"), _country, words=country_name,
    nothing=_l("No country named"),
)  # fmt: skip
ORGANISATION = Cut(
    "organisation", _l("By organisation"), _l("Organisation"), lambda rows: rows.c.organisation_id,
    things=Organisation, nothing=_l("No organisation"),
)  # fmt: skip
