"""Ask, answer, take back. Every answer is a compare-and-swap on the state (B7)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import update

from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.innovations import queries as innovations
from app.mentoring.actions.naming import all_of, ref
from app.mentoring.events import RequestAccepted, RequestDeclined, RequestSent, RequestWithdrawn
from app.mentoring.models import MentoringRequest, Mentorship
from app.mentoring.queries.conflicts import is_tied
from app.mentoring.queries.introductions import open_introductions
from app.mentoring.queries.profiles import local_today, profile_of
from app.mentoring.queries.relations import (
    count_taken,
    is_open,
    pair_of_mentorship,
    pair_of_request,
)
from app.mentoring.queries.standing import SHORTEST_REASON, standing
from app.mentoring.rules import (
    may_accept_request,
    may_decline_request,
    may_request_mentoring,
    may_withdraw_request,
)
from app.people.queries import are_apart, cluster, here_among

FURTHEST_START = timedelta(days=366)


@action
def send_request(
    actor: Actor,
    mentor_id: str,
    reason: str,
    innovation_id: str | None = None,
    tried: str = "",
    preferred_start: date | None = None,
) -> MentoringRequest:
    """Ask a mentor (M1): what for, for which innovation, what was tried so far, when one would like to begin."""
    require(may_request_mentoring(actor, mentor_id))
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused(_("Tell a little more: at least %(n)d characters.", n=SHORTEST_REASON), "reason")
    _check_innovation(actor, innovation_id)
    _check_start(preferred_start)
    if are_apart(actor.id, mentor_id) or not here_among([mentor_id]):
        raise Conflict(_("This mentor takes no new requests at the moment."))
    _check_standing(actor, mentor_id)
    request = MentoringRequest(
        mentor_id=mentor_id, mentee_id=actor.id, innovation_id=innovation_id, reason=reason.strip(),
        tried=tried.strip(), preferred_start=preferred_start, created_at=now(), waits_since=now(),
    )  # fmt: skip
    db.session.add(request)
    db.session.flush()
    pair = pair_of_request(request)
    record(actor, RequestSent(ref("request", request.id, pair), **all_of(pair)))
    return request


def _check_standing(actor: Actor, mentor_id: str) -> None:
    profile = profile_of(mentor_id)
    if profile is None:
        raise Conflict(_("This mentor takes no new requests at the moment."))
    db.session.refresh(profile)
    between = standing(actor.id, mentor_id, profile.state, profile.capacity, count_taken(mentor_id, actor.id))
    if between.obstacle:
        raise Conflict(between.obstacle)


def _check_start(wanted: date | None) -> None:
    today = local_today(cluster().timezone)
    if wanted is not None and wanted < today:
        raise Refused(_("This day is over. Choose today or a later one, or leave it open."), "preferred_start")
    if wanted is not None and wanted > today + FURTHEST_START:
        raise Refused(_("Choose a day within the next year, or leave it open."), "preferred_start")


def _check_innovation(actor: Actor, innovation_id: str | None) -> None:
    mine = [id_ for id_, _name in innovations.of_person(actor.id)]
    if innovation_id is None and mine:
        raise Refused(_("Say which innovation it is for."), "innovation_id")
    if innovation_id is not None and innovation_id not in mine:
        raise Refused(_("Choose an innovation whose team you belong to."), "innovation_id")


@action
def accept_request(actor: Actor, request: MentoringRequest) -> Mentorship:
    """Say yes: the mentorship begins, if there is still a place (B12)."""
    require(may_accept_request(actor, request))
    must_be_open(request)
    mentorship = begin(request.mentor_id, request.mentee_id, request.innovation_id, own_places_taken())
    _answer(request, "accepted", mentorship_id=mentorship.id)
    pair = pair_of_mentorship(mentorship.id)
    record(actor, RequestAccepted(ref("mentorship", mentorship.id, pair), **all_of(pair)))
    return mentorship


def own_places_taken() -> str:
    """For the mentor: what to do about it."""
    return _(
        "All your places are taken or promised. Raise your number of places first, complete a mentorship, or take back "
        "your yes to an introduction."
    )


def begin(mentor_id: str, mentee_id: str, innovation_id: str | None, full: str) -> Mentorship:
    """The mentorship of two people who agreed, if there is still a place (B12): part of the action that agrees.

    Whoever introduced the two has had their wish: an introduction of them that is open is agreed by it.
    """
    must_fit(mentor_id, mentee_id, full)
    mentorship = Mentorship(mentor_id=mentor_id, mentee_id=mentee_id, innovation_id=innovation_id, created_at=now())
    db.session.add(mentorship)
    db.session.flush()
    for introduction in open_introductions(mentor_id, mentee_id):
        introduction.state, introduction.mentorship_id = "agreed", mentorship.id
    db.session.flush()
    return mentorship


def must_fit(mentor_id: str, mentee_id: str, full: str) -> None:
    """Conflict unless the two may begin, or begin again: both here, not apart (M3), no interest in the way (M4), and
    the mentor has a place (B12). Of a block nobody is told: it reads like somebody who is away.

    `full` is the sentence for a mentor without a place.
    """
    if len(here_among((mentor_id, mentee_id))) < 2 or are_apart(mentor_id, mentee_id):
        raise Conflict(_("One of the two is not here just now, so nothing can begin. The animators can help."))
    if is_tied(mentor_id, mentee_id):
        raise Conflict(_("A conflict of interest has been declared."))
    profile = profile_of(mentor_id)
    if profile is not None:
        db.session.refresh(profile)
    if profile is None or count_taken(mentor_id, mentee_id) >= profile.capacity:
        raise Conflict(full)


@action
def decline_request(actor: Actor, request: MentoringRequest, reason: str, note: str = "") -> MentoringRequest:
    """Say no, with a kind reason from the short list."""
    require(may_decline_request(actor, request))
    _answer(request, "declined", answer_reason=reason, answer_note=note.strip())
    pair = pair_of_request(request)
    record(actor, RequestDeclined(ref("request", request.id, pair), **all_of(pair)))
    return request


@action
def withdraw_request(actor: Actor, request: MentoringRequest) -> MentoringRequest:
    """Take it back. Twice is nothing."""
    require(may_withdraw_request(actor, request))
    if request.state == "withdrawn":
        return request
    _answer(request, "withdrawn")
    pair = pair_of_request(request)
    record(actor, RequestWithdrawn(ref("request", request.id, pair), **all_of(pair)))
    return request


def _answer(request: MentoringRequest, state: str, **answer: Any) -> None:
    must_be_open(request)
    swap(request, state, answered_at=now(), **answer)


def swap(request: MentoringRequest, state: str, **values: Any) -> None:
    """From the state it is in to `state`, or Conflict and nothing changes (B7)."""
    done = db.session.execute(
        update(MentoringRequest)
        .where(MentoringRequest.id == request.id, MentoringRequest.state == request.state)
        .values(state=state, **values)
        .execution_options(synchronize_session=False)
    )
    if done.rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict(_gone(request))
    db.session.refresh(request)


def must_be_open(request: MentoringRequest) -> None:
    """Conflict, in words, unless it still waits for somebody."""
    if not is_open(request):
        raise Conflict(_gone(request))


def _gone(request: MentoringRequest) -> str:
    words = {
        "accepted": _("This request has been accepted already."),
        "declined": _("This request has been declined already."),
        "withdrawn": _("This request was withdrawn in the meantime."),
    }
    return words.get(request.state, _("This request has expired: 14 days passed without an answer."))
