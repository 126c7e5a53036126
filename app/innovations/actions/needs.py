"""What it needs help with."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.activity.record import record
from app.core.action import action
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.innovations.actions.changes import innovation_ref
from app.innovations.events import NeedAdded, NeedChanged, NeedMet, NeedRemoved, NeedReopened
from app.innovations.models import SocialInnovation, SupportNeed
from app.innovations.queries import parts_given
from app.innovations.rules import may_add_need, may_edit_need, may_meet_need, may_remove_need, may_reopen_need

MAX_NEEDS = 30


@action
def add_need(actor: Actor, innovation: SocialInnovation, topic: str, note: str = "", priority: int = 2) -> SupportNeed:
    """Say one more topic in which it wants help. Each topic is open at most once."""
    require(may_add_need(actor, innovation))
    _refuse_double(innovation.id, topic)
    here = select(func.count(SupportNeed.id)).filter_by(innovation_id=innovation.id)
    if db.session.execute(here).scalar_one() >= MAX_NEEDS:
        raise Refused(_("That is a lot: at most %(number)d needs. Take one away first.", number=MAX_NEEDS), "topic")
    need = SupportNeed(innovation_id=innovation.id, topic=topic, note=note, priority=priority)
    db.session.add(need)
    db.session.flush()
    record(actor, NeedAdded(innovation_ref(innovation), topic=topic, public=_public(innovation)))
    return need


@action
def edit_need(actor: Actor, need: SupportNeed, topic: str, note: str, priority: int) -> SupportNeed:
    """Change a need. Nothing different: nothing happens."""
    require(may_edit_need(actor, need))
    if (need.topic, need.note, need.priority) == (topic, note, priority):
        return need
    if topic != need.topic:
        _refuse_double(need.innovation_id, topic)
    need.topic, need.note, need.priority = topic, note, priority
    innovation = _innovation(need)
    record(actor, NeedChanged(innovation_ref(innovation), topic=topic, public=_public(innovation)))
    return need


@action
def meet_need(actor: Actor, need: SupportNeed) -> SupportNeed:
    """The help was found."""
    require(may_meet_need(actor, need))
    if need.state == "open":
        need.state = "met"
        innovation = _innovation(need)
        record(actor, NeedMet(innovation_ref(innovation), topic=need.topic, public=_public(innovation)))
    return need


@action
def reopen_need(actor: Actor, need: SupportNeed) -> SupportNeed:
    """The help is needed again."""
    require(may_reopen_need(actor, need))
    if need.state == "met":
        if _is_open(need.innovation_id, need.topic):
            raise Conflict(_("This topic is among the open needs already."))
        need.state = "open"
        innovation = _innovation(need)
        record(actor, NeedReopened(innovation_ref(innovation), topic=need.topic, public=_public(innovation)))
    return need


@action
def remove_need(actor: Actor, need: SupportNeed) -> SocialInnovation:
    """It is no longer asked for."""
    require(may_remove_need(actor, need))
    innovation = _innovation(need)
    db.session.delete(need)
    record(actor, NeedRemoved(innovation_ref(innovation), topic=need.topic, public=_public(innovation)))
    return innovation


def _refuse_double(innovation_id: str, topic: str) -> None:
    if _is_open(innovation_id, topic):
        raise Refused(_("This topic is among the open needs already."), field="topic")


def _is_open(innovation_id: str, topic: str) -> bool:
    query = select(SupportNeed.id).filter_by(innovation_id=innovation_id, topic=topic, state="open").limit(1)
    return db.session.execute(query).first() is not None


def _public(innovation: SocialInnovation) -> bool:
    """Do visitors read of its needs?"""
    return innovation.public and "needs" in parts_given(innovation.id)


def _innovation(need: SupportNeed) -> SocialInnovation:
    innovation = db.session.get(SocialInnovation, need.innovation_id)
    if innovation is None:
        raise Conflict(_("This has been removed in the meantime."))
    return innovation
