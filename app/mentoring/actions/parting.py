"""Two people who shall have nothing to do with each other any more: what is open between them ends, neutrally (M3)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete

from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor
from app.extensions import db
from app.mentoring.actions.groups import stand_up_along
from app.mentoring.actions.introductions import part_introduced
from app.mentoring.actions.naming import all_of, people_of, record_on_calendars, ref
from app.mentoring.events import MentorshipEnded, RequestWithdrawn, SessionCancelled
from app.mentoring.models import MentoringRequest, MentoringSession, Mentorship
from app.mentoring.queries.between import (
    open_requests_between,
    running_between,
    seats_between,
    sessions_between,
    shared_teams,
)
from app.mentoring.queries.relations import pair_of_mentorship, pair_of_request, pair_of_session
from app.messages.actions import keep_in_step


@action(silent="each thing that ends is a fact of its own, inside; that two part is no one's business")
def part(actor: Actor, one: Any, other: Any) -> None:
    """Nested in people's action, which has asked whether that may be. Nobody is told whose wish it was: what ends
    here is recorded as if it had ended by itself.
    """
    for session in sessions_between(one.id, other.id):
        _call_off(session)
    for request in open_requests_between(one.id, other.id):
        _withdraw(request)
    for mentorship in running_between(one.id, other.id):
        _end(mentorship)
    part_introduced(one.id, other.id)
    for seat in seats_between(one.id, other.id):
        stand_up_along(None, db.session.get_one(MentoringSession, seat.session_id), seat)
    for member in shared_teams(one.id, other.id):
        db.session.execute(delete(type(member)).where(*_is(member)))
        mentorship = db.session.get_one(Mentorship, member.mentorship_id)
        db.session.refresh(mentorship)
        keep_in_step(actor, "mentorship", mentorship.id, mentorship.people)
    db.session.flush()


def _is(member: Any) -> tuple[Any, ...]:
    kind = type(member)
    return kind.mentorship_id == member.mentorship_id, kind.person_id == member.person_id


@action
def _call_off(session: MentoringSession) -> None:
    session.state, session.cancelled_at, session.cancelled_late = "cancelled", now(), False
    session.let_go()
    session.version += 1
    db.session.flush()
    pair = pair_of_session(session)
    told = SessionCancelled(
        ref("session", session.id, pair),
        **people_of(pair),
        starts_at=session.starts_at,
        late=False,
        version=session.version,
    )
    record_on_calendars(None, session, told)


@action
def _withdraw(request: MentoringRequest) -> None:
    request.state, request.answered_at = "withdrawn", now()
    db.session.flush()
    pair = pair_of_request(request)
    record(None, RequestWithdrawn(ref("request", request.id, pair), **all_of(pair)))


@action
def _end(mentorship: Mentorship) -> None:
    mentorship.state, mentorship.ended_at = "ended_early", now()
    db.session.flush()
    pair = pair_of_mentorship(mentorship.id)
    record(None, MentorshipEnded(ref("mentorship", mentorship.id, pair), **all_of(pair)))
