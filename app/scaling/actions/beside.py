"""What stands beside the plan: risks, the journal, target places."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.activity.facts import Ref
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Refused, require
from app.extensions import db
from app.innovations.queries import SocialInnovation
from app.scaling.actions.plan import refuse_stranger
from app.scaling.actions.telling import innovation_ref, note, owner_ref, way_of
from app.scaling.events import (
    JournalChanged,
    JournalRemoved,
    JournalWritten,
    PlaceAdded,
    PlaceChanged,
    RiskChanged,
    RiskNoted,
)
from app.scaling.models import MAX_PLACES, MAX_RISKS, JournalNote, PathwayRisk, TargetPlace
from app.scaling.rules import may_change_note, may_work_on_pathway

OF_RISK = ("title", "likelihood", "impact", "response", "owner_id", "state")
OF_PLACE = ("country", "region", "city", "note", "state")


@action
def note_risk(actor: Actor, innovation: SocialInnovation, told: Mapping[str, Any]) -> PathwayRisk:
    """Something that could go wrong. `told` has the fields of OF_RISK."""
    require(may_work_on_pathway(actor, innovation))
    way = way_of(innovation)
    _refuse_more(PathwayRisk, way.id, MAX_RISKS, "title")
    refuse_stranger(actor, innovation, told["owner_id"], None)
    made = PathwayRisk(pathway_id=way.id, **{name: told[name] for name in OF_RISK})
    db.session.add(made)
    db.session.flush()
    ref, owner = Ref("pathway_risk", made.id, made.title), owner_ref(actor, made.owner_id)
    note(actor, innovation, RiskNoted(innovation_ref(innovation), ref, owner))
    return made


@action
def change_risk(actor: Actor, innovation: SocialInnovation, risk: PathwayRisk, told: Mapping[str, Any]) -> PathwayRisk:
    """Weigh it anew. Nothing different: nothing happens."""
    require(may_work_on_pathway(actor, innovation))
    refuse_stranger(actor, innovation, told["owner_id"], risk.owner_id)
    if _set(risk, OF_RISK, told):
        ref, owner = Ref("pathway_risk", risk.id, risk.title), owner_ref(actor, risk.owner_id)
        note(actor, innovation, RiskChanged(innovation_ref(innovation), ref, owner))
    return risk


@action
def write_journal(actor: Actor, innovation: SocialInnovation, happened_on: date, text: str) -> JournalNote:
    """Tell what happened. The text stays in the journal; the log knows only that something was written."""
    require(may_work_on_pathway(actor, innovation))
    made = JournalNote(pathway_id=way_of(innovation).id, author_id=actor.id, happened_on=happened_on, text=text)
    db.session.add(made)
    db.session.flush()
    note(actor, innovation, JournalWritten(innovation_ref(innovation)))
    return made


@action
def change_journal(
    actor: Actor, innovation: SocialInnovation, entry: JournalNote, happened_on: date, text: str
) -> JournalNote:
    """Tell it better."""
    require(may_change_note(actor, innovation, entry))
    if (entry.happened_on, entry.text) != (happened_on, text):
        entry.happened_on, entry.text, entry.changed_at = happened_on, text, now()
        note(actor, innovation, JournalChanged(innovation_ref(innovation)))
    return entry


@action
def remove_journal(actor: Actor, innovation: SocialInnovation, entry: JournalNote) -> SocialInnovation:
    """Take it out."""
    require(may_change_note(actor, innovation, entry))
    db.session.delete(entry)
    note(actor, innovation, JournalRemoved(innovation_ref(innovation)))
    return innovation


@action
def add_place(actor: Actor, innovation: SocialInnovation, told: Mapping[str, Any]) -> TargetPlace:
    """A place to bring it to. `told` has the fields of OF_PLACE."""
    require(may_work_on_pathway(actor, innovation))
    way = way_of(innovation)
    _refuse_more(TargetPlace, way.id, MAX_PLACES, "country")
    made = TargetPlace(pathway_id=way.id, **{name: told[name] for name in OF_PLACE})
    db.session.add(made)
    db.session.flush()
    note(actor, innovation, PlaceAdded(innovation_ref(innovation), country=made.country))
    return made


@action
def change_place(
    actor: Actor, innovation: SocialInnovation, place: TargetPlace, told: Mapping[str, Any]
) -> TargetPlace:
    """Say more of it, or how far one is there."""
    require(may_work_on_pathway(actor, innovation))
    if _set(place, OF_PLACE, told):
        note(actor, innovation, PlaceChanged(innovation_ref(innovation), country=place.country, state=place.state))
    return place


def _set(thing: Any, names: tuple[str, ...], told: Mapping[str, Any]) -> bool:
    changed = [name for name in names if getattr(thing, name) != told[name]]
    for name in changed:
        setattr(thing, name, told[name])
    return bool(changed)


def _refuse_more(table: Any, pathway_id: str, most: int, field: str) -> None:
    count = select(func.count(table.id)).filter_by(pathway_id=pathway_id)
    if db.session.execute(count).scalar_one() >= most:
        raise Refused(_("There is room for %(most)d here.", most=most), field)
