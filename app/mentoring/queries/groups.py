"""Group sessions: what can be joined, one of them, who sits in it and who waits (B14).

A seat that was offered and not taken in time holds nothing, whether or not the worker has written that down; who stands
in line comes before everybody else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from app.core.clock import now
from app.core.paging import PAGE_SIZE, Count, Page, count_upto, keyset
from app.core.prepared import prepared
from app.core.rules import Actor
from app.core.search import matching
from app.extensions import db
from app.mentoring.models import FORMATS, GroupSeat, MentoringSession
from app.mentoring.presence import HELD_WITHIN, shown_state
from app.mentoring.queries.lists import short_lists
from app.mentoring.queries.pairs import Who, zone_of
from app.people.queries import Person, PersonLanguage, not_blocked

BATCH = 500


@dataclass(frozen=True)
class Group:
    """A group session as a line: when, what, whose, how full; `mine` is the reader's own seat, if any."""

    starts_at: datetime
    id: str
    ends_at: datetime
    title: str
    about: str
    state: str
    format: str
    place: str
    seats: int
    taken: int  # seated, and offered to somebody
    waiting: int
    mine: str | None
    offered_until: datetime | None
    mentor: Who

    @property
    def free(self) -> int:
        """Seats for whoever comes: those in line come first."""
        return max(0, self.seats - self.taken - self.waiting)

    @property
    def my_seat(self) -> str:
        """Seated, waiting, offered (while it lasts), absent, or nothing."""
        over = self.mine == "offered" and self.offered_until is not None and self.offered_until <= now()
        return "" if over or self.mine in (None, "left") else str(self.mine)

    @property
    def minutes(self) -> int:
        return (self.ends_at - self.starts_at) // timedelta(minutes=1)

    @property
    def shown_state(self) -> str:
        """Over and not marked: to confirm, not held (B13)."""
        return shown_state(self.state, self.ends_at, None, now())


@dataclass(frozen=True)
class Filters:
    """What the list is asked for; all of it combines and lives in the URL."""

    q: str = ""
    language: str = ""
    format: str = ""
    open: bool = False
    mine: bool = False

    @property
    def any(self) -> bool:
        return bool(self.q or self.language or self.format or self.open or self.mine)

    @property
    def as_args(self) -> dict[str, str]:
        """As it stands in an address."""
        chosen = {"open": "1" if self.open else "", "mine": "1" if self.mine else ""}
        told = {"q": self.q, "language": self.language, "format": self.format} | chosen
        return {name: value for name, value in told.items() if value}

    def conditions(self, reader_id: str, at: datetime) -> Iterator[ColumnElement[bool]]:
        session = MentoringSession
        if (asked := matching("group", self.q)) is not None:
            yield session.id.in_(asked)
        if self.language:
            yield session.mentor_id.in_(select(PersonLanguage.person_id).where(PersonLanguage.code == self.language))
        if self.format in FORMATS:
            yield session.format == self.format
        if self.open:
            yield session.seats > _taken(at) + _waiting()
        if self.mine:
            yield or_(session.mentor_id == reader_id, _has_seat(reader_id))


_Mentor = aliased(Person)


def _seats(*conditions: Any) -> Any:
    query = select(func.count()).where(GroupSeat.session_id == MentoringSession.id, *conditions)
    return query.correlate(MentoringSession).scalar_subquery()


def _taken(at: Any) -> Any:
    offered = and_(GroupSeat.state == "offered", GroupSeat.offered_until > at)
    return _seats(or_(GroupSeat.state == "seated", offered))


def _waiting() -> Any:
    here = GroupSeat.person_id.in_(select(Person.id).where(Person.state == "active"))
    return _seats(GroupSeat.state == "waiting", here)


def _seat_of(person_id: Any, *conditions: Any) -> Any:
    """Whether they have such a seat in the group session."""
    mine = (GroupSeat.session_id == MentoringSession.id) & (GroupSeat.person_id == person_id)
    return exists().where(mine, *conditions).correlate(MentoringSession)


