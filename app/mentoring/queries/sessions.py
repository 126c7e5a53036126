"""Booked meetings and what was answered after them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import aliased

from app.core.clock import now
from app.core.paging import Page, keyset
from app.core.prepared import prepared
from app.core.rules import Actor
from app.extensions import db
from app.mentoring.models import MentoringSession, Mentorship, SessionFeedback
from app.mentoring.presence import HELD_WITHIN, shown_state
from app.mentoring.queries.lists import short_lists
from app.mentoring.queries.pairs import Pair, mine, not_apart, own, pair_of, with_pair
from app.mentoring.queries.relations import sessions_with
from app.people.queries import Person

FEEDBACK_DAYS = 30
"""How long after a session one is asked for feedback (it may be given later, too)."""


@dataclass(frozen=True)
class Meeting:
    """A session as a line: when, what state, who."""

    id: str
    mentorship_id: str
    state: str
    starts_at: datetime
    ends_at: datetime
    place: str
    late: bool
    held_until: datetime | None
    proposed_start: datetime | None
    format: str
    made_at: datetime
    series_id: str | None
    pair: Pair

    @property
    def minutes(self) -> int:
        return (self.ends_at - self.starts_at) // timedelta(minutes=1)

    @property
    def shown_state(self) -> str:
        """Unmarked and over: to confirm, not held (B13). Asked for and not answered in time: expired (B6)."""
        return shown_state(self.state, self.ends_at, self.held_until, now())

    @property
    def is_ahead(self) -> bool:
        """Booked or asked for, and not over."""
        return self.shown_state in ("requested", "confirmed")


COLUMNS = (
    MentoringSession.id, MentoringSession.mentorship_id, MentoringSession.state, MentoringSession.starts_at,
    MentoringSession.ends_at, MentoringSession.place, MentoringSession.cancelled_late, MentoringSession.held_until,
    MentoringSession.proposed_start, MentoringSession.format, MentoringSession.created_at,
    MentoringSession.series_id,
)  # fmt: skip


_FIELDS = [field.name for field in fields(Meeting)][: len(COLUMNS)]


def _lines() -> Select[Any]:
    return _with_pair(select(*COLUMNS))


def _with_pair(query: Any) -> Any:
    """A query of sessions with their two people; a group session has no mentorship, so it is left out."""
    joined = query.join(Mentorship, Mentorship.id == MentoringSession.mentorship_id)
    return with_pair(joined, MentoringSession, Mentorship.innovation_id)


def _read(rows: Iterable[Any]) -> list[Meeting]:
    return [Meeting(**dict(zip(_FIELDS, row, strict=False)), pair=pair_of(row)) for row in rows]


def _mine(person_id: Any) -> Any:
    return mine(MentoringSession, person_id)


def _attended(person_id: Any) -> Any:
    """Whether they take part, and may see it."""
    return and_(MentoringSession.id.in_(sessions_with(person_id)), not_apart(MentoringSession, person_id))


def session_of(reader: Actor, id_: str) -> tuple[MentoringSession, Pair] | None:
    """A session, for all who take part and for animators."""
    query = _with_pair(select(MentoringSession)).where(MentoringSession.id == id_)
    if reader.role != "animator":
        query = query.where(_attended(reader.id))
    row = db.session.execute(query).first()
    return (row[0], pair_of(row)) if row else None


def coming(person_id: str, limit: int = 5) -> list[Meeting]:
    """What is ahead or on just now, soonest first."""
    return _read(_ahead(person_id, now(), limit=limit))


@prepared
def _ahead(person_id: Any, at: Any, *, limit: int) -> Any:
    ahead = (MentoringSession.state == "confirmed") & (MentoringSession.ends_at > at)
    return _lines().where(_attended(person_id), ahead).order_by(MentoringSession.starts_at).limit(limit)


def awaited_sessions(reader: Actor) -> list[tuple[str, Meeting]]:
    """What waits for this person, oldest first, ten of a kind at most: sessions to `answer` (B6, B9), to `confirm`
    (B13), to `look_back` on (M6), and for animators to `decide` (B13).
    """
    at = now()
    since = (at - HELD_WITHIN, at - timedelta(days=FEEDBACK_DAYS))
    rows = _awaited(reader.id, at, *since, decides=reader.role == "animator").all()
    return list(zip([row.why for row in rows], _read(rows), strict=True))


@prepared
def _awaited(person_id: Any, at: Any, confirmable: Any, lately: Any, *, decides: bool) -> Any:
    rows = select(MentoringSession.id).where(MentoringSession.mentorship_id.is_not(None))
    rows = rows.order_by(MentoringSession.starts_at)
    mine = rows.where(_mine(person_id))
    lists = {"answer": mine.where(_asked(person_id, at)), "confirm": mine.where(_unsaid(at, confirmable)),
             "look_back": mine.where(_unanswered(person_id, lately))}  # fmt: skip
    if decides:
        lists["decide"] = rows.where(_contested(person_id))
    chosen = short_lists(**lists)
    query = select(*COLUMNS, chosen.c.why).join(chosen, chosen.c.id == MentoringSession.id)
    return _with_pair(query).order_by(MentoringSession.starts_at)


def to_confirm(person_id: str, limit: int = 10) -> list[Meeting]:
    """Over, and not marked yet: oldest first."""
    return _read(_unmarked(person_id, now(), now() - HELD_WITHIN, limit=limit))


@prepared
def _unmarked(person_id: Any, at: Any, since: Any, *, limit: int) -> Any:
    over = _unsaid(at, since)
    return _lines().where(_mine(person_id), over).order_by(MentoringSession.starts_at).limit(limit)


def _unsaid(at: Any, since: Any) -> Any:
    """Over, not marked, and it can still be said how it was."""
    session = MentoringSession
    return session.is_to_confirm(at) & (session.starts_at >= since)


def sessions_to_confirm(person_id: str, after: str | None = None) -> Page:
    """The same as pages, the latest first."""
    session = MentoringSession
    over = _unsaid(now(), now() - HELD_WITHIN)
    keys = (session.starts_at, session.id)
    query = _with_pair(select(session.starts_at, session.id, *COLUMNS)).where(_mine(person_id), over)
    found = keyset(db.session.execute, query, keys, after)
    return Page(_read([tuple(row)[2:] for row in found.rows]), found.next)


def disputed_sessions(reader: Actor, limit: int = 50) -> list[Meeting]:
    """What waits for an animator's decision, oldest first; nothing for anybody else (B13)."""
    return _read(_disputed(reader.id, limit=limit)) if reader.role == "animator" else []


