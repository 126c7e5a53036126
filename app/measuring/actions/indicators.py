"""What is measured: the starter set and own indicators, their baselines, order and targets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.activity.facts import Ref
from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.innovations.queries import SocialInnovation
from app.measuring.events import (
    IndicatorAdded,
    IndicatorChanged,
    IndicatorRetired,
    IndicatorReturned,
    IndicatorsStarted,
    TargetRemoved,
    TargetSet,
)
from app.measuring.models import MAX_INDICATORS, Indicator, Target
from app.measuring.queries import indicators_of
from app.measuring.rules import may_measure
from app.measuring.words import NUMERIC, STARTERS
from app.scaling.queries import people_at_work

SHARED = ("baseline_year", "baseline_value", "baseline_words", "baseline_comment", "dimensions", "goal", "iris_code")
OWN = ("title", "description", "level", "measure", "unit", "choices", "ascending")
"""What one of the starter set has from there: figures count by it, so it means the same everywhere."""
MAX_TARGETS = 24


def innovation_ref(innovation: SocialInnovation) -> Ref:
    """How facts name it."""
    return Ref("innovation", innovation.id, innovation.name)


@action
def start_indicators(actor: Actor, innovation: SocialInnovation) -> SocialInnovation:
    """Take over the starter set, or what is missing of it. One that was retired stays retired."""
    require(may_measure(actor, innovation))
    known = set(db.session.execute(select(Indicator.code).filter_by(innovation_id=innovation.id)).scalars())
    new = [code for code in STARTERS if code not in known]
    if not new:
        return innovation
    _refuse_many(innovation.id, len(new))
    place = _next_place(innovation.id)
    for number, code in enumerate(new):
        told = STARTERS[code]
        db.session.add(
            Indicator(
                innovation_id=innovation.id, code=code, level=told.level, measure=told.measure, position=place + number
            )
        )
    fact = IndicatorsStarted(innovation_ref(innovation), number=len(new))
    record(actor, fact, among=people_at_work(innovation.id))
    return innovation


@action
def add_indicator(actor: Actor, innovation: SocialInnovation, told: Mapping[str, Any]) -> Indicator:
    """One of their own. `told` has the fields of OWN and SHARED."""
    require(may_measure(actor, innovation))
    _refuse_many(innovation.id, 1)
    one = Indicator(innovation_id=innovation.id, position=_next_place(innovation.id))
    _tell(one, told, (*OWN, *SHARED))
    db.session.add(one)
    db.session.flush()
    _record(actor, IndicatorAdded, innovation, one)
    return one


@action
def edit_indicator(actor: Actor, innovation: SocialInnovation, one: Indicator, told: Mapping[str, Any]) -> Indicator:
    """Change what is measured, or say where it began. Nothing different: nothing happens."""
    require(may_measure(actor, innovation))
    if _tell(one, told, SHARED if one.code else (*OWN, *SHARED)):
        _record(actor, IndicatorChanged, innovation, one)
    return one


@action(silent="each baseline is an event of its own")
def set_baselines(actor: Actor, innovation: SocialInnovation, year: int, told: Mapping[str, float]) -> SocialInnovation:
    """Where several began: `told` has numbers by the ids of its indicators; others are left out."""
    require(may_measure(actor, innovation))
    for one in indicators_of(innovation.id):
        if one.id in told and one.measure in NUMERIC:
            edit_indicator(actor, innovation, one, {"baseline_year": year, "baseline_value": told[one.id]})
    return innovation


@action
def retire_indicator(actor: Actor, innovation: SocialInnovation, one: Indicator) -> Indicator:
    """No longer ask for it. Its values stay."""
    require(may_measure(actor, innovation))
    if one.retired_at is None:
        one.retired_at = now()
        _record(actor, IndicatorRetired, innovation, one)
    return one


@action
def return_indicator(actor: Actor, innovation: SocialInnovation, one: Indicator) -> Indicator:
    """Ask for it again, at the end of the list."""
    require(may_measure(actor, innovation))
    if one.retired_at is not None:
        _refuse_many(innovation.id, 1)
        one.retired_at, one.position = None, _next_place(innovation.id)
        _record(actor, IndicatorReturned, innovation, one)
    return one


@action(silent="the order of a list on a page tells nobody anything")
def move_indicator(actor: Actor, innovation: SocialInnovation, one: Indicator, up: bool) -> SocialInnovation:
    """One place up or down among those that are asked for."""
    require(may_measure(actor, innovation))
    order = list(indicators_of(innovation.id))
    at = next((number for number, each in enumerate(order) if each.id == one.id), None)
    to = None if at is None else at + (-1 if up else 1)
    if at is not None and to is not None and 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
        for number, each in enumerate(order):
            each.position = number
    return innovation


@action
def set_target(
    actor: Actor, innovation: SocialInnovation, one: Indicator, starts_on: date, ends_on: date,
    value: float | None, words: str, comment: str,
) -> Target:  # fmt: skip
    """What it is to reach in a period; a target of the same period is replaced."""
    require(may_measure(actor, innovation))
    if ends_on < starts_on:
        raise Refused(_("The period ends before it begins."), "ends_on")
    same = select(Target).filter_by(indicator_id=one.id, starts_on=starts_on, ends_on=ends_on)
    goal = db.session.execute(same).scalars().first()
    if goal is None:
        here = select(func.count(Target.id)).filter_by(indicator_id=one.id)
        if db.session.execute(here).scalar_one() >= MAX_TARGETS:
            raise Refused(_("At most %(number)d targets. Take one away first.", number=MAX_TARGETS), "ends_on")
        goal = Target(indicator_id=one.id, starts_on=starts_on, ends_on=ends_on)
        db.session.add(goal)
    elif (goal.value, goal.words, goal.comment) == (value, words, comment):
        return goal
    goal.value, goal.words, goal.comment = value, words, comment
    db.session.flush()
    _record(actor, TargetSet, innovation, one, until=ends_on)
    return goal


@action
def remove_target(actor: Actor, innovation: SocialInnovation, one: Indicator, goal: Target) -> Indicator:
    """It is no target any more."""
    require(may_measure(actor, innovation))
    db.session.delete(goal)
    _record(actor, TargetRemoved, innovation, one, until=goal.ends_on)
    return one


def _tell(one: Indicator, told: Mapping[str, Any], fields: tuple[str, ...]) -> bool:
    changed = [name for name in fields if name in told and getattr(one, name) != told[name]]
    for name in changed:
        setattr(one, name, told[name])
    return bool(changed)


def _refuse_many(innovation_id: str, more: int) -> None:
    here = select(func.count(Indicator.id)).where(
        Indicator.innovation_id == innovation_id, Indicator.retired_at.is_(None)
    )
    if db.session.execute(here).scalar_one() + more > MAX_INDICATORS:
        raise Conflict(_("That is a lot: at most %(number)d indicators. Retire one first.", number=MAX_INDICATORS))


def _next_place(innovation_id: str) -> int:
    last = select(func.max(Indicator.position)).filter_by(innovation_id=innovation_id)
    return (db.session.execute(last).scalar_one_or_none() or 0) + 1


def _record(actor: Actor, kind: Any, innovation: SocialInnovation, one: Indicator, **more: Any) -> None:
    fact = kind(innovation_ref(innovation), code=one.code or "", title=one.title, **more)
    record(actor, fact, among=people_at_work(innovation.id))