def _has_seat(person_id: Any) -> Any:
    return _seat_of(person_id, GroupSeat.state.in_(("seated", "waiting", "offered")))


def _lines(person_id: Any, at: Any) -> Select[Any]:
    session, mine = MentoringSession, aliased(GroupSeat)
    query = select(
        session.starts_at, session.id, session.ends_at, session.title, session.about, session.state, session.format,
        session.place, func.coalesce(session.seats, 0), _taken(at), _waiting(), mine.state, mine.offered_until,
        _Mentor.id, _Mentor.name, _Mentor.photo, _Mentor.timezone,
    )  # fmt: skip
    query = query.join(_Mentor, _Mentor.id == session.mentor_id)
    query = query.outerjoin(mine, and_(mine.session_id == session.id, mine.person_id == person_id))
    return query.where(_groups(person_id))


def _groups(person_id: Any) -> Any:
    """Group sessions of mentors from whom this person is not kept apart (M3)."""
    return (MentoringSession.kind == "group") & not_blocked(person_id, MentoringSession.mentor_id)


def _read(row: Any) -> Group:
    values: tuple[Any, ...] = tuple(row)
    id_, name, photo, zone = values[-4:]
    return Group(**dict(zip(_FIELDS, values, strict=False)), mentor=Who(id_, name, photo, zone_of(zone)))


_FIELDS = [field.name for field in fields(Group)][:-1]  # as `_lines` selects them; the mentor's columns come last


def groups_page(reader: Actor, filters: Filters, after: str | None = None, size: int = PAGE_SIZE) -> Page:
    """Those that can still be joined, soonest first."""
    keys = (MentoringSession.starts_at, MentoringSession.id)
    found = keyset(db.session.execute, _listed(reader, filters), keys, after, descending=False, size=size)
    return Page([_read(row) for row in found.rows], found.next)


def groups_rows(reader: Actor, filters: Filters) -> Iterator[Group]:
    """Every line of the filtered list, read in batches: what the export writes."""
    after: str | None = None
    while True:
        page = groups_page(reader, filters, after, BATCH)
        yield from page.rows
        if page.next is None:
            return
        after = page.next


def count_groups(reader: Actor, filters: Filters) -> Count:
    """How many there are, counted to a thousand."""
    return count_upto(db.session.execute, _listed(reader, filters).with_only_columns(MentoringSession.id))


def _listed(reader: Actor, filters: Filters) -> Select[Any]:
    at, session = now(), MentoringSession
    ahead = (session.state == "confirmed") & (session.starts_at > at)
    query = _lines(reader.id, at).where(ahead, _Mentor.state == "active")
    return query.where(*filters.conditions(reader.id, at))


def group_of(reader: Actor, id_: str) -> Group | None:
    """One group session, whatever its state: all members may know of it, but those whom a block keeps apart (M3).

    While its mentor is suspended: those who sit or wait in it, and animators.
    """
    row = _one(id_, reader.id, now(), everyone=reader.role == "animator").first()
    return _read(row) if row else None


@prepared
def _one(id_: Any, person_id: Any, at: Any, *, everyone: bool) -> Any:
    query = _lines(person_id, at).where(MentoringSession.id == id_)
    mine = or_(MentoringSession.mentor_id == person_id, _has_seat(person_id))
    return query if everyone else query.where(or_(_Mentor.state != "suspended", mine))


def group_session(id_: str) -> MentoringSession | None:
    """The row behind it."""
    session = db.session.get(MentoringSession, id_)
    return session if session is not None and session.kind == "group" else None


def groups_ahead(person_id: str, limit: int = 5) -> list[Group]:
    """What this person leads or has a seat in, ahead or on just now, soonest first."""
    return [_read(row) for row in _ahead(person_id, now(), limit=limit)]


