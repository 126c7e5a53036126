"""Held, or somebody did not come; contested, decided (B13). Hours count when one side said so and nobody contests."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import gettext as _

from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.mentoring.actions.naming import innovation_of, people_of, ref
from app.mentoring.events import DisputeDecided, NoShowMarked, SessionDisputed, SessionHeld
from app.mentoring.models import MentoringSession
from app.mentoring.presence import can_be_held, can_be_missed
from app.mentoring.queries.relations import pair_of_session
from app.mentoring.rules import may_change_session, may_contest_session, may_decide_dispute, may_mark_no_show
from app.people.queries import active_animators

OUTCOMES = ("held", "no_show", "cancelled")
"""What an animator can decide."""


@action
def hold_session(actor: Actor, session: MentoringSession) -> MentoringSession:
    """Say that it took place; either of the two, from 10 minutes to 30 days after its start (B13)."""
    require(may_change_session(actor, session))
    if session.state == "held":
        return session
    must_be_holdable(session)
    session.state, session.held_marked_by = "held", actor.id
    session.let_go()
    db.session.flush()
    pair = pair_of_session(session)
    about = ref("session", session.id, pair)
    told = SessionHeld(about, **people_of(pair), innovation=innovation_of(pair), minutes=minutes_of(session))
    record(actor, told)
    return session


def must_be_holdable(session: MentoringSession) -> None:
    """Nothing was said of it yet, and it can be said now that it took place; of a group session just so (B13)."""
    if session.state != "confirmed":
        raise Conflict(_("This session does not wait to be confirmed any more."))
    if session.starts_at > now():
        raise Conflict(_("This session has not begun yet."))
    if not can_be_held(session.starts_at, now()):
        raise Conflict(_("That it took place can be said from 10 minutes to 30 days after the session's start."))


def minutes_of(session: MentoringSession) -> int:
    """How long it was meant to last."""
    return (session.ends_at - session.starts_at) // timedelta(minutes=1)


@action
def mark_no_show(actor: Actor, session: MentoringSession, missing_id: str) -> MentoringSession:
    """Say who did not come: the other one, or an animator, from 10 minutes to 7 days after the start (B13)."""
    require(may_mark_no_show(actor, session))
    if missing_id not in (session.mentor_id, session.mentee_id) or missing_id == actor.id:
        raise Refused(_("Say of the other one that they did not come."), "missing")
    if session.state == "no_show" and session.no_show_id == missing_id:
        return session
    if session.state != "confirmed":
        raise Conflict(_("This session does not wait to be confirmed any more."))
    if not can_be_missed(session.starts_at, now()):
        raise Conflict(_("This can be said from 10 minutes to 7 days after the session's start."))
    session.state, session.no_show_id, session.no_show_by = "no_show", missing_id, actor.id
    session.let_go()
    db.session.flush()
    pair = pair_of_session(session)
    two = people_of(pair)
    missing = two["mentor"] if missing_id == pair.mentor.id else two["mentee"]
    about = ref("session", session.id, pair)
    record(actor, NoShowMarked(about, missing, **two, starts_at=session.starts_at))
    return session


@action
def contest_session(actor: Actor, session: MentoringSession, note: str) -> MentoringSession:
    """It was otherwise than the other one said: an animator decides. Contesting twice is nothing."""
    require(may_contest_session(actor, session))
    if session.state == "disputed":
        return session
    if session.state not in ("held", "no_show") or session.settled_by:
        raise Conflict(_("There is nothing to contest: an animator has decided, or nothing was said of it."))
    session.state, session.disputed_by, session.dispute_note = "disputed", actor.id, note.strip()
    db.session.flush()
    pair = pair_of_session(session)
    told = SessionDisputed(ref("session", session.id, pair), **people_of(pair), starts_at=session.starts_at)
    record(actor, told, ask=active_animators())
    return session


@action
def decide_dispute(actor: Actor, session: MentoringSession, outcome: str, missing_id: str = "") -> MentoringSession:
    """An animator says what it was, and for a no-show who was missing; that stands."""
    require(may_decide_dispute(actor, session))
    if session.state != "disputed":
        raise Conflict(_("This session is not disputed any more."))
    missing_id = missing_id or session.no_show_id or ""
    if outcome not in OUTCOMES or (outcome == "no_show" and missing_id not in (session.mentor_id, session.mentee_id)):
        raise Refused(_("Choose what it was."), "outcome")
    _settle(actor, session, outcome, missing_id)
    pair = pair_of_session(session)
    about, two = ref("session", session.id, pair), people_of(pair)
    told = DisputeDecided(
        about, **two, innovation=innovation_of(pair), starts_at=session.starts_at, outcome=outcome,
        minutes=minutes_of(session) if outcome == "held" else 0,
    )  # fmt: skip
    record(actor, told)
    return session


def _settle(actor: Actor, session: MentoringSession, outcome: str, missing_id: str) -> None:
    session.state, session.settled_by = outcome, actor.id
    session.no_show_id = missing_id if outcome == "no_show" else None
    session.no_show_by = actor.id if outcome == "no_show" else session.no_show_by
    if outcome == "cancelled":
        session.cancelled_by, session.cancelled_at, session.version = actor.id, now(), session.version + 1
    if outcome == "held" and session.held_marked_by is None:
        session.held_marked_by = actor.id
    db.session.flush()
