"""What animators look after: who is silent, who cancels late, what is disputed, who is kept apart, who carries what.

They see that people talk and meet, never what they say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select

from app.core.clock import now
from app.core.rules import Actor
from app.core.search import fold
from app.extensions import db
from app.innovations.queries import SocialInnovation
from app.mentoring.models import ConflictOfInterest, MentoringSession, MentorProfile, Mentorship
from app.mentoring.queries.asking import Load, load_of, silent_mentors
from app.mentoring.queries.conflicts import Tied, read_ties, ties
from app.mentoring.queries.mentors import mentees_of
from app.mentoring.queries.pairs import MenteePerson, MentorPerson, Pair, pair_of, with_pair
from app.mentoring.queries.profiles import state_of
from app.people import queries as people
from app.people.queries import Organisation, Person

LISTS = ("silent", "late", "disputed", "reports", "blocks", "conflicts", "load")
PERIODS = (30, 90, 365)
BY_PERIOD = ("late", "blocks")
"""Lists of what happened, which a period bounds; the others tell what is."""


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
class Kept:
    """A session as the animators' lists need it: who did what, when; `times` counts it for this person here."""

    id: str
    starts_at: datetime
    at: datetime | None
    by: str
    other: str
    by_id: str
    pair: Pair
    times: int = 0


@dataclass(frozen=True)
class Carrying:
    """A mentor with what they carry."""

    id: str
    name: str
    state: str
    capacity: int
    load: Load


def _silent(reader: Actor, asked: Care, limit: int) -> list[Any]:
    return silent_mentors(now(), *asked.named(MentorPerson, MenteePerson), limit=limit)


def _sessions(asked: Care, at: Any, by: Any, *conditions: Any) -> Any:
    session = MentoringSession
    query = select(session.id, session.starts_at, at, by).join(Mentorship, Mentorship.id == session.mentorship_id)
    query = with_pair(query, session, Mentorship.innovation_id).where(*conditions)
    return query.where(*asked.named(MentorPerson, MenteePerson))


def _kept(rows: Any) -> list[Kept]:
    found = []
    for row in rows:
        id_, starts_at, at, by, pair = row[0], row[1], row[2], row[3], pair_of(row)
        mentor = by == pair.mentor.id
        one, other = (pair.mentor, pair.mentee) if mentor else (pair.mentee, pair.mentor)
        found.append(Kept(id_, starts_at, at, one.name, other.name, one.id, pair))
    return found


def _late(reader: Actor, asked: Care, limit: int) -> list[Any]:
    session = MentoringSession
    mine = session.cancelled_by.in_((session.mentor_id, session.mentee_id))
    late = (session.state == "cancelled") & session.cancelled_late & mine & (session.cancelled_at >= asked.since)
    query = _sessions(asked, session.cancelled_at, session.cancelled_by, late)
    lines = _kept(db.session.execute(query.order_by(session.cancelled_at.desc(), session.id).limit(limit)))
    counts = Counter(line.by_id for line in lines)
    return [Kept(**(vars(line) | {"times": counts[line.by_id]})) for line in lines]


def _disputed(reader: Actor, asked: Care, limit: int) -> list[Any]:
    session = MentoringSession
    query = _sessions(asked, session.ends_at, session.no_show_id, session.state == "disputed")
    return _kept(db.session.execute(query.order_by(session.starts_at, session.id).limit(limit)))


def _blocks(reader: Actor, asked: Care, limit: int) -> list[Any]:
    return people.blocks_made(asked.q, asked.since, limit)


def _reports(reader: Actor, asked: Care, limit: int) -> list[Any]:
    return people.reports(reader, asked.q, limit=limit)


def _conflicts(reader: Actor, asked: Care, limit: int) -> list[Any]:
    return read_ties(
        db.session.execute(ties().where(*asked.named(Person, Tied, SocialInnovation, Organisation)).limit(limit))
    )


def _load(reader: Actor, asked: Care, limit: int) -> list[Any]:
    """The fullest first; among equals by name."""
    mentees = mentees_of(MentorProfile.person_id)
    profile = MentorProfile
    query = select(Person.id, Person.name, profile.state, profile.capacity, profile.paused_until, profile.timezone)
    query = query.join(profile, profile.person_id == Person.id).where(Person.state == "active", *asked.named(Person))
    query = query.where(profile.state.in_(("published", "paused")))
    rows = db.session.execute(
        query.order_by(profile.capacity - mentees, Person.sort_name, Person.id).limit(limit)
    ).all()
    loads = load_of([row[0] for row in rows])
    return [Carrying(row[0], row[1], state_of(row[2], row[4], row[5]), row[3], loads[row[0]]) for row in rows]


_ROWS: dict[str, Callable[[Actor, Care, int], list[Any]]] = {
    "silent": _silent, "late": _late, "disputed": _disputed, "reports": _reports, "blocks": _blocks,
    "conflicts": _conflicts, "load": _load,
}  # fmt: skip


def care_rows(reader: Actor, asked: Care, limit: int) -> list[Any]:
    """The rows of the list asked for, as filtered."""
    return _ROWS[asked.which](reader, asked, limit)


def care_counts(reader: Actor) -> dict[str, int]:
    """How many things there are to do in the lists that hold something to do."""
    disputed = select(func.count(MentoringSession.id)).where(MentoringSession.state == "disputed")
    disputed = disputed.where(MentoringSession.kind != "group")  # those are decided on their own pages
    return {
        "silent": len(silent_mentors(now())),
        "disputed": db.session.execute(disputed).scalar_one(),
        "reports": len(people.reports(reader, state="open", limit=200)),
    }


def count_ties(mentor_id: str) -> int:
    """How many conflicts of interest are declared of this mentor: for the animators."""
    query = select(func.count(ConflictOfInterest.id)).where(ConflictOfInterest.mentor_id == mentor_id)
    return db.session.execute(query).scalar_one()
