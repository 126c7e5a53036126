"""An innovation's results as they leave the house: IATI and CSV."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask import current_app
from sqlalchemy import select

from app.extensions import db
from app.innovations.queries import SocialInnovation, detail
from app.measuring import iati
from app.measuring.models import Target
from app.measuring.queries.indicators import Measured, Value, measured
from app.measuring.telling import UNKNOWN
from app.measuring.words import LEVELS, title_of, unit_of
from app.people.queries import Organisation, cluster
from app.web.language import language

CSV_HEADER = (
    "indicator_id", "code", "title", "level", "measure", "unit", "better", "sdg", "iris_code", "kind", "starts_on",
    "ends_on", "year", "dimension", "part", "value", "words", "comment", "evidence", "version",
)  # fmt: skip
LONGEST = 2000


def activity_of(one: SocialInnovation) -> iati.Activity:
    """The innovation with all that is measured of it, what is retired included, as IATI tells it."""
    told = [*measured(one.id), *measured(one.id, retired=True)]
    goals = {*detail(one, None).goals, *(each.indicator.goal for each in told if each.indicator.goal)}
    here = cluster()
    ref = current_app.config["BASE_URL"].partition("://")[2].partition("/")[0].replace(":", "-") or "commonweave"
    return iati.Activity(
        identifier=f"{ref}-{one.id}", reporter_ref=ref, reporter=here.name, organisation=_organisation(one),
        title=one.name, description=one.summary[:LONGEST], state=one.state, since=one.created_at.date(),
        country=one.country, goals=sorted(goals), level_names={code: str(name) for code, name in LEVELS.items()},
        language=one.language or language(), indicators=[_indicator(each) for each in told],
    )  # fmt: skip


def _organisation(one: SocialInnovation) -> str:
    query = select(Organisation.name).where(Organisation.id == one.organisation_id)
    return db.session.execute(query).scalar_one_or_none() or "" if one.organisation_id else ""


def _indicator(one: Measured) -> iati.Indicator:
    it = one.indicator
    unit = unit_of(it.code, it.unit, it.measure)
    return iati.Indicator(
        title=f"{title_of(it.code, it.title)} ({unit})" if unit else title_of(it.code, it.title),
        level=it.level, measure=it.measure, ascending=it.ascending, description=it.description, choices=it.choices,
        iris_code=it.iris_code, baseline_year=it.baseline_year,
        baseline=iati.Number(it.baseline_value, it.baseline_words, it.baseline_comment), periods=_periods(one),
    )  # fmt: skip


def _periods(one: Measured) -> list[iati.Period]:
    targets: dict[tuple[date, date], list[iati.Number]] = {}
    actuals: dict[tuple[date, date], list[iati.Number]] = {}
    for goal in one.targets:
        number = iati.Number(goal.value, goal.words, goal.comment)
        targets.setdefault((goal.starts_on, goal.ends_on), []).append(number)
    for value in (*one.values, *one.parts):
        actuals.setdefault((value.starts_on, value.ends_on), []).append(_actual(value))
    spans = sorted({*targets, *actuals}, key=lambda span: (span[1], span[0]))
    return [iati.Period(*span, targets.get(span, ()), actuals.get(span, ())) for span in spans]


def _actual(value: Value) -> iati.Number:
    dimensions = [(value.dimension, value.part)] if value.dimension else []
    words = "" if value.words == UNKNOWN else value.words
    return iati.Number(value.value, words, value.comment, dimensions, value.evidence_url)


def csv_rows(innovation_id: str) -> Iterator[tuple[Any, ...]]:
    """A line for each baseline, target and value, parts included."""
    for one in (*measured(innovation_id), *measured(innovation_id, retired=True)):
        it = one.indicator
        head = (
            it.id, it.code or "", title_of(it.code, it.title), it.level, it.measure,
            unit_of(it.code, it.unit, it.measure), "more" if it.ascending else "less", it.goal, it.iris_code,
        )  # fmt: skip
        if it.baseline_value is not None or it.baseline_words:
            told = (it.baseline_value, it.baseline_words, it.baseline_comment)
            yield *head, "baseline", "", "", it.baseline_year, "", "", *told, "", ""
        for goal in one.targets:
            yield *head, *_target_cells(goal)
        for each in (*one.values, *one.parts):
            yield *head, *_value_cells(each)


def _target_cells(goal: Target) -> tuple[Any, ...]:
    return "target", goal.starts_on, goal.ends_on, "", "", "", goal.value, goal.words, goal.comment, "", ""


def _value_cells(each: Value) -> tuple[Any, ...]:
    told = (each.value, each.words, each.comment, each.evidence_url, each.version)
    return "actual", each.starts_on, each.ends_on, "", each.dimension, each.part, *told
