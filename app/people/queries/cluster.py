"""This installation."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import g, has_request_context
from sqlalchemy import select

from app.extensions import db
from app.people.models import Cluster, Person


@dataclass(frozen=True)
class ClusterCard:
    """The cluster as pages need it; the plain one before set-up."""

    name: str = "Commonweave"
    about: str = ""
    countries: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=lambda: ["en"])
    timezone: str = "UTC"
    room_pattern: str = ""
    embed_origins: list[str] = field(default_factory=list)
    approve_posts: bool = False
    take_proposals: bool = False


_CLUSTER = select(
    Cluster.name,
    Cluster.about,
    Cluster.countries,
    Cluster.languages,
    Cluster.timezone,
    Cluster.room_pattern,
    Cluster.embed_origins,
    Cluster.approve_posts,
    Cluster.take_proposals,
)


def cluster() -> ClusterCard:
    """This installation, read once per request: every page shows its name."""
    if has_request_context() and "cluster" in g:
        return g.cluster
    row = db.session.execute(_CLUSTER).first()
    card = ClusterCard(*row) if row else ClusterCard()
    if has_request_context():
        g.cluster = card
    return card


def is_set_up() -> bool:
    """Is there an animator? Then the set-up link has done its work."""
    query = select(Person.id).where(Person.role == "animator", Person.state != "removed").limit(1)
    return db.session.execute(query).first() is not None
