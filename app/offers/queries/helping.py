"""Which claims help an innovation: for its support plan."""

from __future__ import annotations

from sqlalchemy import select

from app.core.rules import Actor
from app.extensions import db
from app.offers.models import Claim, Post
from app.offers.queries.claims import visible
from app.offers.queries.deliveries import INNOVATION

COMES = ("requested", "accepted", "delivered", "confirmed")


def claims_for(reader: Actor, innovation_id: str, limit: int = 50) -> list[tuple[str, str]]:
    """(id, the post's title) of what is asked, agreed or given for an innovation and this reader may see, the newest
    first."""
    query = (
        select(Claim.id, Post.title)
        .join(Post, Post.id == Claim.post_id)
        .where(INNOVATION.in_([innovation_id]), Claim.state.in_(COMES), visible(reader))
        .order_by(Claim.id.desc())
    )
    return [(id_, title) for id_, title in db.session.execute(query.limit(limit))]
