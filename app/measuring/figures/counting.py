"""The network's figures from what is known of each innovation: pure. Growth is counted from pairs alone, a baseline and
an approved value after it; who has no pair has not answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from flask_babel import lazy_gettext as _l

from app.web.figures import Cell

STAFF, REVENUE, COUNTRIES = "staff_fte", "revenue", "countries"
CODES = (STAFF, REVENUE, COUNTRIES)
"""The starters that figures count by."""
CHOSEN = ("selected", "onboarding", "scaling", "completed", "alumni")
MEASURED = ("onboarding", "scaling", "completed", "alumni")
"""The states in which progress is asked for, or was."""


@dataclass(frozen=True)
class Pair:
    """Where an indicator began and where it stands: the last approved value."""

    baseline: float | None = None
    latest: float | None = None

    @property
    def now(self) -> float | None:
        """The last that is known."""
        return self.baseline if self.latest is None else self.latest

    @property
    def whole(self) -> bool:
        """Can growth be told?"""
        return self.baseline is not None and self.latest is not None

    @property
    def grew(self) -> bool:
        """Is it more now?"""
        return self.baseline is not None and self.latest is not None and self.latest > self.baseline


@dataclass(frozen=True)
class Standing:
    """An innovation that is measured: the groups it stands in, by cut, and its pairs by code."""

    id: str
    groups: Mapping[str, Sequence[str]] = field(default_factory=dict)
    pairs: Mapping[str, Pair] = field(default_factory=dict)

    def pair(self, code: str) -> Pair:
        """Of one indicator; nothing known is a pair of gaps."""
        return self.pairs.get(code, Pair())


@dataclass(frozen=True)
class Figure:
    """`states`: those it counts (empty: all but withdrawn). `answer` gives, of one that is measured, a number (median),
    yes or no (share), or None: not answered."""

    key: str
    name: Any
    definition: Any
    states: Sequence[str] = ()
    kind: str = "count"
    answer: Callable[[Standing], Any] | None = None


def _grew(code: str) -> Callable[[Standing], bool | None]:
    def answer(one: Standing) -> bool | None:
        return one.pair(code).grew if one.pair(code).whole else None

    return answer


def _both(one: Standing) -> bool | None:
    staff, revenue = one.pair(STAFF), one.pair(REVENUE)
    return staff.grew and revenue.grew if staff.whole and revenue.whole else None


def _abroad(one: Standing) -> bool | None:
    pair = one.pair(COUNTRIES)
    return pair.grew if pair.whole and pair.baseline == 1 else None


FIGURES: tuple[Figure, ...] = (
    Figure("identified", _l("Identified"), _l("Innovations in the catalogue that were not withdrawn.")),
    Figure(
        "screened", _l("Screened"), _l("Those that came to a selection round, whatever became of them."),
        ("screening", "ineligible", "assessment", "reserve", "not_selected", *CHOSEN),
    ),
    Figure("selected", _l("Selected"), _l("Those that were selected, and all that came after."), CHOSEN),
    Figure("scaling", _l("In scaling"), _l("Those that scale now."), ("scaling",)),
    Figure("completed", _l("Completed"), _l("Those that completed their scaling."), ("completed", "alumni")),
    Figure(
        "staff", _l("Median staff"), _l("Staff in full-time equivalents, as last reported by those that scale or have "
        "scaled."), MEASURED, "median", lambda one: one.pair(STAFF).now,
    ),
    Figure(
        "revenue", _l("Median revenue"), _l("Revenue of twelve months in euros, as last reported by those that scale "
        "or have scaled."), MEASURED, "median", lambda one: one.pair(REVENUE).now,
    ),
    Figure(
        "staff_grew", _l("Staff grew"), _l("Of those with a baseline and an approved value after it, the share with "
        "more staff."), MEASURED, "share", _grew(STAFF),
    ),
    Figure(
        "revenue_grew", _l("Revenue grew"), _l("Of those with a baseline and an approved value after it, the share "
        "with more revenue."), MEASURED, "share", _grew(REVENUE),
    ),
    Figure(
        "double", _l("Double positive"), _l("Of those with a baseline and a later value of staff and of revenue, the "
        "share in which both grew."), MEASURED, "share", _both,
    ),
    Figure(
        "abroad", _l("Went international"), _l("Of those that began in one country, the share that is in more now."),
        MEASURED, "share", _abroad,
    ),
)  # fmt: skip
COUNTS = tuple(one for one in FIGURES if one.kind == "count")
MEASURES = tuple(one for one in FIGURES if one.kind != "count")


def figure(key: str) -> Figure | None:
    """One by its key."""
    return next((one for one in FIGURES if one.key == key), None)


def answered(one: Figure, standings: Iterable[Standing]) -> dict[str, Any]:
    """Who answered, with what: the innovations that a measured figure is made of."""
    told = ((each.id, one.answer(each) if one.answer else None) for each in standings)
    return {id_: answer for id_, answer in told if answer is not None}


def cell(one: Figure, answers: Sequence[Any]) -> Cell:
    """The number these answers make: a median, or a share in whole percent."""
    if not answers:
        return Cell(0, None)
    if one.kind == "median":
        return Cell(len(answers), round(float(median(answers)), 2))
    yes = sum(answers)
    return Cell(len(answers), round(100 * yes / len(answers)), split=(yes, len(answers) - yes))


def within(standings: Iterable[Standing], cut: str, group: str) -> list[Standing]:
    """Those of a group; "" is those without any."""
    return [one for one in standings if (group in one.groups.get(cut, ()) if group else not one.groups.get(cut))]
