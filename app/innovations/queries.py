"""Reads of innovations. Other slices may join what is published here."""

from __future__ import annotations

from sqlalchemy import select

from app.extensions import db
from app.innovations.models import SocialInnovation, TeamMember

__all__ = ["SocialInnovation", "TeamMember", "of_person"]


def of_person(person_id: str) -> list[tuple[str, str]]:
    """The innovations in whose team this person is, as (id, name)."""
    query = (
        select(SocialInnovation.id, SocialInnovation.name)
        .join(TeamMember, TeamMember.innovation_id == SocialInnovation.id)
        .where(TeamMember.person_id == person_id)
        .order_by(SocialInnovation.name)
        .limit(50)
    )
    return [(row.id, row.name) for row in db.session.execute(query)]
