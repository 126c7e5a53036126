"""The support plan: help found for the needs, here or outside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.core.action import action
from app.core.rules import Actor, Refused, require
from app.extensions import db
from app.innovations.queries import SocialInnovation
from app.scaling.actions.telling import innovation_ref, note, way_of
from app.scaling.events import SupportAdded, SupportChanged, SupportMoved
from app.scaling.models import MAX_SUPPORT, SUPPORT_STATES, SupportItem
from app.scaling.queries import needs_of, source_choices
from app.scaling.rules import may_work_on_pathway

OWN = ("need_id", "kind", "object_id", "who", "note")


@action
def add_support(actor: Actor, innovation: SocialInnovation, told: Mapping[str, Any]) -> SupportItem:
    """Help for a need. `told` has `need_id`, `source` (of source_choices), `who` and `note`."""
    require(may_work_on_pathway(actor, innovation))
    way = way_of(innovation)
    count = select(func.count(SupportItem.id)).filter_by(pathway_id=way.id)
    if db.session.execute(count).scalar_one() >= MAX_SUPPORT:
        raise Refused(_("There is room for %(most)d here.", most=MAX_SUPPORT), "source")
    made = SupportItem(pathway_id=way.id, added_by=actor.id, **_sound(actor, innovation, told, None))
    db.session.add(made)
    db.session.flush()
    note(actor, innovation, SupportAdded(innovation_ref(innovation), kind=made.kind, topic=_topic(innovation, made)))
    return made


@action
def change_support(
    actor: Actor, innovation: SocialInnovation, item: SupportItem, told: Mapping[str, Any]
) -> SupportItem:
    """For another need, from elsewhere, in other words. Nothing different: nothing happens."""
    require(may_work_on_pathway(actor, innovation))
    said = _sound(actor, innovation, told, item)
    changed = [name for name in OWN if getattr(item, name) != said[name]]
    for name in changed:
        setattr(item, name, said[name])
    if changed:
        topic = _topic(innovation, item)
        note(actor, innovation, SupportChanged(innovation_ref(innovation), kind=item.kind, topic=topic))
    return item


@action
def move_support(actor: Actor, innovation: SocialInnovation, item: SupportItem, state: str) -> SupportItem:
    """To another state of SUPPORT_STATES."""
    require(may_work_on_pathway(actor, innovation))
    if state not in SUPPORT_STATES:
        raise Refused(_("Choose one from the list."), "state")
    if item.state != state:
        item.state = state
        told = {"kind": item.kind, "topic": _topic(innovation, item), "state": state}
        note(actor, innovation, SupportMoved(innovation_ref(innovation), **told))
    return item


def _sound(
    actor: Actor, innovation: SocialInnovation, told: Mapping[str, Any], item: SupportItem | None
) -> dict[str, Any]:
    """The fields of OWN; only a need of this innovation, only help that the actor may see or that was there before."""
    if told["source"] not in dict(source_choices(actor, innovation.id, item)):
        raise Refused(_("Choose one from the list."), "source")
    kind, _colon, object_id = told["source"].partition(":")
    need_id = told["need_id"] or None
    if need_id and need_id not in {need.id for need in needs_of(innovation.id)}:
        raise Refused(_("Choose one of its needs."), "need_id")
    if kind == "outside" and not told["who"]:
        raise Refused(_("Say who helps, or whom you will ask."), "who")
    return {"need_id": need_id, "kind": kind, "object_id": object_id or None, "who": told["who"], "note": told["note"]}


def _topic(innovation: SocialInnovation, item: SupportItem) -> str:
    return next((need.topic for need in needs_of(innovation.id) if need.id == item.need_id), "")
