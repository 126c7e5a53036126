"""One pathway: what its pages show of the decision and the checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.core.rules import Actor
from app.extensions import db
from app.people.queries import Organisation, Person
from app.scaling.checks import CHECKS
from app.scaling.models import STAGES, ScalingPathway, ScalingStrategy, StageCheck
from app.scaling.queries.leading import named_people


@dataclass(frozen=True)
class Check:
    """An exit check as the page shows it; `met_at` None: not ticked off."""

    code: str
    met_at: datetime | None = None
    by: str = ""
    note: str = ""


@dataclass(frozen=True)
class Overview:
    """What a pathway rests on. `checks` by stage; `by` is empty for who needs no names."""

    strategy: ScalingStrategy | None = None
    proposed: ScalingStrategy | None = None
    lead: Any = None
    decided_by: str = ""
    checks: Mapping[str, list[Check]] = field(default_factory=dict)

    def open_in(self, stage: str) -> int:
        """How many checks of this stage are not met yet."""
        return sum(check.met_at is None for check in self.checks.get(stage, ()))


def checks_met(pathway_id: str) -> list[str]:
    """The codes of the checks that are ticked off."""
    query = select(StageCheck.code).filter_by(pathway_id=pathway_id).limit(100)
    return list(db.session.execute(query).scalars())


def overview(reader: Actor, way: ScalingPathway) -> Overview:
    """All that its first page shows beside its own row."""
    wanted = (ScalingStrategy.id == way.strategy_id) | (ScalingStrategy.code == way.proposed)
    strategies = list(db.session.execute(select(ScalingStrategy).where(wanted).limit(2)).scalars())
    lead = select(Organisation.id, Organisation.name).where(Organisation.id == way.lead_id)
    query = select(StageCheck.code, StageCheck.met_at, StageCheck.met_by, StageCheck.note)
    met = {row.code: row for row in db.session.execute(query.filter_by(pathway_id=way.id).limit(100))}
    names = named_people(reader, [way.decided_by, *(row.met_by for row in met.values())])
    return Overview(
        strategy=next((one for one in strategies if one.id == way.strategy_id), None),
        proposed=next((one for one in strategies if one.code == way.proposed), None),
        lead=db.session.execute(lead).first() if way.lead_id else None,
        decided_by=names.get(way.decided_by or "", ""),
        checks={stage: list(_checks(stage, met, names)) for stage in STAGES},
    )


def _checks(stage: str, met: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[Check]:
    for code in CHECKS[stage]:
        row = met.get(code)
        yield Check(code, row.met_at, names.get(row.met_by or "", ""), row.note) if row else Check(code)


def owner_choices(people: list[str], current: str | None = None, also: str | None = None) -> list[tuple[str, str]]:
    """(id, name) of who can do something on a pathway: those who work on it, who does it now, and who asks."""
    wanted = sorted({*people, *(id_ for id_ in (current, also) if id_)})
    query = select(Person.id, Person.name).where(Person.id.in_(wanted)).order_by(Person.sort_name, Person.id)
    return [(id_, name) for id_, name in db.session.execute(query.limit(300))]
