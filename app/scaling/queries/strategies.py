"""The table of strategies, and what their forms choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from app.extensions import db
from app.people.queries import Organisation
from app.scaling.models import ScalingPathway, ScalingStrategy
from app.scaling.proposing import Route
from app.scaling.words import strategy_name

MOST = 100


def all_strategies(active_only: bool = False) -> Sequence[ScalingStrategy]:
    """The strategies in their order."""
    query = select(ScalingStrategy).order_by(ScalingStrategy.position, ScalingStrategy.id).limit(MOST)
    return db.session.execute(query.where(ScalingStrategy.active) if active_only else query).scalars().all()


def strategy(id_: str) -> ScalingStrategy | None:
    """One of them."""
    return db.session.get(ScalingStrategy, id_)


def strategy_of_code(code: str) -> ScalingStrategy | None:
    """The one with this code."""
    return db.session.execute(select(ScalingStrategy).filter_by(code=code)).scalar_one_or_none()


def strategies_table() -> list[Any]:
    """For the page: each strategy, the name of its lead partner, how many pathways take it."""
    taken = (
        select(func.count(ScalingPathway.id))
        .where(ScalingPathway.strategy_id == ScalingStrategy.id)
        .correlate(ScalingStrategy)
        .scalar_subquery()
    )
    query = (
        select(ScalingStrategy, Organisation.name.label("lead"), taken.label("pathways"))
        .outerjoin(Organisation, Organisation.id == ScalingStrategy.lead_id)
        .order_by(ScalingStrategy.position, ScalingStrategy.id)
    )
    return list(db.session.execute(query.limit(MOST)))


def strategy_choices(current: str | None = None) -> list[tuple[str, str]]:
    """(id, name) of those in use, and the one that is chosen."""
    return [(one.id, strategy_name(one)) for one in all_strategies() if one.active or one.id == current]


def routes() -> list[Route]:
    """What can be proposed, in the table's order."""
    return [Route(one.code, one.partnering, one.adapts) for one in all_strategies(active_only=True)]
