"""Which mentorships help an innovation: for its support plan."""

from __future__ import annotations

from sqlalchemy import select

from app.core.rules import Actor
from app.extensions import db
from app.mentoring.models import Mentorship
from app.mentoring.queries.pairs import MentorPerson
from app.mentoring.queries.relations import takes_part


def mentorships_for(reader: Actor, innovation_id: str, limit: int = 50) -> list[tuple[str, str]]:
    """(id, the mentor's name) of an innovation's mentorships that this reader may see, the newest first."""
    query = (
        select(Mentorship.id, MentorPerson.name)
        .join(MentorPerson, MentorPerson.id == Mentorship.mentor_id)
        .where(Mentorship.innovation_id == innovation_id)
        .order_by(Mentorship.id.desc())
    )
    if reader.role != "animator":
        query = query.where(takes_part(reader.id))
    return [(id_, name) for id_, name in db.session.execute(query.limit(limit))]
