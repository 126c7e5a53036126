"""Who works on it."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from app.activity.facts import person_ref
from app.activity.record import record
from app.core.action import action
from app.core.rules import Actor, Refused, require
from app.extensions import db
from app.innovations.actions.changes import innovation_ref
from app.innovations.events import TeamJoined, TeamLeft
from app.innovations.models import SocialInnovation, TeamMember
from app.innovations.queries import member_ids
from app.innovations.rules import may_add_member, may_remove_member
from app.messages.actions import keep_in_step
from app.people.queries import Person

MAX_TEAM = 50


@action
def add_member(actor: Actor, innovation: SocialInnovation, person_id: str, title: str = "") -> SocialInnovation:
    """Add a person; they are told and can leave again. Adding somebody who is there changes nothing."""
    require(may_add_member(actor, innovation))
    person = _active(person_id)
    here = member_ids(innovation.id)
    if person.id in here:
        return innovation
    if len(here) >= MAX_TEAM:
        raise Refused(_("A team has at most %(number)d people here.", number=MAX_TEAM), field="who")
    db.session.add(TeamMember(innovation_id=innovation.id, person_id=person.id, title=title))
    db.session.flush()
    keep_in_step(actor, "team", innovation.id, member_ids(innovation.id))
    record(actor, TeamJoined(innovation_ref(innovation), person_ref(person)))
    return innovation


@action
def remove_member(actor: Actor, innovation: SocialInnovation, person_id: str) -> SocialInnovation:
    """Take a person off the team, or leave it. Who is not there cannot leave: nothing happens."""
    require(may_remove_member(actor, innovation, person_id))
    member = db.session.get(TeamMember, (innovation.id, person_id))
    if member is None:
        return innovation
    person = db.session.get(Person, person_id)
    db.session.delete(member)
    db.session.flush()
    keep_in_step(actor, "team", innovation.id, member_ids(innovation.id))
    if person is not None:
        left = TeamLeft(innovation_ref(innovation), person_ref(person), removed=actor.id != person_id)
        record(actor, left)
    return innovation


def _active(person_id: str) -> Any:
    person = db.session.get(Person, person_id)
    if person is None or person.state != "active" or person.role == "observer":
        raise Refused(_("Nobody of that name or address is a member here."), field="who")
    return person
