"""Sessions live here, not in the browser: it holds a secret, we hold its hash and may end it (SECURITY 8)."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from flask import request, session
from flask_login import login_user
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from app.core.action import every_time
from app.core.clock import now
from app.extensions import db
from app.people import actions, passwords
from app.people.models import Person
from app.people.reader import Reader, hash_secret, load_reader

log = logging.getLogger("commonweave")

PROOF_LASTS = timedelta(minutes=10)
SEEN_EVERY = timedelta(hours=1)


def whose(email: str, password: str) -> Person | None:
    """The person with this address and password. As slow for an address nobody has (SECURITY 7)."""
    found = db.session.execute(select(Person).where(Person.email == email.strip().lower())).scalar_one_or_none()
    kept = found.password_hash if found else ""
    db.session.commit()  # do not keep a read transaction open over the slow part
    return found if passwords.matches(kept, password) else None


def begin(person: Person) -> None:
    """A new session for this browser; nothing of the old one but the language is carried over."""
    secret = secrets.token_urlsafe(32)
    with every_time():  # the secret is not stored, so a repeated form cannot be given the first session
        actions.sign_in(person, hash_secret(secret), _agent())
    kept: dict[str, Any] = {name: session[name] for name in ("language",) if name in session}
    session.clear()
    session.update(kept)
    session.permanent = True
    reader = load_reader(secret)
    if reader is not None:
        login_user(reader)


def is_proved(reader: Reader) -> bool:
    """Has the password been given within ten minutes?"""
    return now() - reader.proved_at < PROOF_LASTS


def note_seen(reader: Reader) -> None:
    """Keep the session alive while it is in use; written at most once an hour."""
    if now() - reader.seen_at > SEEN_EVERY:
        try:
            with every_time():
                actions.touch(reader)
        except (OperationalError, OSError) as full:  # a full disk must not keep anybody from reading
            db.session.rollback()
            log.warning("a session's last use was not noted: %s", getattr(full, "orig", full))


@contextmanager
def level_time(seconds: float = 0.15) -> Iterator[None]:
    """Let what is inside take this long at least, so that the time does not tell whether there is an account."""
    start = time.monotonic()
    yield
    time.sleep(max(0.0, seconds - (time.monotonic() - start)))


def _agent() -> str:
    """The browser in words a person knows ("Firefox on Linux"), not its whole signature."""
    text = request.user_agent.string
    browsers = ("Edg", "OPR", "Firefox", "Chrome", "Safari")
    names = {"Edg": "Edge", "OPR": "Opera"}
    systems = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")
    browser = next((names.get(name, name) for name in browsers if name in text), "")
    system = next((name for name in systems if name in text), "")
    return " · ".join(part for part in (browser, system) if part)
