"""Which activities elsewhere were for an innovation: for its support plan."""

from __future__ import annotations

from sqlalchemy import select

from app.core.rules import Actor
from app.extensions import db
from app.outreach.models import DisseminationActivity
from app.outreach.queries.one import visible


def activities_for(reader: Actor, innovation_id: str, limit: int = 50) -> list[tuple[str, str]]:
    """(id, title) of an innovation's activities that this reader may see, the newest first."""
    it = DisseminationActivity
    query = select(it.id, it.title).where(it.innovation_id == innovation_id, it.state == "logged", visible(reader))
    return [(id_, title) for id_, title in db.session.execute(query.order_by(it.id.desc()).limit(limit))]
