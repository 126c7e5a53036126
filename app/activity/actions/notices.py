"""How one wants to be told: chosen on a page, or by the link in a mail; nothing of it is an event."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete

from app.activity.letters import DIGEST_LETTER, SWITCHES
from app.activity.models import MailPreference, NoticeSettings
from app.activity.queries import usual_settings
from app.activity.ways import DIGEST, INBOX, preference_key, usual_way
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor
from app.extensions import db


@dataclass(frozen=True)
class Wanted:
    """For all kinds together; hour and day (0 is Monday) are the person's own zone's."""

    quiet: bool
    digest: str  # daily, weekly, never
    digest_hour: int
    digest_day: int
    shows_seen: bool


@action(silent="how one is told is nobody else's business")
def choose_notices(actor: Actor, wanted: Wanted, ways: Mapping[str, str]) -> None:
    """Keep what differs from what is usual; what was chosen for kinds that `ways` does not name stays."""
    _forget_ways(actor.id, ways)
    chosen = [(key, how) for key, how in sorted(ways.items()) if how != usual_way(key)]
    db.session.add_all(MailPreference(person_id=actor.id, verb=key, how=how) for key, how in chosen)
    _set(actor.id, vars(wanted))


@action(silent="how one is told is nobody else's business")
def choose_usual_notices(actor: Actor) -> None:
    """Back to what holds for everybody who chose nothing."""
    db.session.execute(delete(MailPreference).where(MailPreference.person_id == actor.id))
    usual = usual_settings(actor.id)
    _set(actor.id, {name: getattr(usual, name) for name in Wanted.__dataclass_fields__})


@action(silent="how one is told is nobody else's business")
def unsubscribe(actor: Actor | None, person_id: str, key: str) -> None:
    """No more mail of this kind; who holds the link of the mail may say so without signing in (N3)."""
    if key in SWITCHES:
        SWITCHES[key].off(person_id)
    else:
        _choose(person_id, key, INBOX)


@action(silent="how one is told is nobody else's business")
def weekly_instead(actor: Actor | None, person_id: str, key: str) -> None:
    """The same by the link in a mail: this kind (or the digest itself) once a week. Not for other letters."""
    if key in SWITCHES and key != DIGEST_LETTER:
        return
    if key != DIGEST_LETTER:
        _choose(person_id, key, DIGEST)
    _set(person_id, {"digest": "weekly"})


@action(silent="how one is told is nobody else's business")
def be_quiet(actor: Actor | None, person_id: str, _key: str = "") -> None:
    """The same by the link in a mail: no mail at all but what concerns the account."""
    _set(person_id, {"quiet": True})


def no_digest(person_id: str) -> None:
    """The digest's own switch, called inside an action."""
    _set(person_id, {"digest": "never"})


def _choose(person_id: str, key: str, how: str) -> None:
    key = preference_key(key)
    _forget_ways(person_id, (key,))
    db.session.add(MailPreference(person_id=person_id, verb=key, how=how))


def _forget_ways(person_id: str, keys: Collection[str]) -> None:
    mine = MailPreference.person_id == person_id, MailPreference.verb.in_(keys)
    db.session.execute(delete(MailPreference).where(*mine))


def _set(person_id: str, values: Mapping[str, Any]) -> None:
    """A digest that comes at another time is counted from now, so that it comes at its hour and not at once."""
    found = db.session.get(NoticeSettings, person_id)
    if found is None:
        found = usual_settings(person_id)
        db.session.add(found)
    if any(values.get(name, getattr(found, name)) != getattr(found, name) for name in _TIMING):
        found.last_digest_at = now()
    for name, value in values.items():
        setattr(found, name, value)


_TIMING = ("digest", "digest_hour", "digest_day", "quiet")
