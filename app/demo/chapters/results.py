"""What comes of it: indicators with baselines, theories of change, and progress reports in three rounds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import select

from app.core.clock import now
from app.demo.story import part
from app.demo.tale import Tale
from app.extensions import db
from app.measuring import actions
from app.measuring.models import Indicator, Measurement, ProgressReport
from app.measuring.queries import indicators_of
from app.measuring.telling import UNKNOWN, Answer


def put_on_agenda(tale: Tale) -> None:
    """Everything of results.toml."""
    story = part("results")
    for told in story["round"]:
        tale.on(tale.when(told["at"]), partial(_open, tale, told))
    for told in story["measured"]:
        tale.on(tale.when(told["at"]), partial(_begin, tale, told))
        for one in told.get("report", []):
            tale.on(tale.when(one["at"]), partial(_report, tale, told, one))


def _open(tale: Tale, told: dict[str, Any]) -> None:
    animator, days = tale.people["animator"], [tale.moments.day(told[name]) for name in ("starts", "ends", "due")]
    made = tale.counts[told["key"]] = actions.open_round(animator, days[0], days[1], days[2], told["name"])
    if "closed" in told:
        tale.on(tale.when(told["closed"]), partial(actions.close_round, animator, made))


def _begin(tale: Tale, told: dict[str, Any]) -> None:
    """The starter set, where it stood last year, what is measured beside it, and how it is meant to work."""
    by, innovation = tale.people[told["by"]], tale.innovations[told["innovation"]]
    actions.start_indicators(by, innovation)
    for one, value in zip(indicators_of(innovation.id), told["baselines"], strict=True):
        words = {"dimensions": told["parts"][one.code]} if one.code in told.get("parts", {}) else {}
        actions.edit_indicator(by, innovation, one, words | _baseline(tale, value))
    for own in told.get("own", []):
        words = {name: own[name] for name in ("title", "description", "level", "goal")}
        words |= {"measure": own.get("measure", "unit"), "unit": own.get("unit", "")}
        actions.add_indicator(by, innovation, words | _baseline(tale, own["baseline"]))
    if "chain" in told:
        tale.on(now() + timedelta(hours=20), partial(actions.tell_chain, by, innovation, told["chain"]))
    for target in told.get("targets", []):
        tale.on(now() + timedelta(hours=21), partial(_aim, tale, told, *target))


def _baseline(tale: Tale, value: Any) -> dict[str, Any]:
    if value == "":
        return {}
    return {"baseline_year": tale.present.year - 1, "baseline_value": float(value)}


def _aim(tale: Tale, told: dict[str, Any], title: str, first: str, last: str, value: float, comment: str) -> None:
    by, innovation = tale.people[told["by"]], tale.innovations[told["innovation"]]
    one = next(each for each in indicators_of(innovation.id) if each.title == title)
    days = tale.moments.day(first), tale.moments.day(last)
    actions.set_target(by, innovation, one, *days, float(value), "", comment)


def _report(tale: Tale, told: dict[str, Any], one: dict[str, Any]) -> None:
    """Kept, or sent and then answered."""
    innovation = tale.innovations[told["innovation"]]
    query = select(ProgressReport).filter_by(innovation_id=innovation.id, round_id=tale.counts[one["round"]].id)
    report = db.session.execute(query).scalar_one()
    act: Callable[..., Any] = actions.keep_report if one.get("draft") else actions.submit_report
    act(tale.people[one["by"]], report, _answers(innovation.id, one), one["story"], one.get("final", False))
    ways: dict[str, Callable[..., Any]] = {"approved": actions.approve_report, "returned": actions.return_report}
    for name, way in ways.items():
        if name in one:
            when, who, *words = one[name]
            tale.on(tale.when(when), partial(way, tale.people[who], report, *words))
    if "corrected" in one:
        tale.on(tale.when(one["corrected"][0]), partial(_correct, tale, report, *one["corrected"][1:]))


def _answers(innovation_id: str, one: dict[str, Any]) -> list[Answer]:
    asked = indicators_of(innovation_id)
    pairs = zip(asked, one["values"], strict=True)
    return [_answer(indicator, value, one) for indicator, value in pairs if value != ""]


def _answer(indicator: Indicator, value: Any, one: dict[str, Any]) -> Answer:
    code = indicator.code or ""
    words: dict[str, Any] = {
        "comment": one.get("comments", {}).get(code, ""),
        "evidence_url": one.get("evidence", {}).get(code, ""),
        "answer": one.get("answers", {}).get(code, ""),
    }
    if value == "?":
        return Answer(indicator.id, words=UNKNOWN, **words)
    shares: dict[tuple[str, str], float | None] = {
        (dimension, name): float(share)
        for dimension, each in one.get("shares", {}).get(code, {}).items()
        for name, share in zip(indicator.dimensions[dimension], each, strict=True)
    }
    return Answer(indicator.id, float(value), parts=shares, **words)


def _correct(tale: Tale, report: ProgressReport, who: str, code: str, value: float, why: str) -> None:
    query = select(Measurement).join(Indicator, Indicator.id == Measurement.indicator_id)
    query = query.where(Measurement.report_id == report.id, Indicator.code == code, Measurement.dimension == "")
    old = db.session.execute(query).scalar_one()
    actions.correct_value(tale.people[who], report, old, float(value), "", why)
