"""Inviting a stakeholder with an offer that is written for them; it becomes their draft when they accept."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete

from app.activity.facts import Ref
from app.activity.record import record
from app.core.action import action
from app.core.rules import Actor, Refused, require
from app.extensions import db
from app.offers.actions import PostContent, create_post
from app.offers.queries import today
from app.people.actions import find_or_add_organisation, invite
from app.stakeholders import rules
from app.stakeholders.events import OfferPrepared
from app.stakeholders.models import PreparedOffer
from app.stakeholders.queries import prepared_for

AHEAD = timedelta(days=91)
"""For how long an offer is open whose last day passed before the invitation was accepted."""


@action
def invite_stakeholder(
    actor: Actor, email: str, name: str, organisation: str, content: PostContent, note: str = "", locale: str = ""
) -> PreparedOffer:
    """Invite somebody of this organisation (a new one, if there is none of this name), with their offer."""
    require(rules.may_invite_stakeholder(actor))
    if content.until is not None and content.until < today():
        raise Refused(_("This day has passed. Choose today or a later day."), field="until")
    invitation = invite(actor, email, name, "member", note, locale)
    house = find_or_add_organisation(actor, organisation)
    said = asdict(content) | {"until": content.until.isoformat() if content.until else None}
    prepared = PreparedOffer(invitation_id=invitation.id, organisation_id=house.id, content=said)
    db.session.add(prepared)
    db.session.flush()
    record(actor, OfferPrepared(Ref("organisation", house.id, house.name)))
    return prepared


@action
def hand_over_prepared(person: Actor, invitation: Any) -> PreparedOffer | None:
    """Somebody accepted: what was written for them is a draft of theirs, to be published with one click."""
    prepared = prepared_for(invitation.id)
    if prepared is not None and prepared.post_id is None:
        post = create_post(person, "offer", _content(prepared), publish=False)
        prepared.post_id, prepared.content = post.id, {}
    return prepared


@action
def drop_prepared(_actor: Actor, invitation: Any) -> None:
    """The invitation was taken back: what was written for it goes too."""
    db.session.execute(delete(PreparedOffer).where(PreparedOffer.invitation_id == invitation.id))


def _content(prepared: PreparedOffer) -> PostContent:
    said = dict(prepared.content)
    until = date.fromisoformat(said["until"]) if said["until"] else None
    if until is not None and until < today():
        until = today() + AHEAD
    beside = {name: tuple(said[name]) for name in ("topics", "languages")}
    return PostContent(**said | beside | {"until": until, "organisation_id": prepared.organisation_id})
