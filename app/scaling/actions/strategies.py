"""The table of strategies."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from app.activity.record import record
from app.core.action import action
from app.core.rules import Actor, require
from app.extensions import db
from app.scaling.actions.telling import strategy_ref
from app.scaling.events import StrategyAdded, StrategyChanged
from app.scaling.models import ScalingStrategy
from app.scaling.queries import all_strategies
from app.scaling.rules import may_add_strategy, may_edit_strategy, may_move_strategy
from app.scaling.words import STRATEGIES, strategy_about, strategy_name

OWN = ("name", "description", "lead_id", "partnering", "adapts", "active")


@action
def add_strategy(actor: Actor, told: Mapping[str, Any]) -> ScalingStrategy:
    """One more way to scale, behind the others. `told` has the fields of OWN."""
    require(may_add_strategy(actor))
    last = db.session.execute(select(func.max(ScalingStrategy.position))).scalar_one() or 0
    made = ScalingStrategy(code=secrets.token_hex(5), position=last + 1, **{name: told[name] for name in OWN})
    db.session.add(made)
    db.session.flush()
    record(actor, StrategyAdded(strategy_ref(made)))
    return made


@action
def edit_strategy(actor: Actor, strategy: ScalingStrategy, told: Mapping[str, Any]) -> ScalingStrategy:
    """Change what it says. A shipped one whose words stay as they were keeps its translations."""
    require(may_edit_strategy(actor))
    said = dict(told)
    if strategy.code in STRATEGIES and not strategy.name:
        shown = (strategy_name(strategy), strategy_about(strategy))
        if (said["name"], said["description"]) == shown:
            said |= {"name": "", "description": ""}
    changed = [name for name in OWN if getattr(strategy, name) != said[name]]
    for name in changed:
        setattr(strategy, name, said[name])
    if changed:
        record(actor, StrategyChanged(strategy_ref(strategy)))
    return strategy


@action
def move_strategy(actor: Actor, strategy: ScalingStrategy, up: bool) -> ScalingStrategy:
    """One place up or down in the table; at its end nothing happens."""
    require(may_move_strategy(actor))
    order = list(all_strategies())
    place = [one.id for one in order].index(strategy.id)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(order):
        return strategy
    order[place], order[other] = order[other], order[place]
    for number, one in enumerate(order, 1):
        one.position = number
    record(actor, StrategyChanged(strategy_ref(strategy)))
    return strategy
