"""The plan of a pathway, and what stands beside it: risks, the journal, places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.sql.elements import ColumnElement

from app.core.clock import now
from app.core.paging import Page, keyset
from app.extensions import db
from app.people.queries import cluster
from app.scaling.models import (
    MAX_ACTIONS,
    MAX_PLACES,
    MAX_RISKS,
    OPEN_ACTIONS,
    JournalNote,
    PathwayRisk,
    PlanAction,
    ScalingStrategy,
    TargetPlace,
)
from app.scaling.months import first_of
from app.scaling.queries.leading import pathway_of
from app.scaling.words import strategy_name


def this_month() -> date:
    """The first day of the month it is now, in the cluster's zone."""
    return first_of(now().astimezone(ZoneInfo(cluster().timezone)).date())


def is_late(one: PlanAction, month: date) -> bool:
    """Is its due month over, and it is neither done nor dropped?"""
    return one.state in OPEN_ACTIONS and one.due_month < month


def late(month: Any) -> ColumnElement[bool]:
    """The same of a PlanAction in a statement."""
    return PlanAction.state.in_(OPEN_ACTIONS) & (PlanAction.due_month < month)


def plan_of(pathway_id: str) -> Sequence[PlanAction]:
    """Its actions by their months."""
    query = select(PlanAction).filter_by(pathway_id=pathway_id)
    query = query.order_by(PlanAction.from_month, PlanAction.due_month, PlanAction.id)
    return db.session.execute(query.limit(MAX_ACTIONS)).scalars().all()


def risks_of(pathway_id: str) -> list[PathwayRisk]:
    """Its risks, the heaviest open ones first."""
    query = select(PathwayRisk).filter_by(pathway_id=pathway_id).order_by(PathwayRisk.id).limit(MAX_RISKS)
    found = db.session.execute(query).scalars().all()
    return sorted(found, key=lambda risk: (risk.state == "closed", -risk.likelihood * risk.impact))


def places_of(pathway_id: str) -> Sequence[TargetPlace]:
    """Where it is brought to, in the order in which it was said."""
    query = select(TargetPlace).filter_by(pathway_id=pathway_id).order_by(TargetPlace.id)
    return db.session.execute(query.limit(MAX_PLACES)).scalars().all()


def journal_page(pathway_id: str, after: str | None = None) -> Page:
    """Entries of the journal, the newest day first: (happened_on, id, text, author_id, changed_at)."""
    it = JournalNote
    query: Any = select(it.happened_on, it.id, it.text, it.author_id, it.changed_at).where(it.pathway_id == pathway_id)
    return keyset(db.session.execute, query, (it.happened_on, it.id), after)


def plan_action(pathway_id: str, id_: str) -> PlanAction | None:
    """An action of this pathway."""
    return _one(PlanAction, pathway_id, id_)


def risk(pathway_id: str, id_: str) -> PathwayRisk | None:
    """A risk of this pathway."""
    return _one(PathwayRisk, pathway_id, id_)


def place(pathway_id: str, id_: str) -> TargetPlace | None:
    """A place of this pathway."""
    return _one(TargetPlace, pathway_id, id_)


def journal_note(pathway_id: str, id_: str) -> JournalNote | None:
    """An entry of this pathway's journal."""
    return _one(JournalNote, pathway_id, id_)


def _one(table: Any, pathway_id: str, id_: str) -> Any:
    return db.session.execute(select(table).filter_by(pathway_id=pathway_id, id=id_)).scalar_one_or_none()


@dataclass(frozen=True)
class Reached:
    """What came of a pathway so far: its strategy's name, the places reached, the titles of what was done."""

    strategy: str = ""
    places: tuple[TargetPlace, ...] = ()
    done: tuple[str, ...] = ()


def reached(innovation_id: str) -> Reached:
    """What came of the innovation's pathway; nothing, when it has none."""
    way = pathway_of(innovation_id)
    if way is None:
        return Reached()
    chosen = db.session.get(ScalingStrategy, way.strategy_id) if way.strategy_id else None
    return Reached(
        strategy_name(chosen) if chosen else "",
        tuple(one for one in places_of(way.id) if one.state == "reached"),
        tuple(one.title for one in plan_of(way.id) if one.state == "done"),
    )
