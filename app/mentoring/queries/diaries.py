"""What takes up people's time: their sessions in any role, and their seats in groups (B1, B14).

A requested session whose hold is over takes up nothing, whether or not the worker has written that down (B6).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Select, String, and_, distinct, func, literal, or_, select, union_all

from app.core.models import Moment
from app.core.prepared import prepared
from app.mentoring.models import GroupSeat, MentoringSession
from app.mentoring.slots import Busy, Party

HOLDING = ("requested", "confirmed")
"""States of a session that take up its time (B1)."""
PROPOSED = "proposed"
"""As what a time is taken that a session is proposed to move to: kept for both, counted for nothing (B9)."""
KEEPING = (*HOLDING, PROPOSED)
"""What stands in the way of another session."""
COUNTED = (*HOLDING, "held", "no_show", "disputed")
"""States that count against the weekly limit and the month's hours."""
LONGEST = timedelta(days=1)
"""No session lasts longer."""
MOST = 5000
"""Taken times that are read at once at most."""
HOLD = timedelta(hours=48)
"""How long a requested session keeps its time at most (B6)."""
MOST_HELD = 3
"""Requests for a session, or for a series of them, that one mentee may have at once (B6)."""


class Taken(NamedTuple):
    """A session that takes up the time of `person_id`, as mentor, mentee or with a seat."""

    id: str
    mentor_id: str
    mentee_id: str | None
    starts_at: datetime
    ends_at: datetime
    state: str
    seat: str | None

    def parties(self, mentor_id: str, mentee_id: str | None) -> list[Party]:
        """Whose time it is, of the two who want to meet."""
        people = (self.mentor_id, self.mentee_id, self.seat)
        mine = [Party.MENTOR] if mentor_id in people else []
        return [*mine, Party.MENTEE] if mentee_id and mentee_id in people else mine


def holds_until(start: datetime, notice_hours: int, at: datetime) -> datetime:
    """Until when a session asked for now keeps its time: 48 hours, and never later than start minus notice (B6)."""
    return min(at + HOLD, start - timedelta(hours=notice_hours))


def taken_times(people: Iterable[str], at: datetime, since: datetime, until: datetime) -> list[Taken]:
    """What these people have that begins between the two moments; holds that are over `at` that moment left out."""
    return [_taken(*row) for row in _between(list(people), at, since, until)]


def _taken(
    id_: str, mentor: str, mentee: str | None, start: datetime, end: datetime, state: str, seat: str | None,
    proposed: datetime | None,
) -> Taken:  # fmt: skip
    """The row as it is, or, of a move that is proposed, the time that is kept for it."""
    if proposed is None:
        return Taken(id_, mentor, mentee, start, end, state, seat)
    return Taken(id_, mentor, mentee, proposed, proposed + (end - start), PROPOSED, None)


def busy_with(taken: Iterable[Taken], mentor_id: str, mentee_id: str | None) -> tuple[Busy, ...]:
    """The same as slots.py reads it."""
    return tuple(
        Busy(one.starts_at, one.ends_at, party)
        for one in taken
        if one.state in KEEPING
        for party in one.parties(mentor_id, mentee_id)
    )


def _live(at: Any) -> Any:
    session = MentoringSession
    return session.state.in_(COUNTED) & ~and_(session.state == "requested", session.is_let_go(at))


@prepared
def _between(people: Any, at: Any, since: Any, until: Any) -> Any:
    """Sessions, seats in groups that are ahead, and moves that are proposed."""
    session, seat = MentoringSession, GroupSeat
    theirs = or_(session.mentor_id.in_(people), session.mentee_id.in_(people))
    kept = (session.state == "confirmed") & session.is_kept(at)
    sits = seat.person_id.in_(people) & (seat.state == "seated") & session.state.in_(HOLDING)
    sessions = _columns().where(theirs, _live(at), _within(session.starts_at, since, until))
    seats = _columns(seat=seat.person_id).join(seat, seat.session_id == session.id)
    moves = _columns(proposed=session.proposed_start).where(theirs, kept)
    return union_all(
        sessions,
        seats.where(sits, _within(session.starts_at, since, until)),
        moves.where(_within(session.proposed_start, since, until)),
    ).limit(MOST)


_NOBODY, _NEVER = literal(None, String), literal(None, Moment)


def _columns(seat: Any = _NOBODY, proposed: Any = _NEVER) -> Select[Any]:
    session = MentoringSession
    whose = (session.id, session.mentor_id, session.mentee_id)
    return select(*whose, session.starts_at, session.ends_at, session.state, seat, proposed)


def _within(moment: Any, since: Any, until: Any) -> Any:
    return (moment > since) & (moment < until)


def overlaps(people: Iterable[str], start: datetime, end: datetime, at: datetime, but: str = "") -> set[str]:
    """Who of these has something in [start, end), half-open, other than the session `but` (B1)."""
    asked = list(people)
    near = taken_times(asked, at, start - LONGEST, end)
    met = [one for one in near if one.state in KEEPING and one.ends_at > start and one.id != but]
    return {person for one in met for person in (one.mentor_id, one.mentee_id, one.seat) if person in asked}


def held_by(mentee_id: str, at: datetime) -> int:
    """How often this mentee has asked and what was asked for keeps its time still; a series is one of it (B6)."""
    return int(_held(mentee_id, at).scalar_one())


@prepared
def _held(mentee_id: Any, at: Any) -> Any:
    session = MentoringSession
    held = (session.mentee_id == mentee_id) & (session.state == "requested")
    asked = func.coalesce(session.series_id, session.id)
    return select(func.count(distinct(asked))).where(held, session.is_kept(at))


def holds_over(at: datetime, people: Iterable[str] = (), limit: int = 200) -> list[MentoringSession]:
    """Sessions whose hold is over, of these people or of all: asked for and not answered, or with a move proposed."""
    asked = list(people)
    return list((_over_of(asked, at, limit=limit) if asked else _over(at, limit=limit)).scalars())


@prepared
def _over(at: Any, *, limit: int) -> Any:
    return _unanswered(at).limit(limit)


@prepared
def _over_of(people: Any, at: Any, *, limit: int) -> Any:
    session = MentoringSession
    return _unanswered(at).where(or_(session.mentor_id.in_(people), session.mentee_id.in_(people))).limit(limit)


def _unanswered(at: Any) -> Any:
    session = MentoringSession
    waits = or_(session.state == "requested", and_(session.state == "confirmed", session.proposed_start.is_not(None)))
    return select(session).where(waits, session.is_let_go(at)).order_by(session.held_until, session.starts_at)
