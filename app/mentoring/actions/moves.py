"""The same session at another time: at once, or as a proposal that waits for the mentor's yes (B9)."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _

from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.mentoring.actions.answers import is_over
from app.mentoring.actions.booking import (
    check,
    guarded_flush,
    must_be_free,
    must_be_seen,
    must_stand,
)
from app.mentoring.actions.holds import expire_holds_of
from app.mentoring.actions.naming import people_of, record_on_calendars, ref
from app.mentoring.actions.reminders import remind
from app.mentoring.events import MoveDeclined, MoveProposed, SessionMoved
from app.mentoring.models import MentoringSession, Mentorship
from app.mentoring.queries.diaries import holds_until
from app.mentoring.queries.relations import pair_of_session
from app.mentoring.queries.times import Times, times_for
from app.mentoring.rules import may_answer_move, may_change_session
from app.mentoring.slots import enough_notice


@action
def move_session(actor: Actor, session: MentoringSession, start: datetime) -> MentoringSession:
    """Another time for it; it does not stand in its own way. The same time is nothing (B9).

    With a mentor who confirms bookings, a mentee's move is proposed: the old time stands until the mentor says yes, and
    the new one is kept for as long as a session that is asked for (B6).
    """
    require(may_change_session(actor, session))
    _must_be_movable(actor, session)
    expire_holds_of((session.mentor_id, session.mentee_id or ""))
    if start == session.starts_at or (start == session.proposed_start and actor.id == session.proposed_by):
        return session
    mentorship = db.session.get_one(Mentorship, session.mentorship_id)
    db.session.refresh(mentorship)
    times = times_for(mentorship, moving=session, by=actor.id)
    _check_old_time(times, session)
    check(times, start)
    if times.asks and session.state == "confirmed":
        return _propose(actor, session, start, times.hours.notice_hours)
    if session.state == "requested" and session.held_until:
        session.held_until = min(session.held_until, holds_until(start, times.hours.notice_hours, now()))
    return _move(actor, session, start)


def _must_be_movable(actor: Actor, session: MentoringSession) -> None:
    if is_over(session) or session.state not in ("confirmed", "requested") or session.mentorship_id is None:
        raise Conflict(_("This session cannot be moved any more."))
    if session.state == "requested" and actor.id == session.mentor_id:
        raise Conflict(_("First confirm the session or decline it."))


def _check_old_time(times: Times, session: MentoringSession) -> None:
    if not enough_notice(times.hours, times.at, session.starts_at):
        raise Refused(_too_late(times.hours.notice_hours), "start")


def _too_late(notice_hours: int) -> str:
    return _("It begins in less than %(n)d hours: too late to move it. Write to each other, or cancel it.",
             n=notice_hours)  # fmt: skip


def _propose(actor: Actor, session: MentoringSession, start: datetime, notice_hours: int) -> MentoringSession:
    """A proposal that takes the place of another one keeps the first one's deadline, as a request does."""
    until = holds_until(min(start, session.starts_at), notice_hours, now())
    if until <= now():
        raise Refused(_too_late(notice_hours), "start")
    session.held_until = min(until, session.held_until or until)
    session.proposed_start, session.proposed_by = start, actor.id
    db.session.flush()
    pair = pair_of_session(session)
    about, was_at = ref("session", session.id, pair), session.starts_at
    record(actor, MoveProposed(about, **people_of(pair), was_at=was_at, starts_at=start, held_until=session.held_until))
    return session


def _move(actor: Actor, session: MentoringSession, start: datetime) -> MentoringSession:
    was_at, length = session.starts_at, session.ends_at - session.starts_at
    session.starts_at, session.ends_at = start, start + length
    if session.state == "confirmed":
        session.let_go()
    session.version += 1
    guarded_flush()
    pair = pair_of_session(session)
    about = ref("session", session.id, pair)
    told = SessionMoved(about, **people_of(pair), was_at=was_at, starts_at=start, version=session.version)
    remind(record_on_calendars(actor, session, told), session)
    return session


@action
def accept_move(actor: Actor, session: MentoringSession, seen: datetime | None) -> MentoringSession:
    """Yes to the proposed start that was shown, `seen` (UTC), if it is still free (B7). There is no second yes.

    The mentor's own yes goes beyond hours, buffers, limits and breaks, as in `confirm_session`. The notice applies to
    the old and the new start all the same (B9): it is what both rely on so shortly before. And the mentorship is
    active, both can use their accounts, neither has anything else at that time.
    """
    require(may_answer_move(actor, session))
    start = _proposal(session)
    must_be_seen(start, seen)
    must_stand(session)
    _must_have_notice(session, start)
    expire_holds_of((session.mentor_id, session.mentee_id or ""))
    must_be_free(session, start)
    return _move(actor, session, start)


def _must_have_notice(session: MentoringSession, start: datetime) -> None:
    hours = times_for(db.session.get_one(Mentorship, session.mentorship_id), moving=session).hours
    if not enough_notice(hours, now(), min(start, session.starts_at)):
        raise Conflict(
            _("It is too late for this move: one of the two times is less than %(n)d hours ahead. The old time stands.",
              n=hours.notice_hours)
        )  # fmt: skip


@action
def decline_move(actor: Actor, session: MentoringSession) -> MentoringSession:
    """The old time stands: the other says no, or who proposed takes it back."""
    require(may_change_session(actor, session))
    _proposal(session)
    session.let_go()
    db.session.flush()
    pair = pair_of_session(session)
    record(actor, MoveDeclined(ref("session", session.id, pair), **people_of(pair), starts_at=session.starts_at))
    return session


def _proposal(session: MentoringSession) -> datetime:
    if session.state != "confirmed" or session.proposed_start is None:
        raise Conflict(_("No other time is proposed for this session any more."))
    if session.is_let_go(now()):
        raise Conflict(_("The time to answer is over: the old time stands, and the one proposed is free again."))
    return session.proposed_start
