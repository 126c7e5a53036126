"""Offers that are written for those who are invited. They are there as long as the invitation can be accepted."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app.extensions import db
from app.people.queries import Organisation
from app.stakeholders.models import PreparedOffer


def prepared_for(invitation_id: str) -> PreparedOffer | None:
    """The offer that goes with this invitation."""
    return db.session.execute(
        select(PreparedOffer).where(PreparedOffer.invitation_id == invitation_id)
    ).scalar_one_or_none()


def prepared_card(invitation_id: str) -> dict[str, Any] | None:
    """What the invitation's page shows of it: title, text, quantity, unit, and the organisation's name."""
    query = select(PreparedOffer.content, Organisation.name)
    query = query.outerjoin(Organisation, Organisation.id == PreparedOffer.organisation_id)
    row = db.session.execute(query.where(PreparedOffer.invitation_id == invitation_id)).one_or_none()
    return {**row.content, "organisation": row.name or ""} if row and row.content else None
