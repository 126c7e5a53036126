"""Offers that are written for those who are invited. They are there as long as the invitation can be accepted."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from app.extensions import db
from app.people.queries import Invitation, Organisation
from app.stakeholders.models import PreparedOffer

_OPEN = (Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None))


def prepared_for(invitation_id: str) -> PreparedOffer | None:
    """The offer that goes with this invitation."""
    return db.session.execute(
        select(PreparedOffer).where(PreparedOffer.invitation_id == invitation_id)
    ).scalar_one_or_none()


def find_prepared(id: str) -> PreparedOffer | None:
    """One that can still be changed: its invitation is open, even if it has run out."""
    open_ones = select(PreparedOffer).join(Invitation, Invitation.id == PreparedOffer.invitation_id)
    prepared = db.session.execute(open_ones.where(PreparedOffer.id == id, *_OPEN)).scalar_one_or_none()
    return prepared if prepared and prepared.content else None


def prepared_among(invitation_ids: Collection[str]) -> dict[str, str]:
    """For those of these invitations that come with an offer: its id."""
    query = select(PreparedOffer.invitation_id, PreparedOffer.id, PreparedOffer.content)
    rows = db.session.execute(query.where(PreparedOffer.invitation_id.in_(invitation_ids))) if invitation_ids else ()
    return {row.invitation_id: row.id for row in rows if row.content}


def prepared_of(organisation_id: str, limit: int = 20) -> list[Any]:
    """The offers that wait for people of it, the newest first: (id, content, name, email, expires_at)."""
    query = select(PreparedOffer.id, PreparedOffer.content, Invitation.name, Invitation.email, Invitation.expires_at)
    query = query.join(Invitation, Invitation.id == PreparedOffer.invitation_id)
    query = query.where(PreparedOffer.organisation_id == organisation_id, *_OPEN).order_by(PreparedOffer.id.desc())
    return [row for row in db.session.execute(query.limit(limit)) if row.content]


def prepared_card(invitation_id: str) -> dict[str, Any] | None:
    """What the invitation's page shows of it: title, text, quantity, unit, and the organisation's name."""
    query = select(PreparedOffer.content, Organisation.name)
    query = query.outerjoin(Organisation, Organisation.id == PreparedOffer.organisation_id)
    row = db.session.execute(query.where(PreparedOffer.invitation_id == invitation_id)).one_or_none()
    return {**row.content, "organisation": row.name or ""} if row and row.content else None
