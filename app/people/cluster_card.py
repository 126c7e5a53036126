"""What every page needs of the cluster: read along with who is signed in, or by itself for a visitor."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.people.models import Cluster


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


CARD = (
    Cluster.name, Cluster.about, Cluster.countries, Cluster.languages, Cluster.timezone, Cluster.room_pattern,
    Cluster.embed_origins, Cluster.approve_posts, Cluster.take_proposals,
)  # fmt: skip
"""Its columns, in the order of a card."""
