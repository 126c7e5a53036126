"""The seats of a group session: how many are free, and who is next in line (B14)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from app.activity.facts import Fact, Ref, person_ref
from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.extensions import db
from app.mentoring.events import GroupOfferLapsed, GroupSeatOffered
from app.mentoring.models import GroupSeat, MentoringSession
from app.mentoring.queries.seats import OFFER, SHORT_OFFER, groups_with_lapsed_offers, seat_rows
from app.people.queries import Person, here_among


def seat_of(session_id: str, person_id: str) -> GroupSeat | None:
    """This person's seat, as it is now."""
    return db.session.get(GroupSeat, (session_id, person_id), populate_existing=True)


def taken_seats(session: MentoringSession) -> int:
    """Seats that somebody has, or that are kept for somebody. Offers that are over still count: `fill_seats` first."""
    return sum(seat.state in ("seated", "offered") for seat in seat_rows(session.id))


def free_seats(session: MentoringSession) -> int:
    """Seats that nobody has and that are kept for nobody. After `fill_seats`, nobody is in line when there is one."""
    return max(0, (session.seats or 0) - taken_seats(session))


def seat_told(kind: Any, session: MentoringSession, who: Ref, **more: Any) -> Fact:
    """A fact between a person and the mentor of the group."""
    mentor = person_ref(db.session.get_one(Person, session.mentor_id))
    told: Fact = kind(Ref("group", session.id, session.title), who, mentor, session.starts_at, **more)
    return told


def fill_seats(session: MentoringSession) -> None:
    """Let go of offers that were not taken in time, and offer what is free to those in line, first come first."""
    at = now()
    if session.state != "confirmed" or session.starts_at <= at:
        return
    rows = seat_rows(session.id)
    for seat in rows:
        if seat.state == "offered" and seat.offered_until is not None and seat.offered_until <= at:
            _let_lapse(session, seat)
    free = (session.seats or 0) - sum(seat.state in ("seated", "offered") for seat in rows)
    waiting = [seat for seat in rows if seat.state == "waiting"]
    here = here_among(seat.person_id for seat in waiting) if waiting and free > 0 else ()
    for seat in [seat for seat in waiting if seat.person_id in here][: max(0, free)]:
        _offer(session, seat, offer_ends(session.starts_at, at))
    db.session.flush()


@action
def _let_lapse(session: MentoringSession, seat: GroupSeat) -> None:
    seat.state, seat.offered_until = "left", None
    record(None, GroupOfferLapsed(_ref(session), _person(seat), session.starts_at))


@action
def _offer(session: MentoringSession, seat: GroupSeat, until: datetime) -> None:
    seat.state, seat.offered_until = "offered", until
    db.session.flush()
    record(None, GroupSeatOffered(_ref(session), _person(seat), session.starts_at, until))


def offer_ends(starts_at: datetime, at: datetime) -> datetime:
    """24 hours from now, 2 when it starts within a day; never after the start (B14)."""
    return min(starts_at, at + (SHORT_OFFER if starts_at - at <= timedelta(days=1) else OFFER))


def _ref(session: MentoringSession) -> Ref:
    return Ref("group", session.id, session.title)


def _person(seat: GroupSeat) -> Ref:
    return person_ref(db.session.get_one(Person, seat.person_id))


@action(silent="each seat is a fact of its own, inside")
def settle_seats(at: datetime) -> int:
    """The worker's part: seats that were offered and not taken in time go on to the next. How many groups."""
    found = groups_with_lapsed_offers(at)
    for id_ in found:
        fill_seats(db.session.get_one(MentoringSession, id_))
    return len(found)
