"""Confirmed hours (B13): of sessions that are held, which is: one side said so, and nobody contests it. A group session
counts once, for its mentor. Days are the cluster's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import case, exists, extract, func, or_, select

from app.activity.queries import people_named
from app.core.paging import Page, keyset
from app.core.search import matching
from app.extensions import db
from app.innovations.queries import SocialInnovation
from app.mentoring.models import GroupSeat, MentoringSession, Mentorship, MentorshipMember
from app.mentoring.queries.pairs import MenteePerson, MentorPerson
from app.people.queries import not_blocked
from app.web.periods import Period

BATCH = 500
MINUTES = (extract("epoch", MentoringSession.ends_at) - extract("epoch", MentoringSession.starts_at)) // 60
"""How long a session was meant to last: what is counted."""
VIEWS = ("session", "mentor", "innovation")


@dataclass(frozen=True)
class HourFilters:
    """What the list is asked for; all of it combines. `own` limits it to sessions in which one person took part."""

    own: str = ""
    q: str = ""  # the name of a person or an innovation
    mentor: str = ""
    innovation: str = ""
    by: str = "session"  # of VIEWS
    period: Period = Period()

    @property
    def as_args(self) -> dict[str, str]:
        """As it stands in an address."""
        told = {"q": self.q, "mentor": self.mentor, "innovation": self.innovation}
        by = {"by": self.by} if self.by != "session" else {}
        return {name: value for name, value in told.items() if value} | by | self.period.as_args

    def conditions(self) -> Iterator[Any]:
        """Each part as a condition on MentoringSession and its Mentorship."""
        session = MentoringSession
        yield session.state == "held"
        if self.own:
            yield _attended(self.own)
        if self.mentor:
            yield session.mentor_id == self.mentor
        if self.innovation:
            yield Mentorship.innovation_id == self.innovation
        if start := self.period.start:
            yield session.starts_at >= start
        if end := self.period.end:
            yield session.starts_at < end
        if self.q:
            yield _named(self.q)


def _attended(person_id: str) -> Any:
    """As mentor, as mentee, in the mentee's team by then, or in a group with a seat in which they came."""
    session, member, seat = MentoringSession, MentorshipMember, GroupSeat
    team = exists().where(
        member.mentorship_id == session.mentorship_id, member.person_id == person_id,
        member.joined_at <= session.starts_at,
    )  # fmt: skip
    sat = exists().where(seat.session_id == session.id, seat.person_id == person_id, seat.state == "seated")
    return or_(session.mentor_id == person_id, session.mentee_id == person_id, team, sat)


def _named(text: str) -> Any:
    people = [id_ for id_, _name in people_named(text)]
    found = matching("innovation", text)
    named = [MentoringSession.mentor_id.in_(people), MentoringSession.mentee_id.in_(people)]
    return or_(*named, Mentorship.innovation_id.in_(found)) if found is not None else or_(*named)


class Total(NamedTuple):
    """Sessions, and their minutes."""

    sessions: int
    minutes: int


class HeldSession(NamedTuple):
    """A line of the list: one session. The mentee and the innovation are None and "" where there are none."""

    starts_at: Any
    id: str
    kind: str
    title: str
    minutes: int
    mentor_id: str
    mentor: str
    mentee_id: str | None
    mentee: str | None
    innovation_id: str | None
    innovation: str | None


class Sum(NamedTuple):
    """A line of the list: all sessions of one mentor or one innovation (no id: of none)."""

    name: str
    id: str
    sessions: int
    minutes: int


def total(filters: HourFilters) -> Total:
    """All that is filtered."""
    query = _joined(select(func.count(MentoringSession.id), func.coalesce(func.sum(MINUTES), 0)), filters)
    return Total(*db.session.execute(query).one())


def given_and_taken(filters: HourFilters) -> tuple[int, int]:
    """Minutes of the sessions in which one took part: as a mentor, as anybody else."""
    given = case((MentoringSession.mentor_id == filters.own, MINUTES), else_=0)
    taken = case((MentoringSession.mentor_id != filters.own, MINUTES), else_=0)
    query = _joined(select(func.coalesce(func.sum(given), 0), func.coalesce(func.sum(taken), 0)), filters)
    row = db.session.execute(query).one()
    return row[0], row[1]


def hours_page(filters: HourFilters, after: str | None = None, size: int = 25) -> Page:
    """One page: sessions, the latest first; or mentors or innovations by name, each with its sum."""
    if filters.by == "session":
        return _sessions(filters, after, size)
    name, id_ = _grouped_by(filters)
    query = _joined(select(name, id_, func.count(MentoringSession.id), func.sum(MINUTES)), filters).group_by(name, id_)
    page = keyset(db.session.execute, query, (name, id_), after, descending=False, size=size)
    return replace(page, rows=[Sum(*row) for row in page.rows])


def hours_rows(filters: HourFilters) -> Iterator[Any]:
    """Every line of the filtered list, read in batches: what the exports write."""
    after: str | None = None
    while True:
        page = hours_page(filters, after, BATCH)
        yield from page.rows
        if page.next is None:
            return
        after = page.next


def _who(filters: HourFilters, person: Any) -> tuple[Any, Any]:
    """Id and name; of somebody the reader is kept apart from no id, and only that it was a member (M3)."""
    if not filters.own:
        return person.id, person.name
    seen = not_blocked(filters.own, person.id)
    return case((seen, person.id), else_=""), case((seen, person.name), else_=_("a member"))


def _sessions(filters: HourFilters, after: str | None, size: int) -> Page:
    session, innovation = MentoringSession, SocialInnovation
    columns = (
        session.starts_at, session.id, session.kind, session.title, MINUTES, *_who(filters, MentorPerson),
        *_who(filters, MenteePerson), innovation.id, innovation.name,
    )  # fmt: skip
    query = _joined(select(*columns), filters).outerjoin(MenteePerson, MenteePerson.id == session.mentee_id)
    page = keyset(db.session.execute, query, (session.starts_at, session.id), after, size=size)
    return replace(page, rows=[HeldSession(*row) for row in page.rows])


def _grouped_by(filters: HourFilters) -> tuple[Any, Any]:
    if filters.by == "mentor":
        id_, name = _who(filters, MentorPerson)
        return name, id_
    return func.coalesce(SocialInnovation.name, ""), func.coalesce(SocialInnovation.id, "")


def _joined(query: Any, filters: HourFilters) -> Any:
    return (
        query.select_from(MentoringSession)
        .join(MentorPerson, MentorPerson.id == MentoringSession.mentor_id)
        .outerjoin(Mentorship, Mentorship.id == MentoringSession.mentorship_id)
        .outerjoin(SocialInnovation, SocialInnovation.id == Mentorship.innovation_id)
        .where(*filters.conditions())
    )


def names_in(filters: HourFilters) -> tuple[str, str]:
    """The names of the chosen mentor and innovation, as far as there are sessions of theirs in the list."""
    query = _joined(select(_who(filters, MentorPerson)[1], SocialInnovation.name), filters).limit(1)
    row = db.session.execute(query).first()
    return (row[0], row[1] or "") if row else ("", "")
