"""The support plan: each need of the innovation, and where the help for it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from app.core.rules import Actor
from app.extensions import db
from app.innovations.queries import SupportNeed
from app.mentoring.queries import mentorships_for
from app.offers.queries import claims_for
from app.outreach.queries import activities_for
from app.scaling.models import MAX_SUPPORT, SupportItem
from app.scaling.words import KIND

SHOWN_BY: Mapping[str, str] = {
    "mentorship": "mentoring.mentorship",
    "claim": "offers.claim",
    "event": "outreach.activity",
}
"""Where each kind of help is shown."""


@dataclass(frozen=True)
class Help:
    """A line of the plan. `name` and `url` are empty where the reader may not see the thing itself."""

    item: SupportItem
    name: str = ""
    url: str = ""


def needs_of(innovation_id: str) -> list[Any]:
    """What it wants help with, the open ones first and of these the urgent ones: (id, topic, note, priority, state)."""
    query = (
        select(SupportNeed.id, SupportNeed.topic, SupportNeed.note, SupportNeed.priority, SupportNeed.state)
        .where(SupportNeed.innovation_id == innovation_id)
        .order_by(SupportNeed.state.desc(), SupportNeed.priority, SupportNeed.id)
    )
    return list(db.session.execute(query.limit(100)))


def help_there(reader: Actor, innovation_id: str) -> dict[tuple[str, str], str]:
    """What already helps this innovation and the reader may see, as (kind, id) → name: what an item can point at."""
    if reader.role == "observer":
        return {}
    found = {("mentorship", id_): name for id_, name in mentorships_for(reader, innovation_id)}
    found |= {("claim", id_): name for id_, name in claims_for(reader, innovation_id)}
    return found | {("event", id_): name for id_, name in activities_for(reader, innovation_id)}


def support_plan(reader: Actor, innovation_id: str, pathway_id: str) -> dict[str | None, list[Help]]:
    """The plan's lines by the id of their need; None: for no need that was said."""
    there, lines = help_there(reader, innovation_id), dict[str | None, list[Help]]()
    query = select(SupportItem).filter_by(pathway_id=pathway_id).order_by(SupportItem.id)
    for item in db.session.execute(query.limit(MAX_SUPPORT)).scalars():
        name = there.get((item.kind, item.object_id or ""), "")
        url = url_for(SHOWN_BY[item.kind], id=item.object_id) if name else ""
        named = item.who if reader.role != "observer" else ""
        lines.setdefault(item.need_id, []).append(Help(item, name or named, url))
    return lines


def source_choices(reader: Actor, innovation_id: str, current: SupportItem | None = None) -> list[tuple[str, str]]:
    """Where help can come from: ("mentorship:<id>", "Mentoring: Inés Ortega") …, from outside, and what is chosen."""
    there = help_there(reader, innovation_id)
    choices = {
        f"{kind}:{id_}": _("%(what)s: %(which)s", what=KIND[kind], which=name) for (kind, id_), name in there.items()
    }
    choices = {"outside": str(KIND["outside"])} | choices
    if current is not None:
        choices.setdefault(source_of(current), str(KIND[current.kind]))
    return list(choices.items())


def source_of(item: SupportItem) -> str:
    """An item's choice among these."""
    return f"{item.kind}:{item.object_id}" if item.object_id else item.kind


def support_item(pathway_id: str, id_: str) -> SupportItem | None:
    """A line of this pathway's plan."""
    query = select(SupportItem).filter_by(pathway_id=pathway_id, id=id_)
    return db.session.execute(query).scalar_one_or_none()
