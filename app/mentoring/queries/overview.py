"""All mentorships of the cluster, for its animators: who with whom, since when, when they meet; never what they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select

from app.activity.queries import people_named
from app.core.clock import now
from app.core.paging import Count, Page, count_upto, keyset
from app.core.search import matching
from app.extensions import db
from app.mentoring.models import MentoringSession, Mentorship
from app.mentoring.queries.pairs import Pair, pair_of, with_pair
from app.mentoring.queries.standing import RUNNING

BATCH = 500
QUIET = timedelta(days=60)
"""Two who have not met for this long, and have nothing booked, may need a word."""
STATES: dict[str, tuple[str, ...]] = {
    "": RUNNING, "active": ("active",), "paused": ("paused",), "quiet": ("active",), "completed": ("completed",),
    "ended_early": ("ended_early",), "all": (),
}  # fmt: skip
"""What can be asked for, and the states it means; nothing asked: what is running."""


@dataclass(frozen=True)
class MentorshipFilters:
    """What the list is asked for; it lives in the address."""

    q: str = ""  # the name of a person or an innovation
    state: str = ""  # of STATES

    @classmethod
    def read(cls, args: Mapping[str, str]) -> MentorshipFilters:
        """From the address; what is not one of the choices is left out."""
        state = args.get("state", "")
        return cls(args.get("q", "").strip()[:200], state if state in STATES else "")

    @property
    def as_args(self) -> dict[str, str]:
        """As it stands in an address."""
        return {name: value for name, value in vars(self).items() if value}

    def conditions(self) -> Iterator[Any]:
        """Each part as a condition on Mentorship."""
        if states := STATES[self.state]:
            yield Mentorship.state.in_(states)
        if self.state == "quiet":
            yield func.coalesce(_last(), Mentorship.created_at) < now() - QUIET
            yield _next().is_(None)
        if self.q:
            yield _named(self.q)


@dataclass(frozen=True)
class Overviewed:
    """A line of the list; moments are UTC, None when there is no such meeting."""

    id: str
    state: str
    since: datetime
    last: datetime | None
    next: datetime | None
    pair: Pair


@dataclass(frozen=True)
class Standings:
    """What the hub tells an animator: how many run, and how many of these have gone quiet."""

    running: Count
    quiet: Count


def standings() -> Standings:
    """Of the whole cluster."""
    return Standings(count_mentorships(MentorshipFilters()), count_mentorships(MentorshipFilters(state="quiet")))


def mentorships_page(filters: MentorshipFilters, after: str | None = None, size: int = 25) -> Page:
    """One page, those that began last first."""
    one = Mentorship
    query = select(one.created_at, one.id, one.state, _last(), _next()).where(*filters.conditions())
    query = with_pair(query, one, one.innovation_id)
    page = keyset(db.session.execute, query, (one.created_at, one.id), after, size=size)
    return replace(page, rows=[Overviewed(row[1], row[2], row[0], row[3], row[4], pair_of(row)) for row in page.rows])


def mentorships_rows(filters: MentorshipFilters) -> Iterator[Overviewed]:
    """Every line of the filtered list, read in batches: what the export writes."""
    after: str | None = None
    while True:
        page = mentorships_page(filters, after, BATCH)
        yield from page.rows
        if page.next is None:
            return
        after = page.next


def count_mentorships(filters: MentorshipFilters) -> Count:
    """How many are filtered, counted no further than a thousand."""
    return count_upto(db.session.execute, select(Mentorship.id).where(*filters.conditions()))


def _last() -> Any:
    """When they last met: a session that took place."""
    return _meetings(func.max(MentoringSession.starts_at), MentoringSession.state == "held")


def _next() -> Any:
    """When they meet next."""
    session = MentoringSession
    return _meetings(func.min(session.starts_at), session.state == "confirmed", session.ends_at > now())


def _meetings(moment: Any, *conditions: Any) -> Any:
    query = select(moment).where(MentoringSession.mentorship_id == Mentorship.id, *conditions)
    return query.correlate(Mentorship).scalar_subquery()


def _named(text: str) -> Any:
    people = [id_ for id_, _name in people_named(text)]
    found = matching("innovation", text)
    named = [Mentorship.mentor_id.in_(people), Mentorship.mentee_id.in_(people)]
    return or_(*named, Mentorship.innovation_id.in_(found)) if found is not None else or_(*named)
