"""Agreed actions: who does what until when."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from app.activity.facts import Ref, person_ref
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Refused, require
from app.extensions import db
from app.mentoring.actions.naming import must_run, record_at
from app.mentoring.events import ActionAgreed, ActionChanged
from app.mentoring.models import AgreedAction, Mentorship
from app.mentoring.queries.work import MOST_OPEN, count_open_actions
from app.mentoring.rules import may_work
from app.people.queries import Person


@action
def agree_action(
    actor: Actor, mentorship: Mentorship, text: str, owner_id: str, due: date | None = None
) -> AgreedAction:
    """Somebody who takes part has said they will do it."""
    require(may_work(actor, mentorship))
    must_run(mentorship)
    if owner_id not in mentorship.people:
        raise Refused(_("Choose somebody who takes part."), "owner_id")
    if count_open_actions(mentorship.id) >= MOST_OPEN:
        raise Refused(_("%(n)d actions are open already. Do or remove some of them first.", n=MOST_OPEN), "text")
    made = AgreedAction(mentorship_id=mentorship.id, text=text.strip(), owner_id=owner_id, due=due, created_at=now())
    db.session.add(made)
    db.session.flush()
    record_at(actor, mentorship, ActionAgreed, quiet=True, owner=_owner(made))
    return made


def _owner(made: AgreedAction) -> Ref:
    return person_ref(db.session.get_one(Person, made.owner_id))


@action
def tick_action(actor: Actor, made: AgreedAction, mentorship: Mentorship, done: bool) -> AgreedAction:
    """Done, or not done after all. Twice is nothing."""
    require(may_work(actor, mentorship))
    must_run(mentorship)
    if (made.done_at is not None) == done:
        return made
    made.done_at = now() if done else None
    db.session.flush()
    part = "done" if done else "undone"
    record_at(actor, mentorship, ActionChanged, quiet=True, owner=_owner(made), part=part)
    return made


@action
def remove_action(actor: Actor, made: AgreedAction, mentorship: Mentorship) -> None:
    """It is not needed any more."""
    require(may_work(actor, mentorship))
    must_run(mentorship)
    owner = _owner(made)
    db.session.delete(made)
    db.session.flush()
    record_at(actor, mentorship, ActionChanged, quiet=True, owner=owner, part="removed")