@prepared
def _disputed(person_id: Any, *, limit: int) -> Any:
    return _lines().where(_contested(person_id)).order_by(MentoringSession.starts_at).limit(limit)


def _contested(person_id: Any) -> Any:
    """Told differently by two others: nobody decides about themselves."""
    session = MentoringSession
    return (session.state == "disputed") & (session.mentor_id != person_id) & (session.mentee_id != person_id)


def _asked(person_id: Any, at: Any) -> Any:
    """Asked of them, or another time is proposed to them (B6, B9)."""
    session = MentoringSession
    asked = (session.mentor_id == person_id) & (session.state == "requested") & session.is_kept(at)
    moved = (session.state == "confirmed") & (session.proposed_by != person_id) & session.is_kept(at)
    return or_(asked & ~_later_of_series(at), moved)


def _later_of_series(at: Any) -> Any:
    """An earlier date of the same series waits for the same answer."""
    one, earlier = MentoringSession, aliased(MentoringSession)
    waits = (earlier.state == "requested") & earlier.is_kept(at)
    return exists().where(earlier.series_id == one.series_id, waits, earlier.starts_at < one.starts_at)


def past(person_id: str, limit: int = 5) -> list[Meeting]:
    """What was held, newest first."""
    return _read(_held(person_id, limit=limit))


@prepared
def _held(person_id: Any, *, limit: int) -> Any:
    held = MentoringSession.state == "held"
    return _lines().where(_attended(person_id), held).order_by(MentoringSession.starts_at.desc()).limit(limit)


def _unanswered(person_id: Any, since: Any) -> Any:
    """Held lately, and this person has not answered the two questions yet (M6)."""
    answered = exists().where(SessionFeedback.session_id == MentoringSession.id, SessionFeedback.person_id == person_id)
    return (MentoringSession.state == "held") & (MentoringSession.starts_at > since) & ~answered


def sessions_of(mentorship_id: str, limit: int = 60) -> list[Meeting]:
    """All sessions of a mentorship, the latest first."""
    return _read(_all_of(mentorship_id, limit=limit))


@prepared
def _all_of(mentorship_id: Any, *, limit: int) -> Any:
    of_it = MentoringSession.mentorship_id == mentorship_id
    return _lines().where(of_it).order_by(MentoringSession.starts_at.desc()).limit(limit)


def is_session_of(session_id: str, mentorship_id: str) -> bool:
    """Does this session belong to this mentorship?"""
    one = MentoringSession
    query = select(one.id).where(one.id == session_id, one.mentorship_id == mentorship_id)
    return db.session.execute(query).first() is not None


def future_sessions(mentorship_id: str) -> list[MentoringSession]:
    """Booked and not begun: what ending the mentorship cancels."""
    session = MentoringSession
    ahead = (session.mentorship_id == mentorship_id) & session.state.in_(("requested", "confirmed"))
    query = select(session).where(ahead, session.starts_at > now()).order_by(session.starts_at).limit(200)
    return list(db.session.execute(query).scalars())


def rest_of_series(series_id: str, since: datetime) -> list[MentoringSession]:
    """Those of a series that hold their time, from that start on (B15)."""
    session = MentoringSession
    held = (session.series_id == series_id) & session.state.in_(("requested", "confirmed"))
    query = select(session).where(held, session.starts_at >= since).order_by(session.starts_at)
    return list(db.session.execute(query.limit(20)).scalars())


def asked_together(session: MentoringSession) -> list[MentoringSession]:
    """All dates of its series that wait for one answer, soonest first; itself alone when it was asked for alone."""
    one, series = MentoringSession, session.series_id
    same = one.series_id == series if series else one.id == session.id
    query = select(one).where(same, one.state == "requested", one.is_kept(now())).order_by(one.starts_at)
    return list(db.session.execute(query.limit(20)).scalars())


def future_sessions_of(person_id: str) -> list[MentoringSession]:
    """Booked and not begun, of one person as mentor or mentee; groups apart (see groups.py)."""
    session = MentoringSession
    ahead = session.state.in_(("requested", "confirmed")) & (session.starts_at > now()) & (session.kind != "group")
    return list(db.session.execute(select(session).where(own(session, person_id), ahead).limit(1000)).scalars())


def feedback_of(session_id: str, person_id: str) -> SessionFeedback | None:
    """What this person answered."""
    return db.session.get(SessionFeedback, (session_id, person_id))


def all_feedback(session_id: str) -> list[Any]:
    """Both sides' answers with their names, for animators: (name, useful, next_step, created_at)."""
    answer = SessionFeedback
    query = select(Person.name, answer.useful, answer.next_step, answer.created_at)
    query = query.join(Person, Person.id == answer.person_id).where(answer.session_id == session_id)
    return list(db.session.execute(query.order_by(answer.created_at).limit(10)))
