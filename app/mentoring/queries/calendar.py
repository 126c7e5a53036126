"""Sessions as their people's calendars have them: both roles, seats in a group, places in a team."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, literal, select

from app.core.clock import now
from app.core.prepared import prepared
from app.core.rules import Actor
from app.mentoring.models import MentoringSession
from app.mentoring.queries.pairs import MenteePerson, MentorPerson, Who, zone_of
from app.mentoring.queries.relations import sessions_with
from app.people.queries import apart_from


@dataclass(frozen=True)
class Appointment:
    """A session, its mentor and (none in a group) its mentee; `mine`: the person asked for takes part."""

    id: str
    kind: str
    state: str
    version: int
    starts_at: datetime
    ends_at: datetime
    place: str
    title: str
    created_at: datetime
    changed_at: datetime
    mentor: Who
    mentee: Who | None
    mine: bool

    def partner_of(self, person_id: str) -> Who | None:
        """Whom this person meets: the mentor, or for the mentor the mentee; None for the mentor of a group."""
        return self.mentee if person_id == self.mentor.id else self.mentor


_PLAIN = (
    "id", "kind", "state", "version", "starts_at", "ends_at", "place", "title", "created_at", "changed_at",
)  # fmt: skip
last_change = func.coalesce(
    MentoringSession.changed_at, MentoringSession.created_at, type_=MentoringSession.created_at.type
)


def _appointments(mine: Any) -> Any:
    session: Any = MentoringSession
    mentor, mentee = MentorPerson, MenteePerson
    return (
        select(
            session.id, session.kind, session.state, session.version, session.starts_at, session.ends_at,
            session.place, session.title, session.created_at,
            last_change,
            mine,
            mentor.id, mentor.name, mentor.photo, mentor.timezone,
            mentee.id, mentee.name, mentee.photo, mentee.timezone,
        )
        .join(mentor, mentor.id == session.mentor_id)
        .outerjoin(mentee, mentee.id == session.mentee_id)
    )  # fmt: skip


def _read(row: Any) -> Appointment:
    told: tuple[Any, ...] = tuple(row)
    mentor, mentee = _who(told[11:15]), _who(told[15:19]) if told[15] else None
    plain: Any = dict(zip(_PLAIN, told, strict=False))
    return Appointment(**plain, mentor=mentor, mentee=mentee, mine=bool(told[10]))


def _who(told: tuple[Any, ...]) -> Who:
    return Who(told[0], told[1], told[2], zone_of(told[3]))


def appointment(person_id: str, session_id: str) -> Appointment | None:
    """One session as this person's calendar would have it. Whether it is theirs is `mine`."""
    row = _one(person_id, session_id).first()
    return _read(row) if row else None


@prepared
def _one(person_id: Any, session_id: Any) -> Any:
    return _appointments(MentoringSession.id.in_(sessions_with(person_id))).where(MentoringSession.id == session_id)


def appointment_seen(reader: Actor, session_id: str) -> Appointment | None:
    """The same, for who may see the session: who takes part, and animators."""
    found = appointment(reader.id, session_id)
    if found is None or reader.role == "animator":
        return found
    apart = apart_from(reader.id)
    return None if not found.mine or {who.id for who in (found.mentor, found.mentee) if who} & apart else found


def series_of(person_id: str, session_id: str) -> list[Appointment]:
    """All sessions of the series that this one is of, soonest first, if the person takes part."""
    return [_read(row) for row in _series(person_id, session_id)]


@prepared
def _series(person_id: Any, session_id: Any) -> Any:
    session = MentoringSession
    series = select(session.series_id).where(session.id == session_id).scalar_subquery()
    query = _appointments(literal(True)).where(session.series_id == series, session.id.in_(sessions_with(person_id)))
    return query.order_by(session.starts_at).limit(MOST)


LOOK_BACK = timedelta(days=30)
"""How long what is over, or off, stays in a feed."""
OFF = ("cancelled", "declined", "expired")
MOST = 1000


def feed_of(person_id: str) -> list[Appointment]:
    """What this person's feed shows: from 30 days back to the last that is booked; what is off, for 30 days."""
    return [_read(row) for row in _feed(person_id, now() - LOOK_BACK)]


@prepared
def _feed(person_id: Any, since: Any) -> Any:
    session = MentoringSession
    shown = session.state.not_in(OFF) | (last_change > since)
    query = _appointments(literal(True)).where(session.id.in_(sessions_with(person_id)), session.ends_at > since, shown)
    return query.order_by(session.starts_at, session.id).limit(MOST)
