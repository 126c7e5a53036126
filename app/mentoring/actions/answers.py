"""A mentor's yes or no to a session that was asked for. Compare-and-swap on its state (B7)."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _

from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, require
from app.extensions import db
from app.mentoring.actions.booking import guarded_flush, must_be_free, must_be_seen, must_stand
from app.mentoring.actions.holds import expire_holds_of
from app.mentoring.actions.naming import people_of, record_on_calendars, ref
from app.mentoring.actions.reminders import remind
from app.mentoring.events import SessionConfirmed, SessionDeclined
from app.mentoring.models import MentoringSession
from app.mentoring.queries.relations import pair_of_session
from app.mentoring.rules import may_confirm_session


@action
def confirm_session(actor: Actor, session: MentoringSession, seen: datetime | None) -> MentoringSession:
    """Say yes to the start that was shown, `seen` (UTC): it is booked. A second yes or a late one changes nothing (B7).

    The mentor's own yes goes beyond what the mentor has set (hours, buffers, limits, the horizon, a break): these keep
    others from asking, and bind nobody who decides for themselves. What is no setting stands: the mentorship is active,
    both can use their accounts, neither has anything else at that time; and the notice, as the hold ends with it (B6).
    """
    require(may_confirm_session(actor, session))
    _must_wait(session)
    must_be_seen(session.starts_at, seen)
    must_stand(session)
    expire_holds_of((session.mentor_id, session.mentee_id or ""))
    must_be_free(session, session.starts_at)
    session.state, session.held_until = "confirmed", None
    guarded_flush()
    pair = pair_of_session(session)
    about = ref("session", session.id, pair)
    told = SessionConfirmed(about, **people_of(pair), starts_at=session.starts_at, version=session.version)
    remind(record_on_calendars(actor, session, told), session)
    return session


@action
def decline_session(actor: Actor, session: MentoringSession, reason: str) -> MentoringSession:
    """Say no, with a word for the mentee; its time is free at once."""
    require(may_confirm_session(actor, session))
    _must_wait(session)
    session.state, session.held_until, session.cancel_reason = "declined", None, reason.strip()
    session.version += 1
    db.session.flush()
    pair = pair_of_session(session)
    about = ref("session", session.id, pair)
    told = SessionDeclined(about, **people_of(pair), starts_at=session.starts_at, version=session.version)
    record_on_calendars(actor, session, told)
    return session


def is_over(session: MentoringSession, at: datetime | None = None) -> bool:
    """Asked for, and its time to answer is over: derived, so that it holds whether or not the worker has run."""
    return session.state == "requested" and session.is_let_go(at or now())


def _must_wait(session: MentoringSession) -> None:
    if is_over(session):
        raise Conflict(_("The time to answer is over, and the session's time is free again."))
    if session.state != "requested":
        raise Conflict(_("This session does not wait for an answer any more."))
