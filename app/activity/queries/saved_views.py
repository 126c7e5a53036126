"""Reads of the views of the log that somebody keeps: one's own, nobody else's."""

from __future__ import annotations

from sqlalchemy import select

from app.activity.models import SavedView
from app.core.rules import Actor
from app.extensions import db

MOST_VIEWS = 20


def own_views(reader: Actor) -> list[SavedView]:
    """All of them, by their age."""
    query = select(SavedView).where(SavedView.person_id == reader.id).order_by(SavedView.id)
    return list(db.session.execute(query.limit(MOST_VIEWS)).scalars())


def own_view(reader: Actor, id: str) -> SavedView | None:
    """One of them."""
    return db.session.execute(select(SavedView).filter_by(id=id, person_id=reader.id)).scalar_one_or_none()
