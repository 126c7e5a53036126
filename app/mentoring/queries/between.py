"""What is open between two people, in whichever roles."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from app.core.clock import now
from app.extensions import db
from app.mentoring.models import (
    OPEN,
    GroupSeat,
    MentoringRequest,
    MentoringSession,
    Mentorship,
    MentorshipMember,
)
from app.mentoring.queries.standing import RUNNING

AHEAD = ("requested", "confirmed")


def _both(model: Any, one: str, other: str) -> ColumnElement[bool]:
    return or_(
        and_(model.mentor_id == one, model.mentee_id == other), and_(model.mentor_id == other, model.mentee_id == one)
    )


def sessions_between(one: str, other: str) -> list[MentoringSession]:
    """Booked and not begun, of the two."""
    session = MentoringSession
    ahead = session.state.in_(AHEAD) & (session.starts_at > now())
    query = select(session).where(_both(session, one, other), ahead).order_by(session.starts_at)
    return list(db.session.execute(query.limit(500)).scalars())


def open_requests_between(one: str, other: str) -> list[MentoringRequest]:
    """Asked by one of the other, and without an answer."""
    request = MentoringRequest
    query = select(request).where(_both(request, one, other), request.state.in_(OPEN))
    return list(db.session.execute(query.limit(100)).scalars())


def running_between(one: str, other: str) -> list[Mentorship]:
    """Mentorships of the two that have not ended."""
    query = select(Mentorship).where(_both(Mentorship, one, other), Mentorship.state.in_(RUNNING))
    return list(db.session.execute(query.limit(100)).scalars())


def seats_between(one: str, other: str) -> list[GroupSeat]:
    """Seats of the one in group sessions of the other that have not begun."""
    session, seat = MentoringSession, GroupSeat
    ahead = session.state.in_(AHEAD) & (session.starts_at > now()) & (seat.state != "left")
    theirs = or_(
        and_(session.mentor_id == one, seat.person_id == other), and_(session.mentor_id == other, seat.person_id == one)
    )
    query = select(seat).join(session, session.id == seat.session_id).where(theirs, ahead)
    return list(db.session.execute(query.limit(500)).scalars())


def shared_teams(one: str, other: str) -> list[MentorshipMember]:
    """Memberships of the two in running mentorships of the other; of `one` also where both are of the team."""
    member, it, mate = MentorshipMember, Mentorship, aliased(MentorshipMember)
    mates = select(mate.mentorship_id).where(mate.person_id == other)
    theirs = or_(
        and_(member.person_id == one, or_(it.mentor_id == other, it.mentee_id == other)),
        and_(member.person_id == other, or_(it.mentor_id == one, it.mentee_id == one)),
        and_(member.person_id == one, member.mentorship_id.in_(mates)),
    )
    query = select(member).join(it, it.id == member.mentorship_id).where(theirs, it.state.in_(RUNNING))
    return list(db.session.execute(query.limit(100)).scalars())
