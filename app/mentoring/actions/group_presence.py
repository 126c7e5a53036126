"""Of a group session that is over: who came; contested by those who had a seat, decided by an animator (B13, B14)."""

from __future__ import annotations

from collections.abc import Collection

from flask_babel import gettext as _

from app.activity.facts import person_ref
from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, Refused, require
from app.core.search import forget
from app.extensions import db
from app.mentoring.actions.attendance import minutes_of, must_be_holdable
from app.mentoring.actions.groups import group_ref, mentor_ref
from app.mentoring.actions.seats import seat_of
from app.mentoring.events import GroupDecided, GroupDisputed, GroupHeld
from app.mentoring.models import MentoringSession
from app.mentoring.presence import can_be_missed
from app.mentoring.queries.seats import seat_rows
from app.mentoring.rules import may_contest_session, may_decide_dispute, may_run_group
from app.people.queries import active_animators

OUTCOMES = ("held", "there", "cancelled")
"""What an animator can decide: it was as was said; who contests it was there, too; it did not take place."""


@action
def hold_group(actor: Actor, session: MentoringSession, present: Collection[str]) -> MentoringSession:
    """Say that it took place, and who of those with a seat came: at least one, or nothing counts (B13).

    As long as it can be said that somebody did not come, who is not among those `present` is marked so; later they are
    not, they are only not counted.
    """
    require(may_run_group(actor, session))
    if session.state == "held":
        return session
    must_be_holdable(session)
    came = session.seated.intersection(present)
    if not came:
        raise Refused(_("Tick who was there. If nobody came, say that it did not take place."), "present")
    _mark_seats(session, came)
    session.state, session.held_marked_by = "held", actor.id
    forget(db.session(), "group", session.id)
    db.session.flush()
    record(actor, GroupHeld(group_ref(session), person_ref(actor), minutes_of(session), len(came)))
    return session


def _mark_seats(session: MentoringSession, came: Collection[str]) -> None:
    missed = can_be_missed(session.starts_at, now())
    for seat in seat_rows(session.id):
        sat = seat.state == "seated"
        seat.state = "seated" if seat.person_id in came else "absent" if sat and missed else "left"


@action
def contest_group(actor: Actor, session: MentoringSession, note: str) -> MentoringSession:
    """They were there, or it did not take place: an animator decides; until then no hours count. Twice is nothing."""
    require(may_contest_session(actor, session))
    if session.state == "disputed":
        return session
    if session.state != "held" or session.settled_by:
        raise Conflict(_("There is nothing to contest: an animator has decided, or nothing was said of it."))
    session.state, session.disputed_by, session.dispute_note = "disputed", actor.id, note.strip()
    db.session.flush()
    told = GroupDisputed(group_ref(session), mentor_ref(session), session.starts_at)
    record(actor, told, ask=active_animators())
    return session


@action
def decide_group(actor: Actor, session: MentoringSession, outcome: str) -> MentoringSession:
    """An animator says what it was; that stands."""
    require(may_decide_dispute(actor, session))
    if session.state != "disputed":
        raise Conflict(_("This session is not disputed any more."))
    if outcome not in OUTCOMES:
        raise Refused(_("Choose what it was."), "outcome")
    _settle(actor, session, outcome)
    who = [session.disputed_by] if session.disputed_by else []
    told = GroupDecided(group_ref(session), mentor_ref(session), session.starts_at, outcome)
    record(actor, told, tell=who, among=who)
    return session


def _settle(actor: Actor, session: MentoringSession, outcome: str) -> None:
    session.state, session.settled_by = "cancelled" if outcome == "cancelled" else "held", actor.id
    if outcome == "cancelled":
        session.cancelled_by, session.cancelled_at, session.version = actor.id, now(), session.version + 1
    seat = seat_of(session.id, session.disputed_by or "")
    if outcome == "there" and seat is not None:
        seat.state = "seated"
    db.session.flush()
