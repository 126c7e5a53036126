"""How a mentorship ends, and what happens to it when a person leaves (M8)."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import or_, select

from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, require
from app.core.search import forget
from app.extensions import db
from app.mentoring.actions.calendar import forget_calendar
from app.mentoring.actions.naming import all_of, ref
from app.mentoring.actions.sessions import cancel
from app.mentoring.events import MentorshipCompleted, MentorshipEnded, RequestWithdrawn
from app.mentoring.models import OPEN, MentoringRequest, Mentorship
from app.mentoring.queries.profiles import profile_of
from app.mentoring.queries.relations import pair_of_mentorship, pair_of_request
from app.mentoring.queries.sessions import future_sessions, future_sessions_of
from app.mentoring.queries.standing import RUNNING
from app.mentoring.rules import may_end_mentorship


@action
def complete_mentorship(actor: Actor, mentorship: Mentorship) -> Mentorship:
    """It has reached what it was for. Nothing may be ahead any more."""
    require(may_end_mentorship(actor, mentorship))
    if mentorship.state == "completed":
        return mentorship
    _must_run(mentorship)
    if future_sessions(mentorship.id):
        raise Conflict(_("There are still sessions ahead. Hold or cancel them first."))
    _end(mentorship, "completed")
    pair = pair_of_mentorship(mentorship.id)
    record(actor, MentorshipCompleted(ref("mentorship", mentorship.id, pair), **all_of(pair)))
    return mentorship


@action
def end_mentorship(actor: Actor, mentorship: Mentorship) -> Mentorship:
    """It ends before its time: the sessions ahead are cancelled, each with its own notice."""
    require(may_end_mentorship(actor, mentorship))
    if mentorship.state == "ended_early":
        return mentorship
    _must_run(mentorship)
    _end_early(actor, mentorship, _("The mentorship has ended."))
    return mentorship


def _must_run(mentorship: Mentorship) -> None:
    if mentorship.state not in RUNNING:
        raise Conflict(_("This mentorship has ended already."))


def _end_early(actor: Actor, mentorship: Mentorship, reason: str) -> None:
    for session in future_sessions(mentorship.id):
        cancel(actor, session, reason)
    _end(mentorship, "ended_early")
    pair = pair_of_mentorship(mentorship.id)
    record(actor, MentorshipEnded(ref("mentorship", mentorship.id, pair), **all_of(pair)))


def _end(mentorship: Mentorship, state: str) -> None:
    mentorship.state, mentorship.ended_at = state, now()
    db.session.flush()


@action
def leave(actor: Actor, person: Any) -> None:
    """A person leaves the cluster: nested in people's action, which has asked whether that may be (M8).

    Sessions ahead are cancelled neutrally, requests withdrawn, mentorships end; counts and hours stay.
    """
    for session in future_sessions_of(person.id):
        cancel(actor, session, _("This person has left the cluster."))
    for request in _of(MentoringRequest, person.id, MentoringRequest.state.in_(OPEN)):
        request.state, request.answered_at = "withdrawn", now()
        db.session.flush()
        pair = pair_of_request(request)
        record(actor, RequestWithdrawn(ref("request", request.id, pair), **all_of(pair)))
    for mentorship in _of(Mentorship, person.id, Mentorship.state.in_(RUNNING)):
        _end_early(actor, mentorship, _("This person has left the cluster."))
    profile = profile_of(person.id)
    if profile is not None:
        profile.state, profile.offer, profile.place = "paused", "", ""
    forget(db.session(), "mentor", person.id)
    forget_calendar(person.id)
    db.session.flush()


def _of(model: Any, person_id: str, condition: Any) -> list[Any]:
    query = select(model).where(or_(model.mentor_id == person_id, model.mentee_id == person_id), condition)
    return list(db.session.execute(query.limit(1000)).scalars())
