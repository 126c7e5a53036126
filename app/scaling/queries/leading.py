"""Whose pathway it is: who acts for its lead partner, who works on it, who sees it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import or_, select, true
from sqlalchemy.sql.elements import ColumnElement

from app.core.rules import Actor
from app.extensions import db
from app.innovations.queries import SocialInnovation, TeamMember, member_ids
from app.people.queries import Person, not_blocked
from app.scaling.models import ScalingPathway

SEES_ALL = ("animator", "partner", "observer")
"""The roles that see every pathway; observers without the people."""
MAX_LEADING = 100


def pathway_of(innovation_id: str) -> ScalingPathway | None:
    """The innovation's pathway, if one was opened."""
    return db.session.execute(select(ScalingPathway).filter_by(innovation_id=innovation_id)).scalar_one_or_none()


def leads(person_id: str, innovation_id: str) -> bool:
    """Does this person act for the lead partner of the innovation: active, of that organisation, no observer?"""
    mine = (
        select(Person.id)
        .join(ScalingPathway, ScalingPathway.lead_id == Person.organisation_id)
        .where(ScalingPathway.innovation_id == innovation_id, Person.id == person_id, _acts())
    )
    return db.session.execute(mine.limit(1)).first() is not None


def in_team(person_id: str, innovation_id: str) -> bool:
    """Is this person of the innovation's team?"""
    mine = select(TeamMember.person_id).filter_by(innovation_id=innovation_id, person_id=person_id)
    return db.session.execute(mine.limit(1)).first() is not None


def leading_people(innovation_id: str) -> list[str]:
    """Who acts for the innovation's lead partner, at most a hundred."""
    query = (
        select(Person.id)
        .join(ScalingPathway, ScalingPathway.lead_id == Person.organisation_id)
        .where(ScalingPathway.innovation_id == innovation_id, _acts())
        .order_by(Person.id)
    )
    return list(db.session.execute(query.limit(MAX_LEADING)).scalars())


def people_at_work(innovation_id: str) -> list[str]:
    """Its team and who acts for its lead partner: whom its facts are told."""
    return sorted({*member_ids(innovation_id), *leading_people(innovation_id)})


def _acts() -> ColumnElement[bool]:
    return (Person.state == "active") & (Person.role != "observer")


def visible(reader: Actor) -> ColumnElement[bool]:
    """Whether this reader may see the pathway and the results of a SocialInnovation: its team, the people of its lead
    partner, animators, partners and observers. Listed and not asked of each: of one person there are few."""
    if reader.role in SEES_ALL:
        return true()
    team = select(TeamMember.innovation_id).where(TeamMember.person_id == reader.id)
    led = (
        select(ScalingPathway.innovation_id)
        .join(Person, Person.organisation_id == ScalingPathway.lead_id)
        .where(Person.id == reader.id, _acts())
    )
    return or_(SocialInnovation.id.in_(team), SocialInnovation.id.in_(led))


def follows_any(reader: Actor) -> bool:
    """Is there a pathway that this reader sees? Who sees all need not be asked."""
    if reader.role in SEES_ALL:
        return True
    query = select(ScalingPathway.id).join(SocialInnovation, SocialInnovation.id == ScalingPathway.innovation_id)
    return db.session.execute(query.where(visible(reader)).limit(1)).first() is not None


def followed(reader: Actor, innovation_id: str) -> SocialInnovation | None:
    """The innovation, if this reader may see its pathway and results."""
    query = select(SocialInnovation).where(SocialInnovation.id == innovation_id, visible(reader))
    return db.session.execute(query).scalar_one_or_none()


def named_people(reader: Actor, ids: Iterable[str | None]) -> dict[str, str]:
    """The names of these people by id: none for an observer, who needs no personal data, and not of those whom the
    reader is kept apart from, but for animators."""
    wanted = sorted({id_ for id_ in ids if id_})
    if reader.role == "observer" or not wanted:
        return {}
    query = select(Person.id, Person.name).where(Person.id.in_(wanted)).limit(len(wanted))
    if reader.role != "animator":
        query = query.where(not_blocked(reader.id, Person.id))
    return dict(db.session.execute(query).all())
