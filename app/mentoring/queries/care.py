"""What animators look after: who is silent, who cancels late, what is disputed, who is kept apart, who carries what.

They see that people talk and meet, never what they say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import aliased

from app.core.clock import now
from app.core.paging import PAGE_SIZE, Count, Page, count_upto, keyset
from app.core.rules import Actor
from app.core.search import fold
from app.extensions import db
from app.innovations.queries import SocialInnovation
from app.mentoring.models import (
    ConflictOfInterest,
    GroupSeat,
    MentoringRequest,
    MentoringSession,
    MentorProfile,
    Mentorship,
)
from app.mentoring.queries.asking import Load, load_of, read_silent, silent_mentors
from app.mentoring.queries.conflicts import Tied, read_ties, ties
from app.mentoring.queries.mentors import mentees_of
from app.mentoring.queries.pairs import MenteePerson, MentorPerson, pair_of, with_pair
from app.mentoring.queries.profiles import state_of
from app.people import queries as people
from app.people.queries import Organisation, Person

LISTS = ("silent", "late", "disputed", "reports", "blocks", "conflicts", "load")
PERIODS = (30, 90, 365)
BY_PERIOD = ("late", "blocks")
"""Lists of what happened, which a period bounds; the others tell what is."""
BATCH = 500


@dataclass(frozen=True)
class Care:
    """Which list, and what it is asked for; all of it lives in the URL."""

    which: str = "silent"
    q: str = ""
    days: int = 90

    @classmethod
    def read(cls, args: Mapping[str, str]) -> Care:
        """From the address; what is not one of the choices is left out."""
        asked, days = args.get("list", ""), args.get("days", "")
        known = {str(period): period for period in PERIODS}
        return cls(asked if asked in LISTS else "silent", args.get("q", "").strip()[:200], known.get(days, 90))

    def args(self) -> dict[str, Any]:
        """For the address."""
        told = {"list": self.which, "q": self.q, "days": self.days if self.which in BY_PERIOD else 0}
        return {name: value for name, value in told.items() if value}

    @property
    def since(self) -> datetime:
        return now() - timedelta(days=self.days)

    def named(self, *people_: Any) -> list[Any]:
        """The condition that one of these has the name asked for; none when no name is."""
        wanted = fold(self.q)
        return [or_(*(who.sort_name.contains(wanted, autoescape=True) for who in people_))] if wanted else []


@dataclass(frozen=True)
class Listing:
    """A list as the database is asked for it: `keys` are its order and its first columns; `read` makes its lines."""

    query: Any
    keys: tuple[Any, ...]
    read: Callable[[Sequence[Any]], list[Any]] = list
    descending: bool = False


@dataclass(frozen=True)
class Late:
    """A session cancelled within the mentor's notice: by whom, and how often in this time."""

    id: str
    starts_at: datetime
    at: datetime
    by: str
    other: str
    by_id: str
    times: int


@dataclass(frozen=True)
class Disputed:
    """A session of which people tell different things: `by` contests that `missing` did not come, or (nobody) that it
    took place. A group session has a `title`, and no `mentee`."""

    starts_at: datetime
    id: str
    kind: str
    title: str
    mentor: str
    mentee: str
    missing: str
    by: str
    innovation: str


@dataclass(frozen=True)
class Carrying:
    """A mentor with what they carry."""

    id: str
    name: str
    state: str
    capacity: int
    load: Load


def _silent(reader: Actor, asked: Care) -> Listing:
    query = silent_mentors(now(), *asked.named(MentorPerson, MenteePerson))
    return Listing(query, (MentoringRequest.waits_since, MentoringRequest.id), read_silent)


def _late(reader: Actor, asked: Care) -> Listing:
    session, again = MentoringSession, aliased(MentoringSession)
    same = (again.cancelled_by == session.cancelled_by) & _cancelled_late(again, asked.since)
    times = select(func.count(again.id)).where(same).correlate(session).scalar_subquery()
    query = select(session.cancelled_at, session.id, session.starts_at, session.cancelled_by, times)
    query = with_pair(query.join(Mentorship, Mentorship.id == session.mentorship_id), session, Mentorship.innovation_id)
    query = query.where(_cancelled_late(session, asked.since), *asked.named(MentorPerson, MenteePerson))
    return Listing(query, (session.cancelled_at, session.id), _read_late, descending=True)


def _cancelled_late(session: Any, since: datetime) -> Any:
    by_one_of_the_two = session.cancelled_by.in_((session.mentor_id, session.mentee_id))
    late = (session.state == "cancelled") & session.cancelled_late & by_one_of_the_two
    return late & (session.cancelled_at >= since)


