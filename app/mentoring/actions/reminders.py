"""Mails before a session (BEHAVIOURS B11): queued with the booking or the move, asked again when they are due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from app.activity.models import Delivery, Event
from app.activity.record import send_later
from app.core.clock import now
from app.extensions import db
from app.mentoring.models import MentoringSession
from app.mentoring.queries.relations import taking_part
from app.mentoring.reminding import REMINDERS


def remind(event: Event, session: MentoringSession, people: Iterable[str] | None = None) -> None:
    """Queue the reminders of this session for these people (ids; all who take part when none are named), inside the
    action that recorded `event`.

    For a confirmed session only: of one that waits for a yes, when the yes is recorded. A moment that is past already
    (the session is booked less than 24 hours ahead) is left out. Called twice for the same start, nobody is reminded
    twice; the version is compared when the mail is due.
    """
    if session.state != "confirmed":
        return
    wanted = set(people if people is not None else taking_part(session.id))
    for letter, before in REMINDERS.items():
        due = session.starts_at - before
        if due > now():
            of_this = letter if event.object_id == session.id else f"{letter}:{session.id}"
            send_later(event, of_this, wanted - _reminded(session, letter, due), due)


def _reminded(session: MentoringSession, letter: str, due: datetime) -> set[str]:
    """Who has a reminder of this version waiting already, from another event."""
    about = Event.object_kind.in_(("session", "group")) & (Event.object_id == session.id) & (Delivery.letter == letter)
    several = Delivery.letter == f"{letter}:{session.id}"
    waiting = (Delivery.state == "queued") & (Delivery.due_at == due)
    query = select(Delivery.person_id, Event.facts).join(Event, Event.id == Delivery.event_id)
    rows = db.session.execute(query.where(about | several, waiting)).all()
    return {person for person, facts in rows if person and facts.get("version", 0) == session.version}