@prepared
def _ahead(person_id: Any, at: Any, *, limit: int) -> Any:
    session = MentoringSession
    whose = or_(session.mentor_id == person_id, _seat_of(person_id, GroupSeat.state == "seated"))
    query = _lines(person_id, at).where(whose, session.state == "confirmed", session.ends_at > at)
    return query.order_by(session.starts_at).limit(limit)


def awaited_groups(reader: Actor) -> list[tuple[str, Group]]:
    """What waits for this person, soonest first, ten of a kind at most: a seat that is kept for them to `take` (B14),
    to `confirm` who came (B13), and for animators to `decide` about.
    """
    rows = _awaited(reader.id, now(), now() - HELD_WITHIN, decides=reader.role == "animator")
    return [(why, _read(values)) for *values, why in map(tuple, rows)]


@prepared
def _awaited(person_id: Any, at: Any, since: Any, *, decides: bool) -> Any:
    rows = select(MentoringSession.id).where(_groups(person_id)).order_by(MentoringSession.starts_at)
    lists = {"take": rows.where(_kept(person_id, at)), "confirm": rows.where(_unsaid(person_id, at, since))}
    if decides:
        lists["decide"] = rows.where(_contested(person_id))
    chosen = short_lists(**lists)
    query = _lines(person_id, at).add_columns(chosen.c.why).join(chosen, chosen.c.id == MentoringSession.id)
    return query.order_by(MentoringSession.starts_at)


def groups_to_confirm(mentor_id: str, limit: int = 10) -> list[Group]:
    """Over, and the mentor has not said who came, and still can."""
    return [_read(row) for row in _to_confirm(mentor_id, now(), now() - HELD_WITHIN, limit=limit)]


@prepared
def _to_confirm(mentor_id: Any, at: Any, since: Any, *, limit: int) -> Any:
    return _lines(mentor_id, at).where(_unsaid(mentor_id, at, since)).order_by(MentoringSession.starts_at).limit(limit)


def disputed_groups(reader: Actor, limit: int = 10) -> list[Group]:
    """What waits for an animator's decision, oldest first; nothing for anybody else (B13)."""
    return [_read(row) for row in _disputed(reader.id, now(), limit=limit)] if reader.role == "animator" else []


@prepared
def _disputed(person_id: Any, at: Any, *, limit: int) -> Any:
    return _lines(person_id, at).where(_contested(person_id)).order_by(MentoringSession.starts_at).limit(limit)


def _unsaid(mentor_id: Any, at: Any, since: Any) -> Any:
    """Over, not marked, and it can still be said how it was."""
    session = MentoringSession
    over = session.is_to_confirm(at) & (session.starts_at >= since)
    return over & (session.mentor_id == mentor_id)


def _contested(person_id: Any) -> Any:
    """Told differently, by others: nobody decides about themselves."""
    session = MentoringSession
    there = _seat_of(person_id, GroupSeat.state.in_(("seated", "absent")))
    return (session.state == "disputed") & (session.mentor_id != person_id) & ~there


def _kept(person_id: Any, at: Any) -> Any:
    session = MentoringSession
    kept = _seat_of(person_id, GroupSeat.state == "offered", GroupSeat.offered_until > at)
    return kept & (session.state == "confirmed") & (session.starts_at > at)


def future_groups_of(person_id: str) -> tuple[list[MentoringSession], list[MentoringSession]]:
    """Group sessions ahead that a person leads, and those they sit or wait in: what leaving the cluster ends."""
    session, at = MentoringSession, now()
    ahead = select(session).where(session.kind == "group", session.state == "confirmed", session.starts_at > at)
    led = db.session.execute(ahead.where(session.mentor_id == person_id).limit(200)).scalars()
    joined = db.session.execute(ahead.where(_has_seat(person_id)).limit(200)).scalars()
    return list(led), list(joined)