def _read_late(rows: Sequence[Any]) -> list[Late]:
    found = []
    for row in rows:
        at, id_, starts_at, by, times, pair = *tuple(row)[:5], pair_of(row)
        one, other = (pair.mentor, pair.mentee) if by == pair.mentor.id else (pair.mentee, pair.mentor)
        found.append(Late(id_, starts_at, at, one.name, other.name, one.id, times))
    return found


_Contester, _Missing = aliased(Person), aliased(Person)


def _disputed(reader: Actor, asked: Care) -> Listing:
    session, names = MentoringSession, (MentorPerson, MenteePerson, _Contester)
    absent = case((GroupSeat.state == "absent", _Contester.name), else_=_Missing.name)
    told = (MenteePerson.name, absent, _Contester.name, SocialInnovation.name)
    columns = (session.starts_at, session.id, session.kind, session.title, MentorPerson.name)
    query = select(*columns, *(func.coalesce(name, "") for name in told))
    query = query.join(MentorPerson, MentorPerson.id == session.mentor_id)
    query = query.outerjoin(MenteePerson, MenteePerson.id == session.mentee_id)
    query = query.outerjoin(_Contester, _Contester.id == session.disputed_by)
    query = query.outerjoin(_Missing, _Missing.id == session.no_show_id)
    seat = (GroupSeat.session_id == session.id) & (GroupSeat.person_id == session.disputed_by)
    query = query.outerjoin(GroupSeat, seat).outerjoin(Mentorship, Mentorship.id == session.mentorship_id)
    query = query.outerjoin(SocialInnovation, SocialInnovation.id == Mentorship.innovation_id)
    query = query.where(session.state == "disputed", *asked.named(*names))
    return Listing(query, (session.starts_at, session.id), lambda rows: [Disputed(*row) for row in rows])


def _blocks(reader: Actor, asked: Care) -> Listing:
    query, keys = people.blocks_made(asked.q, asked.since)
    return Listing(query, keys, descending=True)


def _reports(reader: Actor, asked: Care) -> Listing:
    return Listing(*people.reports(reader, asked.q))


def _conflicts(reader: Actor, asked: Care) -> Listing:
    query = ties().where(*asked.named(Person, Tied, SocialInnovation, Organisation))
    return Listing(query, (ConflictOfInterest.created_at, ConflictOfInterest.id), read_ties, descending=True)


def _load(reader: Actor, asked: Care) -> Listing:
    """The fullest first; among equals by name."""
    profile = MentorProfile
    keys = (profile.capacity - mentees_of(profile.person_id), Person.sort_name, Person.id)
    query = select(*keys, Person.name, profile.state, profile.capacity, profile.paused_until, profile.timezone)
    query = query.join(profile, profile.person_id == Person.id).where(Person.state == "active", *asked.named(Person))
    return Listing(query.where(profile.state.in_(("published", "paused"))), keys, _read_load)


def _read_load(rows: Sequence[Any]) -> list[Carrying]:
    loads = load_of([row[2] for row in rows])
    return [
        Carrying(id_, name, state_of(state, until, zone), capacity, loads[id_])
        for _free, _sorted, id_, name, state, capacity, until, zone in rows
    ]


_LISTINGS: dict[str, Callable[[Actor, Care], Listing]] = {
    "silent": _silent, "late": _late, "disputed": _disputed, "reports": _reports, "blocks": _blocks,
    "conflicts": _conflicts, "load": _load,
}  # fmt: skip


def care_page(reader: Actor, asked: Care, after: str | None = None, size: int = PAGE_SIZE) -> Page:
    """One page of the list asked for, as filtered."""
    it = _LISTINGS[asked.which](reader, asked)
    found = keyset(db.session.execute, it.query, it.keys, after, descending=it.descending, size=size)
    return replace(found, rows=it.read(found.rows))


def care_rows(reader: Actor, asked: Care) -> Iterator[Any]:
    """Every line of it, read in batches: what the export writes."""
    after: str | None = None
    while True:
        page = care_page(reader, asked, after, BATCH)
        yield from page.rows
        if page.next is None:
            return
        after = page.next


def care_count(reader: Actor, asked: Care) -> Count:
    """How many lines it has."""
    it = _LISTINGS[asked.which](reader, asked)
    return _count(it.query, it.keys)


def care_counts(reader: Actor) -> dict[str, Count]:
    """How many things there are to do in the lists that hold something to do."""
    return {
        "silent": care_count(reader, Care("silent")),
        "disputed": care_count(reader, Care("disputed")),
        "reports": _count(*people.reports(reader, state="open")),
    }


def _count(query: Any, keys: Sequence[Any]) -> Count:
    return count_upto(db.session.execute, query.with_only_columns(*keys, maintain_column_froms=True))


def count_ties(mentor_id: str) -> int:
    """How many conflicts of interest are declared of this mentor: for the animators."""
    query = select(func.count(ConflictOfInterest.id)).where(ConflictOfInterest.mentor_id == mentor_id)
    return db.session.execute(query).scalar_one()
