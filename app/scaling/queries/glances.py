"""What scaling tells Today: one's own actions that are late or due this month, and what one decides on."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from app.core.glances import Waiting
from app.core.prepared import prepared
from app.core.rules import Actor
from app.innovations.queries import SocialInnovation
from app.scaling.models import OPEN_ACTIONS, PlanAction, ScalingPathway
from app.scaling.queries.plan import this_month

MOST = 10
UNDER_WAY = ("onboarding", "scaling", "completed")


def waiting_for(reader: Actor) -> list[Waiting]:
    """Their actions whose month is over or is this one, the oldest first."""
    month = this_month()
    return [_waiting(row, row.due_month < month) for row in _mine(reader.id, month)]


def _waiting(row: Any, is_late: bool) -> Waiting:
    text = _("“%(title)s” is late", title=row.title) if is_late else _("“%(title)s” is due this month", title=row.title)
    since = datetime(row.due_month.year, row.due_month.month, 1, tzinfo=UTC)
    url = url_for("scaling.plan", id=row.innovation_id, _anchor=f"action-{row.id}")
    return Waiting("scaling", _("Innovation"), text, url, _("See the plan"), since, row.name)


@prepared
def _mine(person_id: Any, month: Any) -> Any:
    return (
        select(
            PlanAction.id, PlanAction.title, PlanAction.due_month, ScalingPathway.innovation_id, SocialInnovation.name
        )
        .join(ScalingPathway, ScalingPathway.id == PlanAction.pathway_id)
        .join(SocialInnovation, SocialInnovation.id == ScalingPathway.innovation_id)
        .where(PlanAction.owner_id == person_id, PlanAction.state.in_(OPEN_ACTIONS), PlanAction.due_month <= month)
        .where(SocialInnovation.state.in_(UNDER_WAY))
        .order_by(PlanAction.due_month, PlanAction.id)
        .limit(MOST)
    )
