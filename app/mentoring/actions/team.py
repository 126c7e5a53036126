"""Who of the mentee's team takes part."""

from __future__ import annotations

from flask_babel import gettext as _

from app.activity.facts import Ref, person_ref
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.mentoring.actions.naming import must_run, record_at
from app.mentoring.events import MemberAdded, MemberRemoved
from app.mentoring.models import Mentorship, MentorshipMember
from app.mentoring.queries.relations import pair_of_mentorship
from app.mentoring.queries.work import MOST_MEMBERS, could_join
from app.mentoring.rules import may_add_member, may_remove_member
from app.messages.actions import keep_in_step
from app.people.queries import Person


@action
def add_member(actor: Actor, mentorship: Mentorship, person_id: str) -> Mentorship:
    """Bring somebody of the innovation's team along; five people on the mentee's side at most."""
    require(may_add_member(actor, mentorship))
    if person_id in mentorship.team:
        return mentorship
    must_run(mentorship)
    if person_id not in {who.id for who in could_join(mentorship, pair_of_mentorship(mentorship.id))}:
        raise Refused(_("Choose somebody of the innovation's team."), "person_id")
    if len(mentorship.team) >= MOST_MEMBERS:
        raise Conflict(_("You are five already: that is the most. Take somebody out first."))
    db.session.add(MentorshipMember(mentorship_id=mentorship.id, person_id=person_id, joined_at=now()))
    db.session.flush()
    db.session.refresh(mentorship)
    keep_in_step(actor, "mentorship", mentorship.id, mentorship.people)
    record_at(actor, mentorship, MemberAdded, person=_named(person_id))
    return mentorship


@action
def remove_member(actor: Actor, mentorship: Mentorship, person_id: str) -> Mentorship:
    """They see it no longer. What they shared stays. Twice is nothing."""
    require(may_remove_member(actor, mentorship, person_id))
    if person_id not in mentorship.team:
        return mentorship
    db.session.delete(db.session.get_one(MentorshipMember, (mentorship.id, person_id)))
    db.session.flush()
    db.session.refresh(mentorship)
    keep_in_step(actor, "mentorship", mentorship.id, mentorship.people)
    record_at(actor, mentorship, MemberRemoved, person=_named(person_id))
    return mentorship


def _named(person_id: str) -> Ref:
    return person_ref(db.session.get_one(Person, person_id))
