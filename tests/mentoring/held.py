"""What has been held, and a certificate of it. Call them inside an application context."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from app.core.clock import at
from app.extensions import db
from app.mentoring import actions
from app.mentoring.actions.certificates import new_code
from app.mentoring.models import Certificate, GroupSeat, MentoringSession, Mentorship
from app.people.models import Person
from tests.mentoring.builders import a_group, a_mentorship, a_session


def a_mentorship_for(innovation_id: str, mentor: Any, mentee: Any) -> str:
    """Two people who have agreed to work on an innovation; its id."""
    mentorship_id = a_mentorship(mentor, mentee)
    db.session.get_one(Mentorship, mentorship_id).innovation_id = innovation_id
    db.session.commit()
    return mentorship_id


def a_held_session(mentorship_id: str, start: datetime, *, minutes: int = 60) -> str:
    """A session that took place, marked by its mentor when it was over, with its event; its id."""
    session_id = a_session(mentorship_id, start, minutes=minutes)
    session = db.session.get_one(MentoringSession, session_id)
    with at(session.ends_at):
        actions.hold_session(db.session.get_one(Person, session.mentor_id), session)
    return session_id


def a_group_held(mentor: Any, start: datetime, *, people: tuple[Any, ...] = (), minutes: int = 60) -> str:
    """A group session that took place, these people in it (or just somebody), with its event; its id."""
    people = people or (db.session.execute(select(Person).where(Person.name == "Tomás Novák")).scalar_one(),)
    with at(start - timedelta(days=3)):
        group_id = a_group(mentor, start, minutes=minutes, title="Pricing together")
    db.session.add_all(GroupSeat(session_id=group_id, person_id=person.id) for person in people)
    db.session.commit()
    session = db.session.get_one(MentoringSession, group_id)
    with at(session.ends_at):
        actions.hold_group(db.session.get_one(Person, mentor.id), session, [person.id for person in people])
    return group_id


def a_certificate(mentor: Any) -> str:
    """One for three hours of last winter; its id."""
    made = Certificate(
        mentor_id=mentor.id, code=new_code(), name=mentor.name, since=date(2025, 12, 1), until=date(2026, 2, 28),
        minutes=180, sessions=3,
    )  # fmt: skip
    db.session.add(made)
    db.session.commit()
    return made.id
