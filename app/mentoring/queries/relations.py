"""Requests and mentorships, each with its two people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select, union_all

from app.core.clock import now
from app.core.prepared import prepared
from app.core.rules import Actor
from app.extensions import db
from app.mentoring.models import (
    EXPIRES_AFTER,
    OPEN,
    GroupSeat,
    Introduction,
    MentoringRequest,
    MentoringSession,
    Mentorship,
    MentorshipMember,
)
from app.mentoring.queries.pairs import Pair, mine, not_apart, own, pair_of, with_pair
from app.mentoring.queries.standing import RUNNING


@dataclass(frozen=True)
class Told:
    """A row of a list: what is needed to show it, and the two people."""

    id: str
    state: str
    at: datetime
    pair: Pair


def is_open(request: MentoringRequest, at: datetime | None = None) -> bool:
    """Waiting for an answer; derived, so that it holds whether or not the worker has run."""
    return request.state in OPEN and request.waits_since > (at or now()) - EXPIRES_AFTER


def state_of(request: MentoringRequest) -> str:
    """Its state as a word; expired as soon as its time is over."""
    return "expired" if request.state in OPEN and not is_open(request) else request.state


def joined_by(person_id: Any) -> Any:
    """Ids of the mentorships in which they take part as one of the mentee's team."""
    return select(MentorshipMember.mentorship_id).where(MentorshipMember.person_id == person_id)


def takes_part(person_id: str) -> Any:
    """Whether they are mentor, mentee, or of the team that takes part in a Mentorship; not with somebody they are kept
    apart from (M3).
    """
    part = or_(own(Mentorship, person_id), Mentorship.id.in_(joined_by(person_id)))
    return and_(part, not_apart(Mentorship, person_id))


def sessions_with(person_id: Any) -> Any:
    """The ids of all sessions in which this person takes part, each way by its own index."""
    session, member = MentoringSession, MentorshipMember
    return union_all(
        select(session.id).where(session.mentor_id == person_id),
        select(session.id).where(session.mentee_id == person_id),
        select(GroupSeat.session_id).where(GroupSeat.person_id == person_id, GroupSeat.state == "seated"),
        select(session.id)
        .join(member, member.mentorship_id == session.mentorship_id)
        .where(member.person_id == person_id),
    )


def taking_part(session_id: str) -> frozenset[str]:
    """The ids of all who take part in it: mentor, mentee, the team, who has a seat. `sessions_with`, the other way."""
    return frozenset(found for (found,) in _taking_part(session_id) if found)


@prepared
def _taking_part(session_id: Any) -> Any:
    session, member = MentoringSession, MentorshipMember
    return union_all(
        select(session.mentor_id).where(session.id == session_id),
        select(session.mentee_id).where(session.id == session_id),
        select(GroupSeat.person_id).where(GroupSeat.session_id == session_id, GroupSeat.state == "seated"),
        select(member.person_id)
        .join(session, session.mentorship_id == member.mentorship_id)
        .where(session.id == session_id),
    )


def request_of(reader: Actor, id_: str) -> tuple[MentoringRequest, Pair] | None:
    """A request, for its two people and for animators."""
    return _one(reader, MentoringRequest, mine(MentoringRequest, reader.id), id_)


def mentorship_of(reader: Actor, id_: str) -> tuple[Mentorship, Pair] | None:
    """A mentorship, for all who take part and for animators."""
    return _one(reader, Mentorship, takes_part(reader.id), id_)


def _one(reader: Actor, model: Any, theirs: Any, id_: str) -> Any:
    query = with_pair(select(model), model, model.innovation_id).where(model.id == id_)
    if reader.role != "animator":
        query = query.where(theirs)
    row = db.session.execute(query).first()
    return (row[0], pair_of(row)) if row else None


def requests_of(person_id: str, limit: int = 20) -> list[Told]:
    """Their requests in both directions that wait, newest first; and those answered in the last month."""
    request = MentoringRequest
    recent = or_(request.state.in_(OPEN), request.answered_at > now() - timedelta(days=30))
    query = select(request.id, request.state, request.created_at).where(mine(request, person_id), recent)
    query = query.where(request.state != "accepted")
    return _told(with_pair(query, request, request.innovation_id).order_by(request.created_at.desc()).limit(limit))


