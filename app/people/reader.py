"""Who is signed in: one row, loaded once per request (SECURITY 4: so that a change of role is in force at once)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import g, has_request_context
from flask_login import UserMixin
from sqlalchemy import select

from app.core.clock import now
from app.core.prepared import prepared
from app.extensions import login
from app.people.cluster_card import CARD, ClusterCard
from app.people.models import Cluster, Person, SignIn

SIGN_IN_DAYS = 30


@dataclass(frozen=True)
class Reader(UserMixin):
    """The signed-in person as pages and actions need them."""

    id: str
    name: str
    role: str
    locale: str
    timezone: str
    photo: str
    email: str
    welcomed: bool
    organisation_id: str | None
    mail_refused_at: datetime | None
    erase_at: datetime | None
    sign_in_id: str
    proved_at: datetime
    seen_at: datetime
    secret: str

    @property
    def is_animator(self) -> bool:
        return self.role == "animator"

    @property
    def is_observer(self) -> bool:
        return self.role == "observer"

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name else ""

    def get_id(self) -> str:
        """What the signed cookie carries: the session's secret, whose hash we hold."""
        return self.secret


def hash_secret(secret: str) -> str:
    """How secrets are kept (SECURITY 9). They are long and random, so a plain hash will do."""
    return hashlib.sha256(secret.encode()).hexdigest()


@prepared
def _reader(secret_hash: Any) -> Any:
    return (
        select(
            Person.id, Person.name, Person.role, Person.locale, Person.timezone, Person.photo, Person.email,
            Person.welcomed, Person.organisation_id, Person.mail_refused_at, Person.erase_at, SignIn.id,
            SignIn.proved_at, SignIn.seen_at, *CARD,
        )
        .join(Person, Person.id == SignIn.person_id)
        .outerjoin(Cluster, Cluster.id == 1)
        .where(SignIn.secret_hash == secret_hash, SignIn.ended_at.is_(None), Person.state == "active")
    )  # fmt: skip


@login.user_loader
def load_reader(secret: str) -> Reader | None:
    """The Reader behind a cookie's secret, or None when the session ended, expired or the person is not active. Pages
    need the cluster, too: it is read with them."""
    row = _reader(hash_secret(secret)).first()
    if row is None or row.seen_at < now() - timedelta(days=SIGN_IN_DAYS):
        return None
    who, card = row[: -len(CARD)], row[-len(CARD) :]
    if has_request_context() and card[0]:
        g.cluster = ClusterCard(*card)
    return Reader(*who, secret=secret)
