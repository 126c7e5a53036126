"""This installation."""

from __future__ import annotations

from flask import g, has_request_context
from sqlalchemy import select

from app.core.prepared import prepared
from app.extensions import db
from app.people.cluster_card import CARD, ClusterCard
from app.people.models import Person


@prepared
def _card() -> object:
    return select(*CARD)


def cluster() -> ClusterCard:
    """This installation, read once per request: every page shows its name."""
    if has_request_context() and "cluster" in g:
        return g.cluster
    row = _card().first()
    card = ClusterCard(*row) if row else ClusterCard()
    if has_request_context():
        g.cluster = card
    return card


def is_set_up() -> bool:
    """Is there an animator? Then the set-up link has done its work."""
    query = select(Person.id).where(Person.role == "animator", Person.state != "removed").limit(1)
    return db.session.execute(query).first() is not None
