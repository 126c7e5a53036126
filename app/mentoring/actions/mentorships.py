"""How a mentorship ends, and what happens to it when a person leaves (M8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, update

from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, require
from app.core.search import forget
from app.extensions import db
from app.mentoring.actions.calendar import forget_calendar
from app.mentoring.actions.certificates import revoke_all_of
from app.mentoring.actions.groups import call_off_along, stand_up_along
from app.mentoring.actions.introductions import forget as forget_introductions
from app.mentoring.actions.naming import all_of, innovation_of, must_run, record_at, ref
from app.mentoring.actions.requests import must_fit
from app.mentoring.actions.seats import seat_of
from app.mentoring.actions.sessions import cancel_along
from app.mentoring.events import (
    ClosingGiven,
    MentorshipCompleted,
    MentorshipEnded,
    MentorshipPaused,
    MentorshipReopened,
    MentorshipResumed,
    RequestWithdrawn,
)
from app.mentoring.models import (
    AgreedAction,
    Closing,
    MentoringRequest,
    Mentorship,
    MentorshipMember,
    MentorTopic,
    Note,
)
from app.mentoring.queries.groups import future_groups_of
from app.mentoring.queries.profiles import profile_of
from app.mentoring.queries.relations import (
    open_requests_of,
    pair_of_mentorship,
    pair_of_request,
    running_mentorships_of,
)
from app.mentoring.queries.sessions import future_sessions, future_sessions_of
from app.mentoring.queries.standing import RUNNING
from app.mentoring.queries.work import closing_of, goal_rows
from app.mentoring.rules import may_end_mentorship, may_pause_mentorship, may_rate_goals, may_reopen_mentorship


@dataclass(frozen=True)
class LookingBack:
    """What one says at the end. `after` and `before`: the mentee's side's rating, 1 to 5, by goal."""

    changed: str = ""
    may_tell: bool = False
    before: Mapping[str, int] = field(default_factory=dict)
    after: Mapping[str, int] = field(default_factory=dict)


@action
def complete_mentorship(actor: Actor, mentorship: Mentorship, said: LookingBack | None = None) -> Mentorship:
    """It has reached what it was for; nothing may be ahead any more. The other one is asked to look back, too."""
    require(may_end_mentorship(actor, mentorship))
    if mentorship.state == "completed":
        return mentorship if said is None else _look_back(actor, mentorship, said)
    must_run(mentorship)
    if future_sessions(mentorship.id):
        raise Conflict(_("There are still sessions ahead. Hold or cancel them first."))
    _end(mentorship, "completed")
    if said is not None:
        _keep(actor, mentorship, said)
    record_at(actor, mentorship, MentorshipCompleted, innovation=innovation_of(pair_of_mentorship(mentorship.id)))
    return mentorship


def _look_back(actor: Actor, mentorship: Mentorship, said: LookingBack) -> Mentorship:
    """The second to look back; or the same words better said, quietly."""
    closing = closing_of(mentorship.id, actor.id)
    first = closing is None or closing.created_at < (mentorship.ended_at or closing.created_at)
    _keep(actor, mentorship, said)
    if first:
        record_at(actor, mentorship, ClosingGiven, innovation=innovation_of(pair_of_mentorship(mentorship.id)))
    return mentorship


def _keep(actor: Actor, mentorship: Mentorship, said: LookingBack) -> None:
    closing = closing_of(mentorship.id, actor.id)
    if closing is None:
        closing = Closing(mentorship_id=mentorship.id, person_id=actor.id)
        db.session.add(closing)
    closing.changed, closing.may_tell, closing.created_at = said.changed.strip(), said.may_tell, now()
    db.session.flush()
    if said.after or said.before:
        require(may_rate_goals(actor, mentorship))
    for goal in goal_rows(mentorship.id):
        goal.before, goal.after = said.before.get(goal.id, goal.before), said.after.get(goal.id, goal.after)
    db.session.flush()


@action
def end_mentorship(actor: Actor, mentorship: Mentorship, reason: str = "", note: str = "") -> Mentorship:
    """It ends before its time, nobody's fault: the sessions ahead are cancelled, each with its own notice.

    `reason` (a code) and `note` are read by animators only.
    """
    require(may_end_mentorship(actor, mentorship))
    if mentorship.state == "ended_early":
        return mentorship
    must_run(mentorship)
    mentorship.end_reason, mentorship.end_note, mentorship.ended_by = reason, note.strip(), actor.id
    _end_early(actor, mentorship, _("The mentorship has ended."))
    return mentorship


def _end_early(actor: Actor, mentorship: Mentorship, reason: str) -> None:
    for session in future_sessions(mentorship.id):
        cancel_along(actor, session, reason)
    _end(mentorship, "ended_early")
    record_at(actor, mentorship, MentorshipEnded, innovation=innovation_of(pair_of_mentorship(mentorship.id)))


def _end(mentorship: Mentorship, state: str) -> None:
    mentorship.state, mentorship.ended_at = state, now()
    mentorship.paused_at, mentorship.pause_note = None, ""
    db.session.flush()


@action
def pause_mentorship(actor: Actor, mentorship: Mentorship, note: str = "") -> Mentorship:
    """A break: nothing new can be booked, what is booked stays (T3). `note` is read by those who take part."""
    require(may_pause_mentorship(actor, mentorship))
    must_run(mentorship)
    if mentorship.state == "active":
        mentorship.state, mentorship.paused_at, mentorship.pause_note = "paused", now(), note.strip()
        db.session.flush()
        record_at(actor, mentorship, MentorshipPaused, innovation=innovation_of(pair_of_mentorship(mentorship.id)))
    return mentorship


@action
def resume_mentorship(actor: Actor, mentorship: Mentorship) -> Mentorship:
    """Go on after the break."""
    require(may_pause_mentorship(actor, mentorship))
    must_run(mentorship)
    if mentorship.state == "paused":
        mentorship.state, mentorship.paused_at, mentorship.pause_note = "active", None, ""
        db.session.flush()
        record_at(actor, mentorship, MentorshipResumed, innovation=innovation_of(pair_of_mentorship(mentorship.id)))
    return mentorship


@action
def reopen_mentorship(actor: Actor, mentorship: Mentorship) -> Mentorship:
    """An animator lets it begin again, if both are here and the mentor has a place (B12)."""
    require(may_reopen_mentorship(actor, mentorship))
    if mentorship.state in RUNNING:
        return mentorship
    full = _("All places of this mentor are taken. One has to become free first.")
    must_fit(mentorship.mentor_id, mentorship.mentee_id, full)
    mentorship.state, mentorship.ended_at, mentorship.ended_by = "active", None, None
    mentorship.end_reason, mentorship.end_note = "", ""
    db.session.flush()
    record_at(actor, mentorship, MentorshipReopened, innovation=innovation_of(pair_of_mentorship(mentorship.id)))
    return mentorship


@action(silent="each thing that ends is a fact of its own, inside; that they left is told around it")
def leave(actor: Actor, person: Any) -> None:
    """A person leaves the cluster: nested in people's action, which has asked whether that may be (M8).

    Sessions ahead are cancelled neutrally, requests withdrawn, mentorships end, certificates revoked;
    counts and hours stay.
    """
    for session in future_sessions_of(person.id):
        cancel_along(actor, session, _("This person has left the cluster."))
    _leave_groups(actor, person.id)
    for request in open_requests_of(person.id):
        _withdraw(actor, request)
    for mentorship in running_mentorships_of(person.id):
        _end_along(actor, mentorship, _("This person has left the cluster."))
    _forget_work(person.id)
    forget_introductions(actor, person.id)
    revoke_all_of(actor, person.id)
    profile = profile_of(person.id)
    if profile is not None:
        profile.state, profile.offer, profile.place, profile.meets_in = "paused", "", "", ""
        profile.paused_until = None
        db.session.execute(update(MentorTopic).where(MentorTopic.person_id == person.id).values(story=""))
    forget(db.session(), "mentor", person.id)
    forget_calendar(person.id)
    db.session.flush()


@action
def _withdraw(actor: Actor, request: MentoringRequest) -> None:
    request.state, request.answered_at = "withdrawn", now()
    db.session.flush()
    pair = pair_of_request(request)
    record(actor, RequestWithdrawn(ref("request", request.id, pair), **all_of(pair)))


@action
def _end_along(actor: Actor, mentorship: Mentorship, reason: str) -> None:
    _end_early(actor, mentorship, reason)


def _leave_groups(actor: Actor, person_id: str) -> None:
    led, joined = future_groups_of(person_id)
    for group in led:
        call_off_along(actor, group, _("This person has left the cluster."))
    for group in joined:
        if (seat := seat_of(group.id, person_id)) is not None:
            stand_up_along(actor, group, seat)


def _forget_work(person_id: str) -> None:
    """Their private notes go, and nobody waits for what they said they would do; what they shared stays, unnamed."""
    db.session.execute(delete(Note).where(Note.author_id == person_id, Note.audience == "private"))
    undone = (AgreedAction.owner_id == person_id) & AgreedAction.done_at.is_(None)
    db.session.execute(delete(AgreedAction).where(undone))
    db.session.execute(delete(MentorshipMember).where(MentorshipMember.person_id == person_id))
