"""What the form of an activity offers to choose from."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import or_, select

from app.core.rules import Actor
from app.extensions import db
from app.innovations.queries import SocialInnovation, of_person
from app.innovations.queries import organisation_choices as organisations
from app.outreach.models import FOR_THE_CLUSTER, MAX_PEOPLE, ActivityPerson
from app.outreach.queries.one import seen_by
from app.people.queries import Organisation, Person, not_blocked

CHOICES = 500


def innovation_choices(writer: Actor, current: str | None = None) -> list[tuple[str, str]]:
    """Those of the writer's teams; all of them for who logs for the cluster; and the one that is chosen."""
    if writer.role not in FOR_THE_CLUSTER:
        own = of_person(writer.id)
        return own if current is None or current in dict(own) else [*own, *_named(SocialInnovation, current)]
    stays = or_(SocialInnovation.state != "withdrawn", SocialInnovation.id == current)
    query = select(SocialInnovation.id, SocialInnovation.name).where(stays)
    return [(id_, name) for id_, name in db.session.execute(query.order_by(SocialInnovation.sort_name).limit(CHOICES))]


def organisation_choices(writer: Actor, current: str | None = None) -> list[tuple[str, str]]:
    """The writer's own; all of them for who logs for the cluster; and the one that is chosen."""
    if writer.role in FOR_THE_CLUSTER:
        return organisations(current)
    own = select(Person.organisation_id).where(Person.id == writer.id).scalar_subquery()
    query = select(Organisation.id, Organisation.name).where(or_(Organisation.id == own, Organisation.id == current))
    return [(id_, name) for id_, name in db.session.execute(query.limit(2))]


def _named(model: type[SocialInnovation], id_: str) -> list[tuple[str, str]]:
    query = select(model.id, model.name).where(model.id == id_)
    return [(found, name) for found, name in db.session.execute(query)]


def people_among(writer: Actor, ids: Iterable[str], activity_id: str | None = None) -> list[tuple[str, str]]:
    """Those of these people whom the writer may say to have taken part, as (id, name) by name: who is here and whom
    they are not kept apart from, and who is named already."""
    named = select(ActivityPerson.person_id).where(ActivityPerson.activity_id == activity_id)
    here = (Person.state == "active") & (Person.role != "observer") & not_blocked(writer.id, Person.id)
    query = select(Person.id, Person.name).where(Person.id.in_(list(ids)[:MAX_PEOPLE]))
    query = query.where(or_(here, Person.id.in_(named) & seen_by(writer))).order_by(Person.sort_name, Person.id)
    return [(id_, name) for id_, name in db.session.execute(query)]
