"""What visitors see of an innovation: whether they see it at all, in which parts, and what is told of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from app.activity.facts import Ref
from app.activity.models import MEMBERS, PUBLIC, Event
from app.activity.record import limit_shown, record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, require
from app.core.search import forget, index
from app.extensions import db
from app.innovations.events import InnovationPublished, InnovationUnpublished, PartsChanged
from app.innovations.models import PARTS, InnovationConsent, InnovationSector, SocialInnovation
from app.innovations.queries import FOR_VISITORS, parts_given, search_texts, texts_of
from app.innovations.rules import may_change_parts, may_give_parts, may_publish_innovation, may_unpublish_innovation

OF_LISTS = ("challenge", "solution", "organisation", "needs")
"""What is shown of an innovation of a public list: its owners agreed to that when they were listed."""
_NEEDS_TOLD = ("innovations.need_added", "innovations.need_changed", "innovations.need_met",
               "innovations.need_reopened", "innovations.need_removed")  # fmt: skip


@action
def publish_innovation(actor: Actor, innovation: SocialInnovation) -> SocialInnovation:
    """Show it to visitors, in the parts that its team agreed to, with its public story."""
    require(may_publish_innovation(actor, innovation))
    if not innovation.public:
        innovation.public = True
        record(actor, InnovationPublished(_ref(innovation)))
        show_as_agreed(innovation)
    return innovation


@action
def unpublish_innovation(actor: Actor, innovation: SocialInnovation) -> SocialInnovation:
    """Show it, and all that is told of it, to members only."""
    require(may_unpublish_innovation(actor, innovation))
    if innovation.public:
        innovation.public = False
        record(actor, InnovationUnpublished(_ref(innovation)))
        show_as_agreed(innovation)
    return innovation


@action
def change_parts(actor: Actor, innovation: SocialInnovation, parts: Iterable[str]) -> SocialInnovation:
    """Agree to showing these of PARTS to visitors, and no others. Its team gives; an animator may only take back."""
    require(may_change_parts(actor, innovation))
    before, wanted = set(parts_given(innovation.id)), set(parts) & set(PARTS)
    if before == wanted:
        return innovation
    if new := wanted - before:
        require(may_give_parts(actor, innovation))
        give_parts(innovation.id, new, actor.id)
    gone = InnovationConsent.part.in_(before - wanted)
    db.session.execute(delete(InnovationConsent).where(InnovationConsent.innovation_id == innovation.id, gone))
    record(actor, PartsChanged(_ref(innovation), given=_sorted(wanted - before), taken_back=_sorted(before - wanted)))
    show_as_agreed(innovation)
    return innovation


def give_parts(innovation_id: str, parts: Iterable[str], by_id: str | None) -> None:
    """The team's yes to these parts, which it had not given. Part of an action."""
    told = {"innovation_id": innovation_id, "given_by": by_id, "given_at": now()}
    if rows := [told | {"part": part} for part in _sorted(parts)]:
        db.session.execute(insert(InnovationConsent), rows)


def show_as_listed(ids: Sequence[str]) -> None:
    """Innovations that came to be public with a list show what the list shows. Part of an import."""
    told = {"given_by": None, "given_at": now()}
    if rows := [told | {"innovation_id": id_, "part": part} for id_ in ids for part in OF_LISTS]:
        db.session.execute(insert(InnovationConsent).on_conflict_do_nothing(), rows)


def show_as_agreed(innovation: SocialInnovation) -> None:
    """Let visitors find it, and read what is told of it, as far as it is public now and its team agreed. Part of an
    action that records."""
    db.session.flush()
    parts = parts_given(innovation.id)
    shown = innovation.public and innovation.state != "withdrawn"
    if shown:
        sectors = select(InnovationSector.sector).filter_by(innovation_id=innovation.id)
        listed = sorted(db.session.execute(sectors).scalars())
        texts = search_texts(innovation, list(texts_of(innovation.id).values()), listed, parts)
        index(db.session(), FOR_VISITORS, innovation.id, *texts)
    else:
        forget(db.session(), FOR_VISITORS, innovation.id)
    limit_shown("innovation", innovation.id, PUBLIC if shown and _may_be_told(innovation.id, parts) else MEMBERS)


def _may_be_told(innovation_id: str, parts: Sequence[str]) -> bool:
    """Needs that were told to everybody stand in the log: once they are taken back, so is the public log of it."""
    mine = (Event.object_kind == "innovation") & (Event.object_id == innovation_id)
    told = select(Event.id).where(mine, Event.visibility == PUBLIC, Event.verb.in_(_NEEDS_TOLD)).limit(1)
    return "needs" in parts or db.session.execute(told).first() is None


def _sorted(parts: Iterable[str]) -> list[str]:
    return sorted(parts, key=PARTS.index)


def _ref(innovation: SocialInnovation) -> Ref:
    return Ref("innovation", innovation.id, innovation.name)
