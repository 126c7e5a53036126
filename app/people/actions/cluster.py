"""The cluster's own name, words, places, languages and clock."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.activity.facts import Ref
from app.activity.record import record
from app.core.action import action
from app.core.rules import Actor, require
from app.extensions import db
from app.people import rules
from app.people.events import ClusterChanged, PrivacyTold
from app.people.models import Cluster


@dataclass(frozen=True)
class Settings:
    """The cluster as filled in."""

    name: str
    timezone: str
    about: str = ""
    countries: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    room_pattern: str = ""
    embed_origins: list[str] = field(default_factory=list)
    approve_posts: bool = False
    take_proposals: bool = False


@action
def tell_privacy(actor: Actor, told: dict[str, str]) -> Cluster:
    """What the privacy notice says of who is responsible."""
    require(rules.may_change_cluster(actor))
    cluster = db.session.get_one(Cluster, 1, populate_existing=True)
    if cluster.privacy != told:
        cluster.privacy = told
        record(actor, PrivacyTold(Ref("cluster", "1", cluster.name)))
    return cluster


@action
def change_cluster(actor: Actor, settings: Settings) -> Cluster:
    """Take over what was filled in. Booked sessions stay: they are moments; the board's days follow the new clock."""
    require(rules.may_change_cluster(actor))
    cluster = db.session.get_one(Cluster, 1, populate_existing=True)
    changed = {name: value for name, value in vars(settings).items() if getattr(cluster, name) != value}
    if changed:
        was = cluster.name if "name" in changed else ""
        for name, value in changed.items():
            setattr(cluster, name, value)
        record(actor, ClusterChanged(Ref("cluster", "1", cluster.name), was))
    return cluster
