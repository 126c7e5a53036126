"""What the form of a post offers to choose from."""

from __future__ import annotations

from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from app.core.rules import Actor
from app.extensions import db
from app.innovations.queries import TeamMember
from app.offers.models import Post
from app.people.queries import Person, not_blocked

PEOPLE = 500
REGIONS = 300


def contacts_of(owner_id: str) -> list[tuple[str, str]]:
    """Who may be asked instead of the owner: people of their organisation and of their innovations' teams."""
    owner, mate = aliased(Person), aliased(TeamMember)
    house = select(owner.organisation_id).where(owner.id == owner_id).scalar_subquery()
    teams = select(mate.innovation_id).where(mate.person_id == owner_id)
    team = select(TeamMember.person_id).where(TeamMember.innovation_id.in_(teams))
    near = or_(Person.organisation_id == house, Person.id.in_(team))
    query = _can_post().where(near, Person.id != owner_id, not_blocked(owner_id, Person.id))
    return [(id_, name) for id_, name in db.session.execute(query.limit(PEOPLE))]


def people_to_post_for(animator: Actor) -> list[tuple[str, str]]:
    """Everybody in whose name an animator may post."""
    query = _can_post().where(Person.id != animator.id, not_blocked(animator.id, Person.id))
    return [(id_, name) for id_, name in db.session.execute(query.limit(PEOPLE))]


def somebody(animator: Actor, id: str) -> Person | None:
    """Somebody in whose name this animator may want to post."""
    query = select(Person).where(Person.id == id, Person.state == "active", not_blocked(animator.id, Person.id))
    return db.session.execute(query).scalar_one_or_none()


def owner_of(post: Post) -> Person:
    """Whose post it is."""
    return db.session.get_one(Person, post.owner_id)


def _can_post() -> Any:
    query = select(Person.id, Person.name).where(Person.state == "active", Person.role != "observer")
    return query.order_by(Person.sort_name, Person.id)


def regions_in_use() -> list[str]:
    """The regions that posts on the board name, for suggestions: so that one place has one name."""
    query = select(Post.region).where(Post.state == "published", Post.region != "")
    return list(db.session.execute(query.distinct().order_by(Post.region).limit(REGIONS)).scalars())
