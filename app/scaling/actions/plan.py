"""The plan: actions with an owner and months, moved, changed, done, dropped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.activity.facts import Ref
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.innovations.queries import SocialInnovation
from app.scaling.actions.telling import innovation_ref, note, owner_ref, way_of
from app.scaling.events import ActionChanged, ActionMoved, ActionPlanned, ActionShifted
from app.scaling.models import ACTION_STATES, MAX_ACTIONS, PlanAction
from app.scaling.months import EARLIEST, LATEST, LONGEST, index_of, shifted
from app.scaling.queries import owner_choices, people_at_work
from app.scaling.rules import may_work_on_pathway

OWN = ("title", "note", "stage", "owner_id", "from_month", "due_month")


@action
def plan_action(actor: Actor, innovation: SocialInnovation, told: Mapping[str, Any]) -> PlanAction:
    """Plan something more. `told` has the fields of OWN."""
    require(may_work_on_pathway(actor, innovation))
    way = way_of(innovation)
    count = select(func.count(PlanAction.id)).filter_by(pathway_id=way.id)
    if db.session.execute(count).scalar_one() >= MAX_ACTIONS:
        raise Refused(_("A plan holds at most %(most)d actions.", most=MAX_ACTIONS), "title")
    _refuse_unsound(actor, innovation, told)
    made = PlanAction(pathway_id=way.id, **{name: told[name] for name in OWN})
    db.session.add(made)
    db.session.flush()
    ref, owner = Ref("plan_action", made.id, made.title), owner_ref(actor, made.owner_id)
    note(actor, innovation, ActionPlanned(innovation_ref(innovation), ref, owner))
    return made


@action
def change_action(actor: Actor, innovation: SocialInnovation, one: PlanAction, told: Mapping[str, Any]) -> PlanAction:
    """Change what it is, who does it, or when. Nothing different: nothing happens."""
    require(may_work_on_pathway(actor, innovation))
    _refuse_unsound(actor, innovation, told, one.owner_id)
    changed = [name for name in OWN if getattr(one, name) != told[name]]
    for name in changed:
        setattr(one, name, told[name])
    if changed:
        ref, owner = Ref("plan_action", one.id, one.title), owner_ref(actor, one.owner_id)
        note(actor, innovation, ActionChanged(innovation_ref(innovation), ref, owner))
    return one


@action
def move_action(actor: Actor, innovation: SocialInnovation, one: PlanAction, state: str) -> PlanAction:
    """To another state of ACTION_STATES."""
    require(may_work_on_pathway(actor, innovation))
    if state not in ACTION_STATES:
        raise Refused(_("Choose one from the list."), "state")
    if one.state != state:
        one.state, one.done_at = state, now() if state == "done" else None
        ref = Ref("plan_action", one.id, one.title)
        note(actor, innovation, ActionMoved(innovation_ref(innovation), ref, state=state))
    return one


@action
def shift_action(actor: Actor, innovation: SocialInnovation, one: PlanAction, months: int) -> PlanAction:
    """To other months: as long as before, so many months later (earlier, when less than nothing)."""
    require(may_work_on_pathway(actor, innovation))
    if not months:
        return one
    begins, ends = shifted(one.from_month, months), shifted(one.due_month, months)
    if begins < EARLIEST or ends > LATEST:
        raise Conflict(_("Plans reach from %(first)d to %(last)d.", first=EARLIEST.year, last=LATEST.year))
    one.from_month, one.due_month = begins, ends
    ref = Ref("plan_action", one.id, one.title)
    note(actor, innovation, ActionShifted(innovation_ref(innovation), ref, months=months))
    return one


def _refuse_unsound(
    actor: Actor, innovation: SocialInnovation, told: Mapping[str, Any], current: str | None = None
) -> None:
    begins, ends = told["from_month"], told["due_month"]
    if begins > ends:
        raise Refused(_("It ends before it begins."), "due_month")
    if index_of(ends) - index_of(begins) >= LONGEST:
        raise Refused(_("That is longer than %(years)d years: make it several actions.", years=LONGEST // 12),
                      "due_month")  # fmt: skip
    refuse_stranger(actor, innovation, told["owner_id"], current)


def refuse_stranger(actor: Actor, innovation: SocialInnovation, owner_id: str | None, current: str | None) -> None:
    """Only who works on the pathway, or asks, can be the owner of something on it; who is already, stays."""
    if owner_id and owner_id not in dict(owner_choices(people_at_work(innovation.id), current, actor.id)):
        raise Refused(_("Choose somebody who works on this pathway."), "owner_id")
