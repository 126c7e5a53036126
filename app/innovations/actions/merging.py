"""Two innovations that are the same become one: what is kept is chosen field by field, lists are united, and all that
hangs on the other one moves. Its page stays as a sign to the one that is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select

from app.activity.belonging import note_with
from app.activity.facts import Ref
from app.activity.record import record
from app.core.action import action
from app.core.attached import move_all
from app.core.clock import now
from app.core.rules import Actor, Conflict, Refused, require
from app.core.search import fold, forget
from app.extensions import db
from app.innovations.actions.changes import find_by
from app.innovations.actions.showing import show_as_agreed
from app.innovations.actions.states import walk
from app.innovations.actions.writing import lists_of, replace_lists
from app.innovations.events import InnovationsMerged
from app.innovations.keys import city_key, website_key
from app.innovations.merged import AT_REST, GROUPS, united
from app.innovations.models import (
    PARTS,
    InnovationConsent,
    InnovationImage,
    InnovationLink,
    KeptApart,
    SocialInnovation,
    SupportNeed,
    TeamMember,
)
from app.innovations.queries import member_ids, parts_given
from app.innovations.queries.duplicates import merged_from
from app.innovations.rules import may_merge_innovations
from app.innovations.words import state_name
from app.messages.actions import keep_in_step

BROUGHT = {"images": InnovationImage, "links": InnovationLink, "needs": SupportNeed, "team": TeamMember}
"""The parts that are rows of their own, which move."""


@action
def merge_innovations(
    actor: Actor, kept: SocialInnovation, other: SocialInnovation, chosen: Mapping[str, str], seen: str = ""
) -> SocialInnovation:
    """Make `other` part of `kept`. `chosen` has "other" for each of GROUPS that is taken from there. `seen` is the
    `face` of both when they were looked at: Conflict when they say something else by now, or are merged already."""
    require(may_merge_innovations(actor))
    _refuse_moved_on(kept, other, seen)
    told = {name: getattr(other, name) for group in GROUPS if chosen.get(group) == "other" for name in GROUPS[group]}
    lists = united(kept, other, lists_of([kept.id, other.id]), chosen.get("summary") == "other")
    keywords = " ".join(dict.fromkeys(f"{kept.keywords} {other.keywords}".split()))
    _agree(kept, other, {group for group in GROUPS if chosen.get(group) == "other"})
    move_all("innovation", other.id, kept.id)
    _leave(other, kept)
    for name, value in (told | {"keywords": keywords, "edited_here": True}).items():
        setattr(kept, name, value)
    _set(kept, lists)
    keep_in_step(actor, "team", kept.id, member_ids(kept.id))
    record(actor, InnovationsMerged(_ref(kept), _ref(other)))
    show_as_agreed(kept)
    for id_ in merged_from(kept.id):
        note_with(id_, {kept.id: "innovation"})
    return kept


@action(silent="a note of the animators; nothing about the two has changed")
def keep_apart(actor: Actor, one: SocialInnovation, other: SocialInnovation) -> None:
    """They look alike and are not the same: they are not offered again."""
    require(may_merge_innovations(actor))
    first, second = sorted((one.id, other.id))
    if first != second and db.session.get(KeptApart, (first, second)) is None:
        db.session.add(KeptApart(first_id=first, second_id=second, by_id=actor.id, at=now()))


def face(*innovations: SocialInnovation) -> str:
    """What these say and where they stand, as a digest: has one of them changed since somebody looked?"""
    told = [[str(getattr(one, name)) for names in GROUPS.values() for name in names] + [one.id, one.state]
            for one in sorted(innovations, key=lambda one: one.id)]  # fmt: skip
    return hashlib.sha256(repr(told).encode()).hexdigest()[:32]


def _refuse_moved_on(kept: SocialInnovation, other: SocialInnovation, seen: str) -> None:
    if kept.id == other.id or kept.merged_into or other.merged_into or "withdrawn" in (kept.state, other.state):
        raise Conflict(_("One of the two was withdrawn, or merged already."))
    if seen and seen != face(kept, other):
        raise Conflict(_("One of the two has changed since you looked. Look at them again."))
    if other.state not in AT_REST:
        told = {"name": other.name, "state": state_name(other.state)}
        raise Refused(_("“%(name)s” is under way (%(state)s): keep that one and merge the other one into it.", **told))


def _agree(kept: SocialInnovation, other: SocialInnovation, groups: set[str]) -> None:
    """The kept one's team agreed to show its own pictures, not the other's: a part that takes something from the other
    one is shown only as far as both teams agreed."""
    brought = groups | {part for part, table in BROUGHT.items() if _has(table, other.id)}
    missing = brought & set(PARTS) - set(parts_given(other.id))
    of_these = InnovationConsent.innovation_id == kept.id, InnovationConsent.part.in_(missing)
    db.session.execute(delete(InnovationConsent).where(*of_these))


def _has(table: Any, id_: str) -> bool:
    return db.session.execute(select(table.innovation_id).filter_by(innovation_id=id_).limit(1)).first() is not None


def _leave(other: SocialInnovation, kept: SocialInnovation) -> None:
    walk(other, "withdrawn", _("Merged into “%(name)s”.", name=kept.name))
    other.merged_into = kept.id
    forget(db.session(), "innovation", other.id)
    show_as_agreed(other)


def _set(kept: SocialInnovation, lists: Mapping[str, Any]) -> None:
    kept.sort_name, kept.city_key = fold(kept.name)[:240], city_key(kept.city or "")
    kept.website_key = website_key(kept.website or "")
    replace_lists([(kept.id, {**lists, "texts": sorted(lists["texts"].items())})])
    db.session.flush()
    find_by(kept)


def _ref(innovation: SocialInnovation) -> Ref:
    return Ref("innovation", innovation.id, innovation.name)
