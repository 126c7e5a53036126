"""Cancel, look back."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import gettext as _

from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, require
from app.extensions import db
from app.mentoring.actions.answers import is_over
from app.mentoring.actions.naming import innovation_of, people_of, record_on_calendars, ref
from app.mentoring.events import FeedbackGiven, SessionCancelled
from app.mentoring.models import MentoringSession, SessionFeedback
from app.mentoring.queries.profiles import profile_of
from app.mentoring.queries.relations import pair_of_session
from app.mentoring.queries.sessions import feedback_of
from app.mentoring.rules import may_change_session, may_give_feedback


@action
def cancel_session(actor: Actor, session: MentoringSession, reason: str) -> MentoringSession:
    """Free the time at once, keep the row. Twice is nothing (B8)."""
    require(may_change_session(actor, session))
    if session.state == "cancelled":
        return session
    if session.state not in ("requested", "confirmed") or is_over(session):
        raise Conflict(_("This session is over; it cannot be cancelled any more."))
    cancel(actor, session, reason)
    return session


def cancel(actor: Actor, session: MentoringSession, reason: str) -> None:
    """Cancel within another action, whose rule has been asked: the end of a mentorship, a person who leaves."""
    call_off(actor, session, reason)
    pair = pair_of_session(session)
    told = SessionCancelled(
        ref("session", session.id, pair),
        **people_of(pair),
        starts_at=session.starts_at,
        late=session.cancelled_late,
        version=session.version,
    )
    record_on_calendars(actor, session, told)


@action
def cancel_along(actor: Actor, session: MentoringSession, reason: str) -> None:
    """One of those that end with something else."""
    cancel(actor, session, reason)


def call_off(actor: Actor, session: MentoringSession, reason: str) -> None:
    """The change itself; whoever calls records it."""
    profile = profile_of(session.mentor_id)
    notice = timedelta(hours=profile.notice_hours if profile else 0)
    session.cancelled_late = session.state == "confirmed" and session.starts_at - now() < notice
    session.state, session.cancel_reason = "cancelled", reason.strip()
    session.cancelled_by, session.cancelled_at = actor.id, now()
    session.let_go()
    session.version += 1
    db.session.flush()


@action
def give_feedback(actor: Actor, session: MentoringSession, useful: int, next_step: str) -> MentoringSession:
    """Answer the two questions; seen by animators only (M6). Answering again corrects the answer, quietly."""
    require(may_give_feedback(actor, session))
    if session.state != "held":
        raise Conflict(_("First confirm that the session took place."))
    answer = feedback_of(session.id, actor.id)
    first = answer is None
    if answer is None:
        answer = SessionFeedback(session_id=session.id, person_id=actor.id, created_at=now())
        db.session.add(answer)
    answer.useful, answer.next_step = useful, next_step.strip()
    db.session.flush()
    if first:
        pair = pair_of_session(session)
        record(actor, FeedbackGiven(ref("session", session.id, pair), innovation_of(pair)))
    return session
