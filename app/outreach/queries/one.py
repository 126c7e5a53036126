"""One activity, and who may see it."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import and_, exists, or_, select, true
from sqlalchemy.sql.elements import ColumnElement

from app.activity.models import ANIMATORS, MEMBERS, NETWORK, PUBLIC, Event
from app.core.glances import Hit
from app.core.rules import Actor
from app.core.search import matching
from app.extensions import db
from app.innovations.queries import SocialInnovation, visible_to
from app.outreach.models import MAX_PEOPLE, ActivityPerson, DisseminationActivity
from app.outreach.words import type_name
from app.people.queries import Organisation, Person, not_blocked

SHOWN = ("logged", "withdrawn")


def visible(reader: Actor | None) -> ColumnElement[bool]:
    """Whether this reader (None: a visitor) may see a DisseminationActivity: the same as its entries in the log. A
    draft is its writer's alone. What names somebody they are kept apart from is not shown to them (M3)."""
    it = DisseminationActivity
    shown = it.state.in_(SHOWN)
    if reader is None:
        return and_(shown, it.visibility >= PUBLIC)
    if reader.role == "observer":
        return and_(shown, it.visibility >= NETWORK)
    seen = or_(it.visibility >= (ANIMATORS if reader.role == "animator" else MEMBERS), took_part(reader.id))
    if reader.role != "animator":
        theirs = ActivityPerson.activity_id == it.id
        apart = exists().where(theirs, ~not_blocked(reader.id, ActivityPerson.person_id))
        seen = and_(seen, ~apart, not_blocked(reader.id, it.author_id))
    return or_(it.author_id == reader.id, and_(shown, seen))


def took_part(person_id: str) -> ColumnElement[bool]:
    """Whether this person took part in a DisseminationActivity."""
    return exists().where(ActivityPerson.activity_id == DisseminationActivity.id, ActivityPerson.person_id == person_id)


def find_activity(reader: Actor | None, id: str) -> DisseminationActivity | None:
    """An activity that this reader may see."""
    query = select(DisseminationActivity).where(DisseminationActivity.id == id, visible(reader))
    return db.session.execute(query).scalar_one_or_none()


def seen_by(reader: Actor) -> ColumnElement[bool]:
    """Whether the reader sees a Person who took part."""
    return true() if reader.role == "animator" else not_blocked(reader.id, Person.id)


def hidden_people(reader: Actor, activity_id: str | None) -> list[str]:
    """Who took part and is kept apart from the reader: they stay when the reader changes who did."""
    query = select(Person.id).join(ActivityPerson, ActivityPerson.person_id == Person.id)
    query = query.where(ActivityPerson.activity_id == activity_id, ~seen_by(reader))
    return list(db.session.execute(query.limit(MAX_PEOPLE)).scalars())


def people_of(reader: Actor, activity_id: str) -> list[Any]:
    """Who took part: (id, name, photo, headline, state), by name; but for whom the reader is kept apart from (M3)."""
    query = select(Person.id, Person.name, Person.photo, Person.headline, Person.state)
    query = query.join(ActivityPerson, ActivityPerson.person_id == Person.id)
    query = query.where(ActivityPerson.activity_id == activity_id, seen_by(reader))
    query = query.order_by(Person.sort_name, Person.id)
    return list(db.session.execute(query.limit(MAX_PEOPLE)))


def about(reader: Actor | None, activity: DisseminationActivity) -> dict[str, Any]:
    """What it belongs to, as far as the reader may see that, and who logged it: one statement."""
    author = select(Person.name).where(Person.id == activity.author_id).scalar_subquery()
    house = select(Organisation.name).where(Organisation.id == activity.organisation_id).scalar_subquery()
    named = select(SocialInnovation.name).where(SocialInnovation.id == activity.innovation_id, visible_to(reader))
    row = db.session.execute(select(author, house, named.scalar_subquery())).one()
    return {"author": row[0], "organisation": row[1], "innovation": row[2]}


def last_entry(activity_id: str) -> Any | None:
    """The newest entry of the log about it, as (id, ref): what a correction refers to."""
    mine = (Event.object_kind == "activity") & (Event.object_id == activity_id)
    query = select(Event.id, Event.ref).where(mine, Event.verb.startswith("outreach."))
    return db.session.execute(query.order_by(Event.at.desc(), Event.id.desc()).limit(1)).first()


def found(reader: Actor | None, query: str, limit: int = 5) -> list[Hit]:
    """For the search: activities that say what was searched for, newest first."""
    hits = matching("activity", query)
    if hits is None:
        return []
    it = DisseminationActivity
    asked = select(it.id, it.title, it.type, it.type_words).where(it.id.in_(hits), it.state == "logged")
    rows = db.session.execute(asked.where(visible(reader)).order_by(it.id.desc()).limit(limit))
    return [
        Hit(_("Activity elsewhere"), row.title, url_for("outreach.activity", id=row.id),
            type_name(row.type, row.type_words))
        for row in rows
    ]  # fmt: skip
