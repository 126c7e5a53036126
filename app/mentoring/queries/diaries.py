"""What takes up people's time: their sessions in any role, and their seats in groups (B1, B14).

A requested session whose hold is over takes up nothing, whether or not the worker has written that down (B6).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import and_, distinct, func, or_, select

from app.core.prepared import prepared
from app.mentoring.models import GroupSeat, MentoringSession
from app.mentoring.slots import Busy, Party

HOLDING = ("requested", "confirmed")
"""States of a session that take up its time (B1)."""
PROPOSED = "proposed"
"""As what a time is taken that a session is proposed to move to: kept for both, counted for nothing (B9)."""
COUNTED = (*HOLDING, "held", "no_show", "disputed")
"""States that count against the weekly limit and the month's hours."""
LONGEST = timedelta(days=1)
"""No session lasts longer."""
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
    asked = list(people)
    rows = [*_sessions(asked, at, since, until), *_seats(asked, since, until)]
    return [*(Taken(*row) for row in rows), *_kept(asked, at, since, until)]


def _kept(people: list[str], at: datetime, since: datetime, until: datetime) -> list[Taken]:
    """The times that sessions of these people are proposed to move to, as long as they are kept."""
    return [
        Taken(id_, mentor, mentee, start, start + (ends_at - starts_at), PROPOSED, None)
        for id_, mentor, mentee, starts_at, ends_at, start in _proposals(people, at, since, until)
    ]


def busy_with(taken: Iterable[Taken], mentor_id: str, mentee_id: str | None) -> tuple[Busy, ...]:
    """The same as slots.py reads it."""
    return tuple(
        Busy(one.starts_at, one.ends_at, party)
        for one in taken
        if one.state in (*HOLDING, PROPOSED)
        for party in one.parties(mentor_id, mentee_id)
    )


def _live(at: Any) -> Any:
    session = MentoringSession
    over = and_(session.state == "requested", session.held_until.is_not(None), session.held_until <= at)
    return session.state.in_(COUNTED) & ~over


@prepared
def _sessions(people: Any, at: Any, since: Any, until: Any) -> Any:
    session = MentoringSession
    whose = or_(session.mentor_id.in_(people), session.mentee_id.in_(people))
    within = (session.starts_at < until) & (session.starts_at > since)
    return select(*_COLUMNS).where(whose, _live(at), within).limit(3000)


@prepared
def _proposals(people: Any, at: Any, since: Any, until: Any) -> Any:
    session = MentoringSession
    whose = or_(session.mentor_id.in_(people), session.mentee_id.in_(people))
    kept = (session.state == "confirmed") & (session.held_until > at)
    within = (session.proposed_start < until) & (session.proposed_start > since)
    query = select(*_COLUMNS[:5], session.proposed_start)
    return query.where(whose, kept, within).limit(1000)


@prepared
def _seats(people: Any, since: Any, until: Any) -> Any:
    session = MentoringSession
    query = select(*_COLUMNS[:-1], GroupSeat.person_id).join(GroupSeat, GroupSeat.session_id == session.id)
    within = (session.starts_at < until) & (session.starts_at > since)
    mine = GroupSeat.person_id.in_(people) & (GroupSeat.state == "seated")
    return query.where(mine, session.state.in_(HOLDING), within).limit(1000)


_COLUMNS: tuple[Any, ...] = (
    MentoringSession.id, MentoringSession.mentor_id, MentoringSession.mentee_id, MentoringSession.starts_at,
    MentoringSession.ends_at, MentoringSession.state, MentoringSession.mentee_id.label("seat"),
)  # fmt: skip


def overlaps(people: Iterable[str], start: datetime, end: datetime, at: datetime, but: str = "") -> set[str]:
    """Who of these has something in [start, end), half-open, other than the session `but` (B1)."""
    asked = list(people)
    rows = [Taken(*row) for row in (*_meeting(asked, at, start, end, but), *_sitting(asked, start, end, but))]
    rows += [one for one in _kept(asked, at, start - LONGEST, end) if one.ends_at > start and one.id != but]
    return {person for row in rows for person in (row.mentor_id, row.mentee_id, row.seat) if person in asked}


@prepared
def _meeting(people: Any, at: Any, start: Any, end: Any, but: Any) -> Any:
    session = MentoringSession
    whose = or_(session.mentor_id.in_(people), session.mentee_id.in_(people))
    meets = (session.starts_at < end) & (session.ends_at > start) & (session.id != but)
    return select(*_COLUMNS).where(whose, session.state.in_(HOLDING), _live(at), meets).limit(20)


@prepared
def _sitting(people: Any, start: Any, end: Any, but: Any) -> Any:
    session = MentoringSession
    query = select(*_COLUMNS[:-1], GroupSeat.person_id).join(GroupSeat, GroupSeat.session_id == session.id)
    meets = (session.starts_at < end) & (session.ends_at > start) & (session.id != but)
    mine = GroupSeat.person_id.in_(people) & (GroupSeat.state == "seated")
    return query.where(mine, session.state.in_(HOLDING), meets).limit(20)


def held_by(mentee_id: str, at: datetime) -> int:
    """How often this mentee has asked and what was asked for keeps its time still; a series is one of it (B6)."""
    return int(_held(mentee_id, at).scalar_one())


@prepared
def _held(mentee_id: Any, at: Any) -> Any:
    session = MentoringSession
    held = (session.mentee_id == mentee_id) & (session.state == "requested")
    asked = func.coalesce(session.series_id, session.id)
    return select(func.count(distinct(asked))).where(held, session.held_until > at)


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
    return select(session).where(waits, session.held_until <= at).order_by(session.held_until, session.starts_at)
