"""Accounts: who is here, their sessions, their links."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, func, select

from app.core.clock import now
from app.core.prepared import prepared
from app.extensions import db
from app.people.models import OneTimeLink, Person, SignIn
from app.people.reader import SIGN_IN_DAYS, hash_secret


def active_animators(limit: int = 50) -> list[str]:
    """The ids of the animators who can act."""
    query = select(Person.id).where(Person.role == "animator", Person.state == "active").order_by(Person.id)
    return list(db.session.execute(query.limit(limit)).scalars())


def is_last_animator(person: Any) -> bool:
    """Would nobody be left to run the cluster without them?"""
    return person.role == "animator" and active_animators(2) in ([person.id], [])


def person_here(id: str, everyone: bool = False) -> Person | None:
    """Somebody with an account; suspended ones only for `everyone`, removed ones never."""
    states = ("active", "suspended") if everyone else ("active",)
    return db.session.execute(select(Person).where(Person.id == id, Person.state.in_(states))).scalar_one_or_none()


def here_among(ids: Iterable[str]) -> frozenset[str]:
    """Those of these people who are active: neither suspended nor removed."""
    return frozenset(found for (found,) in _active(list(ids)))


@prepared
def _active(ids: Any) -> Any:
    return select(Person.id).where(Person.id.in_(ids), Person.state == "active").limit(1000)


def of_role(person_ids: Iterable[str], role: str) -> set[str]:
    """Those of these people who are this here."""
    return {found for (found,) in _of_role(ids, role)} if (ids := list(person_ids)) else set()


@prepared
def _of_role(ids: Any, role: Any) -> Any:
    return select(Person.id).where(Person.id.in_(ids), Person.role == role)


def person_of_address(email: str) -> Person | None:
    """Whose address it is."""
    return db.session.execute(select(Person).where(Person.email == email)).scalar_one_or_none()


def photo_owner(photo: str) -> str | None:
    """Whose photo this file is, if they are active."""
    query = select(Person.id).where(Person.photo == photo, Person.state == "active").limit(1)
    return db.session.execute(query).scalar_one_or_none()


def sign_ins_of(person_id: str) -> list[Row[Any]]:
    """The sessions in force, latest first: (id, agent, created_at, seen_at)."""
    query = (
        select(SignIn.id, SignIn.agent, SignIn.created_at, SignIn.seen_at)
        .where(SignIn.person_id == person_id, SignIn.ended_at.is_(None))
        .where(SignIn.seen_at > now() - timedelta(days=SIGN_IN_DAYS))
        .order_by(SignIn.seen_at.desc())
    )
    return list(db.session.execute(query.limit(50)))


def has_sign_in(person_id: str, sign_in_id: str) -> bool:
    """Is or was this a session of theirs?"""
    query = select(SignIn.id).where(SignIn.id == sign_in_id, SignIn.person_id == person_id)
    return db.session.execute(query).first() is not None


def link_with(purpose: str, secret: str) -> OneTimeLink | None:
    """The one-time link with this secret, used or not."""
    query = select(OneTimeLink).where(OneTimeLink.purpose == purpose, OneTimeLink.secret_hash == hash_secret(secret))
    return db.session.execute(query).scalar_one_or_none()


def last_seen(person_id: Any) -> Any:
    """When the person in this column was last here, as a part of another statement; NULL when never."""
    return select(func.max(SignIn.seen_at)).where(SignIn.person_id == person_id).scalar_subquery()
