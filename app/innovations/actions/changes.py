"""Putting an innovation forward, telling more about it, showing it, taking it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select

from app.activity.facts import Ref
from app.activity.record import record
from app.core.action import action
from app.core.rules import Actor, Conflict, require
from app.core.search import fold, forget, index
from app.extensions import db
from app.innovations.actions.showing import give_parts, show_as_agreed
from app.innovations.actions.states import walk
from app.innovations.events import (
    InnovationChanged,
    InnovationPutForward,
    InnovationReturned,
    InnovationWithdrawn,
)
from app.innovations.keys import city_key, website_key
from app.innovations.models import InnovationGoal, InnovationSector, InnovationText, SocialInnovation, TeamMember
from app.innovations.queries import search_texts, texts_of
from app.innovations.rules import (
    may_edit_innovation,
    may_put_forward,
    may_return_innovation,
    may_say_in_language,
    may_withdraw_innovation,
)

OWN = (
    "name", "summary", "language", "challenge", "solution", "evidence", "website", "city", "region", "country", "stage",
    "organisation_id", "found_by", "found_at",
)  # fmt: skip
"""The fields that its form sets on its own row."""
INSIDE = ("internal_note", "found_by", "found_at")
"""What visitors never read, so that they are not told of its change either. The note is not searched."""


def innovation_ref(innovation: SocialInnovation) -> Ref:
    """How facts name it."""
    return Ref("innovation", innovation.id, innovation.name)


@action
def put_forward(actor: Actor, told: Mapping[str, Any], *, join: bool = True) -> SocialInnovation:
    """A new innovation, found at once by all members. Whoever puts it forward is of its team, unless it is not theirs.

    `told` has fields of OWN, the `internal_note`, `sectors` and `goals`, and the `parts` that its team agrees to show.
    """
    require(may_put_forward(actor))
    innovation = make_innovation(actor, told)
    if join:
        db.session.add(TeamMember(innovation_id=innovation.id, person_id=actor.id))
        give_parts(innovation.id, told.get("parts", ()), actor.id)
    else:
        innovation.found_by_id = actor.id
    record(actor, InnovationPutForward(innovation_ref(innovation), public=innovation.public))
    return innovation


def make_innovation(actor: Actor, told: Mapping[str, Any]) -> SocialInnovation:
    """One that is not public and has no team yet, found by members. Part of an action that records it."""
    innovation = SocialInnovation(created_by=actor.id)
    db.session.add(innovation)
    _tell(innovation, told)
    db.session.flush()
    _set_lists(innovation, told)
    find_by(innovation)
    return innovation


@action
def edit_innovation(actor: Actor, innovation: SocialInnovation, told: Mapping[str, Any]) -> SocialInnovation:
    """Change what it says of itself. Nothing different: nothing happens."""
    require(may_edit_innovation(actor, innovation))
    changed = set(_tell(innovation, told))
    lists = _set_lists(innovation, told)
    if lists or changed:
        innovation.edited_here = True
        public = innovation.public and (lists or bool(changed - set(INSIDE)))
        find_by(innovation)
        record(actor, InnovationChanged(innovation_ref(innovation), public=public))
    return innovation


@action
def say_in_language(actor: Actor, innovation: SocialInnovation, language: str, summary: str) -> SocialInnovation:
    """Its summary in one more language; an empty one takes it away."""
    require(may_say_in_language(actor, innovation))
    if texts_of(innovation.id).get(language, "") == summary:
        return innovation
    db.session.execute(delete(InnovationText).filter_by(innovation_id=innovation.id, language=language))
    if summary:
        db.session.add(InnovationText(innovation_id=innovation.id, language=language, summary=summary))
    innovation.edited_here = True
    db.session.flush()
    find_by(innovation)
    record(actor, InnovationChanged(innovation_ref(innovation), public=innovation.public))
    return innovation


@action
def withdraw_innovation(actor: Actor, innovation: SocialInnovation, reason: str = "") -> SocialInnovation:
    """Take it out of the catalogue. Its page stays for members, as a tombstone that says why."""
    require(may_withdraw_innovation(actor, innovation))
    if innovation.state == "withdrawn":
        return innovation
    walk(innovation, "withdrawn", reason)
    forget(db.session(), "innovation", innovation.id)
    record(actor, InnovationWithdrawn(innovation_ref(innovation), reason=reason))
    show_as_agreed(innovation)
    return innovation


@action
def return_innovation(actor: Actor, innovation: SocialInnovation) -> SocialInnovation:
    """Bring a withdrawn one back, to where innovations begin."""
    require(may_return_innovation(actor, innovation))
    if innovation.state != "withdrawn":
        raise Conflict(_("This innovation is not withdrawn."))
    walk(innovation, "identified")
    find_by(innovation)
    record(actor, InnovationReturned(innovation_ref(innovation)))
    show_as_agreed(innovation)
    return innovation


def _tell(innovation: SocialInnovation, told: Mapping[str, Any]) -> list[str]:
    """Set its own fields; those that were different."""
    names = (*OWN, "internal_note")
    changed = [name for name in names if name in told and getattr(innovation, name) != told[name]]
    for name in changed:
        setattr(innovation, name, told[name])
    innovation.sort_name, innovation.city_key = fold(innovation.name)[:240], city_key(innovation.city or "")
    innovation.website_key = website_key(innovation.website or "")
    return changed


def _set_lists(innovation: SocialInnovation, told: Mapping[str, Any]) -> bool:
    sectors = _set_list(InnovationSector, "sector", innovation.id, told.get("sectors"))
    goals = _set_list(InnovationGoal, "goal", innovation.id, told.get("goals"))
    db.session.flush()
    return sectors or goals


def _set_list(table: Any, column: str, id_: str, values: Iterable[Any] | None) -> bool:
    """Make the list of one kind these values; None leaves it as it is."""
    if values is None:
        return False
    wanted = set(values)
    here = set(db.session.execute(select(getattr(table, column)).filter_by(innovation_id=id_)).scalars())
    if here == wanted:
        return False
    db.session.execute(delete(table).filter_by(innovation_id=id_))
    db.session.add_all(table(innovation_id=id_, **{column: value}) for value in sorted(wanted))
    return True


def find_by(innovation: SocialInnovation) -> None:
    """Make it findable by what it says now."""
    query = select(InnovationSector.sector).filter_by(innovation_id=innovation.id)
    sectors = sorted(db.session.execute(query).scalars())
    texts = search_texts(innovation, list(texts_of(innovation.id).values()), sectors)
    index(db.session(), "innovation", innovation.id, *texts)
    if innovation.public:
        show_as_agreed(innovation)
