"""Before the answer: ask for more, tell more; remind who stays silent, and give them a break (M1, M2)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import update

from app.activity.facts import Ref
from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Refused, require
from app.extensions import db
from app.mentoring.actions.naming import all_of, ref
from app.mentoring.actions.requests import must_be_open, swap
from app.mentoring.events import MentorReminded, MoreAsked, MoreTold, RequestExpired, SilentMentorPaused
from app.mentoring.models import MentoringRequest, MentorProfile, RequestReply
from app.mentoring.queries.asking import NUDGES, due_reminders, left_unanswered, turn_of
from app.mentoring.queries.pairs import Pair
from app.mentoring.queries.profiles import profile_of
from app.mentoring.queries.relations import overdue_requests, pair_of_request
from app.mentoring.rules import may_ask_more, may_tell_more

SILENCES = 2
"""Expired requests in a row after which a mentor is paused (M2)."""


@action
def ask_more(actor: Actor, request: MentoringRequest, question: str) -> MentoringRequest:
    """The mentor wants to know more before answering: the request stays, and waits for the mentee (M1)."""
    require(may_ask_more(actor, request))
    must_be_open(request)
    if request.state != "sent":
        raise Refused(_("You have asked already. The reply is still to come."), "question")
    _say(actor, request, question, "question", "more_information_asked")
    pair = pair_of_request(request)
    record(actor, MoreAsked(ref("request", request.id, pair), **all_of(pair)))
    return request


@action
def tell_more(actor: Actor, request: MentoringRequest, text: str) -> MentoringRequest:
    """The mentee replies: the request waits for the mentor again, from now on and with no reminder sent yet (M1)."""
    require(may_tell_more(actor, request))
    must_be_open(request)
    if request.state != "more_information_asked":
        raise Refused(_("The mentor has your reply already."), "text")
    _say(actor, request, text, "text", "sent")
    pair = pair_of_request(request)
    record(actor, MoreTold(ref("request", request.id, pair), **all_of(pair)))
    return request


def _say(actor: Actor, request: MentoringRequest, text: str, field: str, state: str) -> None:
    if not text.strip():
        raise Refused(_("Write a few words."), field)
    swap(request, state, waits_since=now(), nudged=0)
    db.session.add(RequestReply(request_id=request.id, person_id=actor.id, text=text.strip(), created_at=now()))
    db.session.flush()


@action(silent="each request is a fact of its own, inside")
def remind_mentors(at: datetime) -> int:
    """For the worker: remind mentors after 3 and 7 days of silence, each once, whatever else has run. How many."""
    sent = 0
    for request, pair, number in due_reminders(at):
        claimed = db.session.execute(
            update(MentoringRequest)
            .where(MentoringRequest.id == request.id, MentoringRequest.nudged < number)
            .values(nudged=number)
            .execution_options(synchronize_session=False)
        )
        if claimed.rowcount == 1:  # type: ignore[attr-defined]
            _remind(request, pair, NUDGES[number - 1].days)
            sent += 1
    db.session.expire_all()
    return sent


@action
def _remind(request: MentoringRequest, pair: Pair, days: int) -> None:
    record(None, MentorReminded(ref("request", request.id, pair), **all_of(pair), days=days))


@action(silent="each request is a fact of its own, inside")
def expire_requests(at: datetime) -> int:
    """For the worker: close what waited for 14 days on either side; a mentor silent twice gets a break. How many."""
    overdue = overdue_requests(at)
    for request, pair in overdue:
        silent = turn_of(request.state)
        _expire(request, pair, at, silent)
        if silent == "mentor":
            _pause_if_silent(request.mentor_id, pair.mentor.name)
    return len(overdue)


@action
def _expire(request: MentoringRequest, pair: Pair, at: datetime, silent: str) -> None:
    request.state, request.answered_at, request.answer_reason = "expired", at, silent
    db.session.flush()
    record(None, RequestExpired(ref("request", request.id, pair), **all_of(pair), silent=silent))


def _pause_if_silent(mentor_id: str, name: Any) -> None:
    profile = profile_of(mentor_id)
    if profile is None or profile.state != "published":
        return
    if left_unanswered(mentor_id, profile.published_at) < SILENCES:
        return
    _pause(profile, name)


@action
def _pause(profile: MentorProfile, name: Any) -> None:
    profile.state, profile.paused_why = "paused", "silent"
    db.session.flush()
    record(None, SilentMentorPaused(Ref("way_back", profile.person_id, name), Ref("person", profile.person_id, name)))
