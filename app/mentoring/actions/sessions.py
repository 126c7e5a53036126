"""Book, cancel, move, mark held, look back. The verdict that made the list decides again under the lock (B2, B4)."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.mentoring.actions.naming import innovation_of, people_of, ref
from app.mentoring.events import FeedbackGiven, SessionBooked, SessionCancelled, SessionHeld, SessionMoved
from app.mentoring.models import MentoringSession, Mentorship, SessionFeedback
from app.mentoring.queries.profiles import profile_of
from app.mentoring.queries.relations import pair_of_mentorship, pair_of_session
from app.mentoring.queries.sessions import feedback_of
from app.mentoring.queries.times import Times, times_for
from app.mentoring.rules import may_book_session, may_change_session, may_give_feedback
from app.mentoring.slots import Reason, enough_notice

LOST = {
    Reason.BUSY_MENTOR, Reason.BUSY_MENTEE, Reason.WEEKLY_LIMIT, Reason.MONTHLY_LIMIT, Reason.RELATIONSHIP,
    Reason.PAUSED,
}  # fmt: skip
"""Verdicts that tell of somebody else's doing (409); the others speak of the start itself (422)."""


@action
def book_session(actor: Actor, mentorship: Mentorship, start: datetime) -> MentoringSession:
    """Take one of the free times. Of any number at once for overlapping times exactly one succeeds (B2)."""
    require(may_book_session(actor, mentorship))
    profile = profile_of(mentorship.mentor_id)
    if profile is None:
        raise Conflict(_("This mentor has no times on offer."))
    db.session.refresh(profile)
    times = times_for(mentorship)
    _check(times, start)
    session = MentoringSession(
        mentorship_id=mentorship.id, mentor_id=mentorship.mentor_id, mentee_id=mentorship.mentee_id, starts_at=start,
        ends_at=start + timedelta(minutes=times.minutes), place=profile.place, booked_by=actor.id,
    )  # fmt: skip
    db.session.add(session)
    _guarded_flush()
    pair = pair_of_mentorship(mentorship.id)
    record(actor, SessionBooked(ref("session", session.id, pair), **people_of(pair), starts_at=start))
    return session


def _check(times: Times, start: datetime) -> None:
    reason = times.verdict(start)
    if reason is None:
        return
    if reason in LOST:
        raise Conflict(why(reason, times))
    raise Refused(why(reason, times), "start")


def why(reason: Reason, times: Times) -> str:
    """The verdict as a sentence that says what to do."""
    words = {
        Reason.NOTICE: _("This is too soon: sessions are booked at least %(n)d hours ahead. Choose a later time.",
                         n=times.hours.notice_hours),
        Reason.HORIZON: _("This is too far ahead: sessions can be booked for the next %(n)d days.",
                          n=times.hours.horizon_days),
        Reason.NOT_OFFERED: _("This time is not on offer. Choose one of the times shown."),
        Reason.WEEKLY_LIMIT: _("The mentor's sessions of that week are all taken. Choose another week."),
        Reason.MONTHLY_LIMIT: _("The mentor's hours of that month are all taken. Choose another month."),
        Reason.BUSY_MENTOR: _("This time has just been taken. Choose another one."),
        Reason.BUSY_MENTEE: _("There is another session at this time already. Choose another one."),
        Reason.PAUSED: _("The mentor takes a break just now and has no times on offer."),
        Reason.RELATIONSHIP: _("This mentorship is not active any more, so nothing can be booked."),
    }  # fmt: skip
    return words.get(reason, _("This time cannot be booked. Choose another one."))


def _guarded_flush() -> None:
    """The database's own guard is the last line (B2)."""
    try:
        db.session.flush()
    except IntegrityError as error:
        if "session_overlap" in str(error.orig):
            raise Conflict(_("This time has just been taken. Choose another one.")) from error
        raise


@action
def move_session(actor: Actor, session: MentoringSession, start: datetime) -> MentoringSession:
    """The same session at another time; it does not stand in its own way. The same time is nothing (B9)."""
    require(may_change_session(actor, session))
    if session.state != "confirmed":
        raise Conflict(_("This session cannot be moved any more."))
    if start == session.starts_at:
        return session
    mentorship = db.session.get_one(Mentorship, session.mentorship_id)
    db.session.refresh(mentorship)
    times = times_for(mentorship, moving=session)
    if not enough_notice(times.hours, times.at, session.starts_at):
        raise Refused(
            _("It begins in less than %(n)d hours: too late to move it. Write to each other, or cancel it.",
              n=times.hours.notice_hours),
            "start",
        )  # fmt: skip
    _check(times, start)
    was_at, length = session.starts_at, session.ends_at - session.starts_at
    session.starts_at, session.ends_at = start, start + length
    session.version += 1
    _guarded_flush()
    pair = pair_of_session(session)
    told = SessionMoved(ref("session", session.id, pair), **people_of(pair), was_at=was_at, starts_at=start)
    record(actor, told)
    return session


@action
def cancel_session(actor: Actor, session: MentoringSession, reason: str) -> MentoringSession:
    """Free the time at once, keep the row. Twice is nothing (B8)."""
    require(may_change_session(actor, session))
    if session.state == "cancelled":
        return session
    if session.state not in ("requested", "confirmed"):
        raise Conflict(_("This session is over; it cannot be cancelled any more."))
    cancel(actor, session, reason)
    return session


def cancel(actor: Actor, session: MentoringSession, reason: str) -> None:
    """Cancel within another action, whose rule has been asked: the end of a mentorship, a person who leaves."""
    profile = profile_of(session.mentor_id)
    notice = timedelta(hours=profile.notice_hours if profile else 0)
    session.state, session.cancel_reason = "cancelled", reason.strip()
    session.cancelled_by, session.cancelled_at = actor.id, now()
    session.cancelled_late = session.starts_at - now() < notice
    session.version += 1
    db.session.flush()
    pair = pair_of_session(session)
    told = SessionCancelled(
        ref("session", session.id, pair),
        **people_of(pair),
        starts_at=session.starts_at,
        late=session.cancelled_late,
    )
    record(actor, told)


@action
def hold_session(actor: Actor, session: MentoringSession) -> MentoringSession:
    """Say that it took place; either of the two, once it has begun."""
    require(may_change_session(actor, session))
    if session.state == "held":
        return session
    if session.state != "confirmed":
        raise Conflict(_("This session was cancelled."))
    if session.starts_at > now():
        raise Conflict(_("This session has not begun yet."))
    session.state, session.held_marked_by = "held", actor.id
    db.session.flush()
    pair = pair_of_session(session)
    minutes = (session.ends_at - session.starts_at) // timedelta(minutes=1)
    about = ref("session", session.id, pair)
    record(actor, SessionHeld(about, **people_of(pair), innovation=innovation_of(pair), minutes=minutes))
    return session


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
