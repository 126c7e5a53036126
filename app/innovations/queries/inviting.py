"""Who is asked to join a team and has no account yet."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from app.core.clock import now
from app.extensions import db
from app.innovations.models import SocialInnovation, TeamInvitation
from app.people.queries import Invitation

_OPEN = (Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None))


def team_invitation(invitation_id: str) -> TeamInvitation | None:
    """The team that is asked for with this invitation."""
    return db.session.get(TeamInvitation, invitation_id)


def invited_to(innovation_id: str) -> list[Any]:
    """Who is asked and has not answered: (id, name, email, title, expires_at)."""
    query = (
        select(Invitation.id, Invitation.name, Invitation.email, TeamInvitation.title, Invitation.expires_at)
        .join(TeamInvitation, TeamInvitation.invitation_id == Invitation.id)
        .where(TeamInvitation.innovation_id == innovation_id, *_OPEN, Invitation.expires_at > now())
        .order_by(Invitation.id)
    )
    return list(db.session.execute(query.limit(50)))


def count_invited(innovation_id: str) -> int:
    """How many those are."""
    query = select(func.count()).select_from(TeamInvitation)
    query = query.join(Invitation, Invitation.id == TeamInvitation.invitation_id)
    query = query.where(TeamInvitation.innovation_id == innovation_id, *_OPEN, Invitation.expires_at > now())
    return db.session.execute(query).scalar_one()


def asked_for(innovation_id: str, invitation_id: str) -> TeamInvitation | None:
    """One of this innovation's."""
    asked = team_invitation(invitation_id)
    return asked if asked and asked.innovation_id == innovation_id else None


def team_of_invitation(invitation_id: str) -> Any | None:
    """(id, name, summary) of the innovation whose team asks with this invitation."""
    query = select(SocialInnovation.id, SocialInnovation.name, SocialInnovation.summary)
    query = query.join(TeamInvitation, TeamInvitation.innovation_id == SocialInnovation.id)
    return db.session.execute(query.where(TeamInvitation.invitation_id == invitation_id)).first()
