"""An offer that is written for somebody who is invited: changed or taken back while the invitation is open, and theirs
when they accept."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete

from app.activity.facts import Ref
from app.activity.record import record
from app.core.action import action
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.offers.actions import PostContent, create_post
from app.offers.queries import today
from app.people.queries import Organisation
from app.stakeholders import rules
from app.stakeholders.events import PreparedOfferChanged, PreparedOfferRemoved
from app.stakeholders.models import PreparedOffer
from app.stakeholders.queries import prepared_for

AHEAD = timedelta(days=91)
"""For how long an offer is open whose last day passed before the invitation was accepted."""


def as_kept(content: PostContent) -> dict[str, Any]:
    """The offer as JSON keeps it."""
    if content.until is not None and content.until < today():
        raise Refused(_("This day has passed. Choose today or a later day."), field="until")
    beside = {"topics": list(content.topics), "languages": list(content.languages)}
    return asdict(content) | beside | {"until": content.until.isoformat() if content.until else None}


@action
def change_prepared(actor: Actor, prepared: PreparedOffer, content: PostContent) -> PreparedOffer:
    """Write it otherwise. The invitation shows the newest; the mail that went out names it as it was."""
    require(rules.may_change_prepared(actor, prepared))
    _still_prepared(prepared)
    said = as_kept(content)
    if said != prepared.content:
        prepared.content = said
        record(actor, PreparedOfferChanged(_house(prepared)))
    return prepared


@action
def take_back_prepared(actor: Actor, prepared: PreparedOffer) -> PreparedOffer:
    """Erase what it says: they are invited without it. Their organisation stays the one they were invited for."""
    require(rules.may_change_prepared(actor, prepared))
    _still_prepared(prepared)
    prepared.content = {}
    record(actor, PreparedOfferRemoved(_house(prepared)))
    return prepared


@action(silent="the post is told by create_post, inside")
def hand_over_prepared(person: Actor, invitation: Any) -> PreparedOffer | None:
    """Somebody accepted: what was written for them is a draft of theirs, to be published with one click."""
    prepared = prepared_for(invitation.id)
    if prepared is not None and prepared.content:
        post = create_post(person, "offer", _content(prepared), publish=False)
        prepared.post_id, prepared.content = post.id, {}
    return prepared


@action(silent="part of taking back an invitation, which is told")
def drop_prepared(_actor: Actor, invitation: Any) -> None:
    """The invitation was taken back: what was written for it goes too."""
    db.session.execute(delete(PreparedOffer).where(PreparedOffer.invitation_id == invitation.id))


def _still_prepared(prepared: PreparedOffer) -> None:
    if not prepared.content:
        raise Conflict(_("The invitation was answered or taken back in the meantime, or the offer was."))


def _house(prepared: PreparedOffer) -> Ref:
    house = db.session.get(Organisation, prepared.organisation_id) if prepared.organisation_id else None
    return Ref("organisation", house.id, house.name) if house else Ref("organisation", "", "")


def _content(prepared: PreparedOffer) -> PostContent:
    said = dict(prepared.content)
    until = date.fromisoformat(said["until"]) if said["until"] else None
    if until is not None and until < today():
        until = today() + AHEAD
    beside = {name: tuple(said[name]) for name in ("topics", "languages")}
    return PostContent(**said | beside | {"until": until, "organisation_id": prepared.organisation_id})
