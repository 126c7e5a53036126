"""The seats of a group session and the line for them (B14)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, select

from app.core.prepared import prepared
from app.extensions import db
from app.mentoring.models import GroupSeat, MentoringSession
from app.people.queries import Person

OFFER, SHORT_OFFER = timedelta(hours=24), timedelta(hours=2)
"""How long a freed seat is kept for who is next in line; the short one when it starts within a day (B14)."""
MOST_LISTED = 200


def people_in(session_id: str) -> list[Any]:
    """Who has a seat, then who is in line, in its order: (person_id, name, photo, state, offered_until)."""
    return list(_people(session_id))


@prepared
def _people(session_id: Any) -> Any:
    seat, order = GroupSeat, {"seated": 0, "offered": 1, "waiting": 2, "absent": 3}
    query = select(seat.person_id, Person.name, Person.photo, seat.state, seat.offered_until)
    query = query.join(Person, Person.id == seat.person_id).where(seat.session_id == session_id)
    shown = query.where(seat.state.in_(tuple(order)))
    return shown.order_by(case(order, value=seat.state, else_=9), seat.since, seat.person_id).limit(MOST_LISTED)


def seat_rows(session_id: str) -> list[GroupSeat]:
    """The seats and the line, first come first, to be changed."""
    query = select(GroupSeat).where(GroupSeat.session_id == session_id, GroupSeat.state != "left")
    return list(db.session.execute(query.order_by(GroupSeat.since, GroupSeat.person_id).limit(1000)).scalars())


def groups_with_lapsed_offers(at: datetime, limit: int = 200) -> list[str]:
    """Ids of group sessions ahead in which an offered seat was not taken in time."""
    session = MentoringSession
    lapsed = (GroupSeat.state == "offered") & (GroupSeat.offered_until <= at)
    query = select(session.id).join(GroupSeat, GroupSeat.session_id == session.id).where(lapsed).distinct()
    ahead = (session.state == "confirmed") & (session.starts_at > at)
    return list(db.session.execute(query.where(ahead).limit(limit)).scalars())