def mentorships_of(person_id: str, running: bool = True, limit: int = 25) -> list[Told]:
    """Their mentorships in every role: running ones, or those that ended."""
    state = Mentorship.state.in_(RUNNING) if running else Mentorship.state.not_in(RUNNING)
    query = select(Mentorship.id, Mentorship.state, Mentorship.created_at).where(takes_part(person_id), state)
    query = with_pair(query, Mentorship, Mentorship.innovation_id)
    return _told(query.order_by(Mentorship.created_at.desc()).limit(limit))


def open_requests_of(person_id: str) -> list[MentoringRequest]:
    """Without an answer, in both directions: what leaving the cluster withdraws."""
    request = MentoringRequest
    query = select(request).where(own(request, person_id), request.state.in_(OPEN))
    return list(db.session.execute(query.limit(1000)).scalars())


def running_mentorships_of(person_id: str) -> list[Mentorship]:
    """Those of the two people's: what leaving the cluster ends."""
    query = select(Mentorship).where(own(Mentorship, person_id), Mentorship.state.in_(RUNNING))
    return list(db.session.execute(query.limit(1000)).scalars())


def _told(query: Any) -> list[Told]:
    return [Told(row[0], row[1], row[2], pair_of(row)) for row in db.session.execute(query)]


def count_taken(mentor_id: str, mentee_id: str) -> int:
    """How many of the mentor's places others than this mentee have (B12): by a mentorship that runs, or promised by the
    mentor's yes to an introduction that waits for theirs."""
    met, ship = Introduction, Mentorship
    running = select(func.count(ship.id)).where(ship.mentor_id == mentor_id, ship.state.in_(RUNNING))
    waits = (met.state == "open", met.mentor_answer == "yes", met.mentee_id != mentee_id)
    promised = select(func.count(met.id)).where(met.mentor_id == mentor_id, *waits)
    return db.session.execute(select(running.scalar_subquery() + promised.scalar_subquery())).scalar_one()


def overdue_requests(at: datetime, limit: int = 200) -> list[tuple[MentoringRequest, Pair]]:
    """Those without an answer whose time is over, on whichever side it ran out."""
    query = with_pair(select(MentoringRequest), MentoringRequest, MentoringRequest.innovation_id)
    overdue = MentoringRequest.state.in_(OPEN) & (MentoringRequest.waits_since <= at - EXPIRES_AFTER)
    rows = db.session.execute(query.where(overdue).order_by(MentoringRequest.waits_since).limit(limit)).all()
    return [(row[0], pair_of(row)) for row in rows]


def pair_of_request(request: MentoringRequest) -> Pair:
    """The two people of a request."""
    return _pair(MentoringRequest, request.id)


def pair_of_mentorship(mentorship_id: str) -> Pair:
    """The two people of a mentorship."""
    return _pair(Mentorship, mentorship_id)


def pair_of_session(session: MentoringSession) -> Pair:
    """The two people of a session of a mentorship; a group session has no pair: LookupError."""
    if session.mentorship_id is None:
        raise LookupError("a group session has no pair")
    return pair_of_mentorship(session.mentorship_id)


def _pair(model: Any, id_: str) -> Pair:
    query = with_pair(select(model.id), model, model.innovation_id).where(model.id == id_)
    return pair_of(db.session.execute(query).one())


def track_record(person_id: str) -> tuple[int, int]:
    """Sessions held as a mentor, and with how many people: counts only (M6)."""
    row = _held(person_id).one()
    return row[0], row[1]


@prepared
def _held(mentor_id: Any) -> Any:
    held = (MentoringSession.mentor_id == mentor_id) & (MentoringSession.state == "held")
    people = func.count(func.distinct(MentoringSession.mentee_id))
    return select(func.count(MentoringSession.id), people).where(held)
