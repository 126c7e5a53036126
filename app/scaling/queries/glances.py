"""What scaling tells Today: one's own actions that are late or due this month, and what one decides on."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select, union_all

from app.core.glances import Waiting
from app.core.prepared import prepared
from app.core.rules import Actor
from app.innovations.queries import SocialInnovation
from app.people.queries import Person
from app.scaling.models import OPEN_ACTIONS, WORKED_ON, PlanAction, ScalingPathway
from app.scaling.queries.plan import this_month

MOST = 10


def waiting_for(reader: Actor) -> list[Waiting]:
    """Their actions whose month is over or is this one, the oldest first; and what is late on a pathway that their
    organisation leads and nobody does."""
    month = this_month()
    return [_waiting(row, row.due_month < month) for row in _mine(reader.id, month)]


def _waiting(row: Any, is_late: bool) -> Waiting:
    if not row.owner_id:
        text = _("“%(title)s” is late, and nobody does it", title=row.title)
    elif is_late:
        text = _("“%(title)s” is late", title=row.title)
    else:
        text = _("“%(title)s” is due this month", title=row.title)
    since = datetime(row.due_month.year, row.due_month.month, 1, tzinfo=UTC)
    url = url_for("scaling.plan", id=row.innovation_id, _anchor=f"action-{row.id}")
    return Waiting("scaling", _("Innovation"), text, url, _("See the plan"), since, row.name)


@prepared
def _mine(person_id: Any, month: Any) -> Any:
    it, way = PlanAction, ScalingPathway
    house = select(Person.organisation_id).where(Person.id == person_id, Person.role != "observer").scalar_subquery()
    owned = select(it.id).where(it.owner_id == person_id)
    led = select(it.id).join(way, way.id == it.pathway_id).where(way.lead_id == house, it.owner_id.is_(None))
    each = union_all(owned, led.where(it.due_month < month))  # each way by its own index
    return (
        select(it.id, it.title, it.due_month, it.owner_id, way.innovation_id, SocialInnovation.name)
        .join(way, way.id == it.pathway_id)
        .join(SocialInnovation, SocialInnovation.id == way.innovation_id)
        .where(it.state.in_(OPEN_ACTIONS), it.due_month <= month, it.id.in_(each))
        .where(SocialInnovation.state.in_(WORKED_ON))
        .order_by(it.due_month, it.id)
        .limit(MOST)
    )
