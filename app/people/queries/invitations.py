"""Invitations and requests for one."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlalchemy.sql.elements import ColumnElement

from app.core.clock import now
from app.core.paging import Count, Page, count_upto, keyset
from app.extensions import db
from app.people.models import Invitation, JoinRequest, Person
from app.people.reader import hash_secret

_ROW = (
    Invitation.created_at, Invitation.id, Invitation.name, Invitation.email, Invitation.role, Invitation.expires_at,
    Person.name.label("inviter"),
)  # fmt: skip


def is_pending() -> ColumnElement[bool]:
    """Neither accepted nor taken back; it may have run out."""
    return Invitation.accepted_at.is_(None) & Invitation.revoked_at.is_(None)


def _pending() -> Any:
    return select(*_ROW).outerjoin(Person, Person.id == Invitation.invited_by).where(is_pending())


def pending_invitations(after: str | None = None) -> Page:
    """Invitations nobody has answered, newest first."""
    return keyset(db.session.execute, _pending(), (Invitation.created_at, Invitation.id), after)


def count_pending() -> Count:
    """How many those are."""
    return count_upto(db.session.execute, select(Invitation.id).where(is_pending()))


def invitation_of_id(id: str) -> Invitation | None:
    """One invitation, whatever became of it: what is done with it says when it is too late."""
    return db.session.get(Invitation, id)


def invitation_with(secret: str) -> Invitation | None:
    """The invitation with this link, whatever became of it."""
    query = select(Invitation).where(Invitation.secret_hash == hash_secret(secret))
    return db.session.execute(query).scalar_one_or_none()


def open_invitation_of(email: str) -> Invitation | None:
    """The invitation that this address could still accept."""
    query = select(Invitation).where(Invitation.email == email, is_pending(), Invitation.expires_at > now())
    return db.session.execute(query.limit(1)).scalar_one_or_none()


def members_among(emails: Collection[str]) -> set[str]:
    """Which of these addresses have an account."""
    return set(db.session.execute(select(Person.email).where(Person.email.in_(emails))).scalars())  # type: ignore[arg-type]


def invited_among(emails: Collection[str]) -> set[str]:
    """Which of these addresses have an invitation that still works."""
    query = select(Invitation.email).where(Invitation.email.in_(emails), is_pending(), Invitation.expires_at > now())
    return set(db.session.execute(query).scalars())


def open_join_requests(after: str | None = None) -> Page:
    """Who asks for an invitation, oldest first; `member`: there is an account with the address already."""
    query: Any = (
        select(
            JoinRequest.created_at, JoinRequest.id, JoinRequest.name, JoinRequest.email, JoinRequest.message,
            Person.id.label("member"),
        )
        .outerjoin(Person, Person.email == JoinRequest.email)
        .where(JoinRequest.state == "open")
    )  # fmt: skip
    keys = (JoinRequest.created_at, JoinRequest.id)
    return keyset(db.session.execute, query, keys, after, descending=False)


def join_request(id: str) -> JoinRequest | None:
    """One of the requests."""
    return db.session.get(JoinRequest, id)


def open_join_request_of(email: str) -> JoinRequest | None:
    """The request this address made, not answered yet."""
    query = select(JoinRequest).where(JoinRequest.email == email, JoinRequest.state == "open")
    return db.session.execute(query.limit(1)).scalar_one_or_none()
