"""Inviting a stakeholder with an offer that is written for them."""

from __future__ import annotations

from app.activity.facts import Ref
from app.activity.record import record
from app.core.action import action
from app.core.rules import Actor, require
from app.extensions import db
from app.offers.actions import PostContent
from app.people.actions import find_or_add_organisation, invite
from app.stakeholders import rules
from app.stakeholders.actions.prepared import as_kept
from app.stakeholders.events import OfferPrepared
from app.stakeholders.models import PreparedOffer


@action
def invite_stakeholder(
    actor: Actor, email: str, name: str, organisation: str, content: PostContent, note: str = "", locale: str = ""
) -> PreparedOffer:
    """Invite somebody of this organisation (a new one, if there is none of this name), with their offer."""
    require(rules.may_invite_stakeholder(actor))
    said = as_kept(content)
    invitation = invite(actor, email, name, "member", note, locale)
    house = find_or_add_organisation(actor, organisation)
    prepared = PreparedOffer(invitation_id=invitation.id, organisation_id=house.id, content=said)
    db.session.add(prepared)
    db.session.flush()
    record(actor, OfferPrepared(Ref("organisation", house.id, house.name)))
    return prepared
