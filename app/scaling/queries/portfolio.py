"""All pathways that a reader may see: their stage, what comes next, what is late."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from app.core.paging import PAGE_SIZE, Count, Page, count_upto, keyset
from app.core.rules import Actor
from app.extensions import db
from app.innovations.queries import SocialInnovation
from app.people.queries import Organisation, Person
from app.scaling.models import OPEN_ACTIONS, STAGES, PlanAction, ScalingPathway, ScalingStrategy
from app.scaling.queries.leading import visible
from app.scaling.queries.plan import late, this_month

BATCH = 500
STATES = ("onboarding", "scaling", "completed", "alumni", "on_hold")
"""What a pathway's innovation can stand at (one that was withdrawn is no longer followed)."""
HEADER = ("innovation_id", "innovation", "state", "stage", "strategy", "lead_partner", "next_action", "due_month",
          "late_actions", "opened_at")  # fmt: skip
Way = ScalingPathway


@dataclass(frozen=True)
class Asked:
    """What the portfolio is asked for; all of it combines and lives in the address. `strategy` is an id, or "none";
    `mine` is "1" for what the reader's organisation leads, `late` for what is behind its plan."""

    strategy: str = ""
    stage: str = ""
    state: str = ""
    mine: str = ""
    late: str = ""

    @classmethod
    def asked(cls, args: Mapping[str, str]) -> Asked:
        """From an address; what is no value of ours is not asked."""
        told = {each.name: args.get(each.name, "").strip()[:26] for each in fields(cls)}
        known: dict[str, Any] = {"stage": STAGES, "state": STATES, "mine": ("1",), "late": ("1",)}
        return cls(**{name: said for name, said in told.items() if said in known.get(name, (said,))})

    def args(self, **changes: str) -> dict[str, str]:
        """As it stands in an address, with these changed; what is empty is left out."""
        told = {each.name: getattr(self, each.name) for each in fields(self)} | changes
        return {name: said for name, said in told.items() if said}

    def conditions(self, reader: Actor, month: date) -> Iterator[ColumnElement[bool]]:
        """Each part, on ScalingPathway and its innovation."""
        if self.strategy:
            yield Way.strategy_id.is_(None) if self.strategy == "none" else Way.strategy_id == self.strategy
        if self.stage:
            yield Way.stage == self.stage
        if self.state:
            yield SocialInnovation.state == self.state
        if self.mine:
            yield Way.lead_id == select(Person.organisation_id).where(Person.id == reader.id).scalar_subquery()
        if self.late:
            yield exists().where(PlanAction.pathway_id == Way.id, late(month))


def portfolio(reader: Actor, asked: Asked, after: str | None = None, size: int = PAGE_SIZE) -> Page:
    """One page of pathways, the newest first."""
    return keyset(db.session.execute, _rows(reader, asked), (Way.id,), after, size=size)


def count_portfolio(reader: Actor, asked: Asked) -> Count:
    """How many there are."""
    return count_upto(db.session.execute, _asked(reader, asked, Way.id))


def portfolio_rows(reader: Actor, asked: Asked) -> Iterator[Any]:
    """All that the filters leave, in batches: what the export writes."""
    after: str | None = None
    while True:
        page = portfolio(reader, asked, after, BATCH)
        yield from page
        if page.next is None:
            return
        after = page.next


def export_rows(reader: Actor, asked: Asked) -> Iterator[tuple[Any, ...]]:
    """The same as lines under HEADER; codes as they are kept, a strategy by its own name where it has one."""
    for row in portfolio_rows(reader, asked):
        due = row.due_month.strftime("%Y-%m") if row.due_month else ""
        yield (row.innovation_id, row.name, row.state, row.stage, row.strategy_name or row.code or "", row.lead or "",
               row.next or "", due, row.late, row.created_at)  # fmt: skip


def _asked(reader: Actor, asked: Asked, *columns: Any) -> Select[Any]:
    query = select(*columns).select_from(Way).join(SocialInnovation, SocialInnovation.id == Way.innovation_id)
    query = query.where(SocialInnovation.state != "withdrawn", visible(reader))
    return query.where(*asked.conditions(reader, this_month()))


def _rows(reader: Actor, asked: Asked) -> Select[Any]:
    step = aliased(PlanAction)
    first = select(step.id).where(step.pathway_id == Way.id, step.state.in_(OPEN_ACTIONS))
    first = first.order_by(step.due_month, step.id).limit(1)
    behind = select(func.count(PlanAction.id)).where(PlanAction.pathway_id == Way.id, late(this_month()))
    coming = aliased(PlanAction)
    columns = (
        Way.id, SocialInnovation.id.label("innovation_id"), SocialInnovation.name, SocialInnovation.state, Way.stage,
        ScalingStrategy.code, ScalingStrategy.name.label("strategy_name"), Organisation.name.label("lead"),
        coming.title.label("next"), coming.due_month, behind.correlate(Way).scalar_subquery().label("late"),
        Way.created_at,
    )  # fmt: skip
    query = _asked(reader, asked, *columns)
    query = query.outerjoin(ScalingStrategy, ScalingStrategy.id == Way.strategy_id)
    query = query.outerjoin(Organisation, Organisation.id == Way.lead_id)
    return query.outerjoin(coming, coming.id == first.correlate(Way).scalar_subquery())
