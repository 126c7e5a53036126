"""How an indicator's values are shown: as a line on paper, and the same in a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.measuring.drawing import Chain, Line, chain_of, line_of
from app.measuring.numbers import write_number
from app.measuring.queries import Measured, Value
from app.measuring.telling import UNKNOWN
from app.measuring.words import LEVELS, MEASURES, NUMERIC, STEPS, title_of, unit_of
from app.web.jinja import in_days


@dataclass(frozen=True)
class Row:
    """A line of the table: when, the value, its parts, the target, what was said to it."""

    when: str
    value: str
    parts: list[tuple[str, str]]
    target: str
    comment: str
    told: Value | None

    @property
    def says_more(self) -> bool:
        """Is there a comment, or evidence?"""
        return bool(self.comment or (self.told and (self.told.evidence_url or self.told.file_id)))


@dataclass(frozen=True)
class Shown:
    """An indicator as its card needs it. `line` is None where there is nothing to draw."""

    measured: Measured
    title: str
    unit: str
    rows: list[Row]
    line: Line | None

    @property
    def told(self) -> str:
        """The whole line in a sentence, for who cannot see it."""
        return "; ".join(_("%(when)s: %(value)s", when=row.when, value=row.value or _("no value")) for row in self.rows)


def shown(one: Measured) -> Shown:
    """The card of an indicator."""
    it = one.indicator
    rows = [*_baseline(one), *(_row(one, day) for day in _days(one))]
    return Shown(one, title_of(it.code, it.title), unit_of(it.code, it.unit, it.measure), rows, _line(one, rows))


def of_part(dimension: str, part: str) -> str:
    """A part of a value: of what, and which."""
    return _("%(dimension)s: %(part)s", dimension=dimension, part=part)


def in_number(value: float | None, measure: str = "unit") -> str:
    """A value in the reader's separators; a percentage with its sign."""
    told = write_number(value, get_locale())
    return _("%(number)s %%", number=told) if told and measure == "percentage" else told


def said(value: Any, measure: str) -> str:
    """A value, a target or a part as it is read: its number, or its words."""
    if value is None:
        return ""
    return in_number(value.value, measure) if measure in NUMERIC and value.value is not None else _words(value.words)


def _days(one: Measured) -> list[date]:
    return sorted({each.ends_on for each in one.values} | {each.ends_on for each in one.targets})


def _baseline(one: Measured) -> list[Row]:
    it = one.indicator
    told = in_number(it.baseline_value, it.measure) if one.counts else it.baseline_words
    if not told and not it.baseline_year:
        return []
    return [Row(_("Baseline %(year)s", year=it.baseline_year or "").strip(), told, [], "", it.baseline_comment, None)]


def _row(one: Measured, day: date) -> Row:
    measure = one.indicator.measure
    value = next((each for each in one.values if each.ends_on == day), None)
    goal = next((each for each in reversed(one.targets) if each.ends_on == day), None)
    parts = [(of_part(each.dimension, each.part), said(each, measure)) for each in one.parts if each.ends_on == day]
    comment = " · ".join(told for told in (value.comment if value else "", goal.comment if goal else "") if told)
    return Row(in_days(day, "MMM y"), said(value, measure), parts, said(goal, measure), comment, value)


def _line(one: Measured, rows: list[Row]) -> Line | None:
    if not one.counts or len(rows) < 2:
        return None
    numbers = {each.ends_on: each.value for each in one.values}
    goals = {each.ends_on: each.value for each in one.targets}
    days = _days(one)
    based = len(rows) > len(days)
    values = [(one.indicator.baseline_value, rows[0].value)] * based
    targets: list[tuple[float | None, str]] = [(None, "")] * based
    for day, row in zip(days, rows[based:], strict=True):
        values.append((numbers.get(day), row.value))
        targets.append((goals.get(day), row.target))
    return line_of([row.when for row in rows], values, targets)


def drawn_chain(told: dict[str, list[Any]]) -> Chain:
    """The theory of change on paper."""
    return chain_of([(str(name), told.get(step, [])) for step, name in STEPS.items()], _("If:"))


REPORT_STATES: dict[str, tuple[Any, str]] = {
    "due": (_l("Not begun"), "waiting"),
    "draft": (_l("Begun"), "waiting"),
    "submitted": (_l("Waits for approval"), "waiting"),
    "returned": (_l("Given back"), "bad"),
    "approved": (_l("Approved"), "done"),
}
WARNINGS: dict[str, Any] = {
    "jump_up": _l("This is ten times the last value, or more."),
    "jump_down": _l("This is a tenth of the last value, or less."),
    "less": _l("This is less than the last value; usually it only grows."),
    "range": _l("A percentage is usually between 0 and 100."),
    "negative": _l("This is less than zero."),
    "parts": _l("The parts do not add up to the whole."),
}


def report_state(state: str) -> tuple[str, str]:
    """Where a report stands: its word and tone."""
    word, tone = REPORT_STATES.get(state, (state, "neutral"))
    return str(word), tone


@dataclass(frozen=True)
class ReportRow:
    """An indicator in a report: the value that counts, its parts, what it was last, and the versions before."""

    title: str
    value: str
    unit: str
    previous: str
    told: Any
    parts: list[tuple[str, str, Any]]
    earlier: list[tuple[str, Any]]

    @property
    def says_more(self) -> bool:
        """Is there a comment, a warning, evidence, or a version before?"""
        it = self.told
        more = it and (it.comment or it.warnings or it.answer or it.evidence_url or it.file_id or it.reason)
        return bool(more or self.earlier)


def told_rows(asked: Sequence[Any], earlier: dict[Any, list[Any]]) -> list[ReportRow]:
    """The lines of a report that is read."""
    rows = []
    for one in asked:
        it, measure = one.indicator, one.indicator.measure
        parts = [(of_part(name, part), said(value, measure), value) for (name, part), value in one.parts.items()]
        past = [each for key, versions in earlier.items() if key[0] == it.id for each in versions]
        before = [(f"{each.part} {said(each, measure)}".strip(), each) for each in past]
        rows.append(
            ReportRow(
                title_of(it.code, it.title), said(one.told, measure), unit_of(it.code, it.unit, measure),
                last_words(one), one.told, parts, before,
            )
        )  # fmt: skip
    return rows


def last_words(one: Any) -> str:
    """The last approved value, else the baseline, as it is read; with its day or year."""
    it = one.indicator
    if one.previous:
        value, words, day = one.previous
        told = in_number(value, it.measure) if value is not None else _words(words)
        return _("%(value)s (%(when)s)", value=told, when=in_days(day, "MMM y"))
    told = in_number(it.baseline_value, it.measure) if it.measure in NUMERIC else it.baseline_words
    return _("%(value)s (baseline %(when)s)", value=told, when=it.baseline_year) if told else ""


def _words(words: str) -> str:
    return _("not known") if words == UNKNOWN else words


FILTERS: dict[str, Any] = {
    "indicator_name": lambda code, title="": title_of(code or None, title),
    "level_name": lambda code: str(LEVELS.get(code, code)),
    "measure_name": lambda code: str(MEASURES.get(code, code)),
    "measured_as": in_number,
    "last_value": last_words,
}
"""The words for templates; the sentences of the log use the first."""
