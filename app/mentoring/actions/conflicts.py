"""Declare a conflict of interest, and take the declaration back (M4). Nothing that runs already ends by it."""

from __future__ import annotations

from flask_babel import gettext as _

from app.activity.facts import Ref, person_ref
from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Refused, require
from app.extensions import db
from app.mentoring.events import ConflictDeclared, ConflictRemoved
from app.mentoring.models import ConflictOfInterest
from app.mentoring.queries.conflicts import name_of_thing, same_tie, tie_of
from app.mentoring.rules import may_declare_conflict, may_remove_conflict
from app.people.queries import Person, active_animators


@action
def declare_conflict(
    actor: Actor, mentor_id: str, thing: str, thing_id: str, kind: str, note: str = ""
) -> ConflictOfInterest:
    """The mentor is tied to a person, an innovation or an organisation (`thing`). The same again is nothing."""
    require(may_declare_conflict(actor, mentor_id, thing, thing_id))
    name = name_of_thing(actor, thing, thing_id)
    if name is None or thing_id == mentor_id:
        raise Refused(_("Choose whom or what the mentor is tied to."), "name")
    if known := same_tie(mentor_id, actor.id, thing, thing_id):
        return known
    tie = ConflictOfInterest(
        mentor_id=mentor_id, kind=kind, note=note.strip(), declared_by=actor.id, created_at=now(),
        **{f"{thing}_id": thing_id},
    )  # fmt: skip
    db.session.add(tie)
    db.session.flush()
    mentor = person_ref(db.session.get_one(Person, mentor_id))
    told = ConflictDeclared(Ref("conflict", tie.id, ""), mentor, Ref(thing, thing_id, name), person_ref(actor), kind)
    record(None, told, tell=[id_ for id_ in active_animators() if id_ != actor.id])
    return tie


@action
def remove_conflict(actor: Actor, tie: ConflictOfInterest) -> None:
    """Who declared it takes it back."""
    found = tie_of(actor, tie.id)
    require(may_remove_conflict(actor, found[1] if found else tie))
    if found is None:
        return
    line = found[1]
    about, mentor = Ref("conflict", line.id, ""), Ref("person", line.mentor_id, line.mentor)
    db.session.delete(tie)
    db.session.flush()
    record(None, ConflictRemoved(about, mentor, Ref(line.thing, line.thing_id, line.name), person_ref(actor)))
