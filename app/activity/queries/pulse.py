"""What is new for somebody's open page: one indexed read when nothing is."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from app.activity.heard import opened, sealed
from app.activity.models import ANIMATORS, MEMBERS, NETWORK, Event, Pulse
from app.activity.nudging import AUDIENCES
from app.activity.queries.seen import visible_to
from app.core.prepared import prepared
from app.core.rules import Actor
from app.extensions import db

REGIONS = ("messages", "inbox", "work", "log")
MANY = 1000
"""So many new entries are looked through for one that this reader sees; a page that heard of none since looks anew."""


def changes(reader: Actor, since: str) -> tuple[str, list[str]]:
    """What the page has heard up to now, and the regions that changed after `since`, which is what it had heard before.

    Two numbers: the reader's own changes, and those of the log for everybody who sees as much of it as they do."""
    rows = {row.person_id: row for row in _pulses(reader.id, audience_of(reader))}
    heard, log_heard = opened(reader.id, since)
    own, all_ = rows.get(reader.id), rows.get(audience_of(reader))
    number, log_number = own.number if own else 0, all_.number if all_ else 0
    news = [name for name in REGIONS if own and (getattr(own, name) > heard or number < heard)]
    if "log" not in news and log_number != log_heard and _sees_any(reader, log_number - log_heard):
        news.append("log")
    return (sealed(reader.id, number, log_number), news) if news else (since, [])


def heard_by(person_id: Any, audience: Any) -> tuple[Any, Any]:
    """The two numbers as scalar subqueries, for what a page has heard when it is made."""
    mine = select(Pulse.number).where(Pulse.person_id == person_id).scalar_subquery()
    all_ = select(Pulse.number).where(Pulse.person_id == audience).scalar_subquery()
    return func.coalesce(mine, 0), func.coalesce(all_, 0)


def audience_of(reader: Actor) -> str:
    """Whose log this reader sees."""
    return AUDIENCES[_level(reader)]


def _level(reader: Actor) -> int:
    return {"animator": ANIMATORS, "observer": NETWORK}.get(reader.role, MEMBERS)


@prepared
def _pulses(person_id: Any, audience: Any) -> Any:
    return select(Pulse).with_only_columns(*Pulse.__table__.columns).where(Pulse.person_id.in_([person_id, audience]))


def _sees_any(reader: Actor, more: int) -> bool:
    """Of the newest entries for everybody, does this reader see one? Those that name somebody they are kept apart from
    are not to be noticed, not even by an answer with nothing new in it, however many they are (M3)."""
    if reader.role in ("animator", "observer") or not 0 < more <= MANY:
        return True
    theirs = select(Event.id).where(Event.shown >= _level(reader)).order_by(Event.id.desc())
    oldest = func.coalesce(theirs.offset(more - 1).limit(1).scalar_subquery(), "")
    return db.session.execute(theirs.where(Event.id >= oldest, visible_to(reader)).limit(1)).first() is not None
