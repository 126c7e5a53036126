"""Who can be asked: the list with its filters, one mentor, and why they fit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, union

from app.core.paging import Count, Page, count_upto, keyset
from app.core.prepared import prepared
from app.core.search import matching
from app.extensions import db
from app.innovations import queries as innovations
from app.mentoring import fit as fits
from app.mentoring.models import (
    OPEN,
    AvailabilityWindow,
    MentoringRequest,
    MentorProfile,
    Mentorship,
    MentorTopic,
)
from app.mentoring.queries.pairs import zone_of
from app.mentoring.queries.profiles import local_today, state_of
from app.mentoring.queries.standing import RUNNING
from app.people.queries import Person, PersonLanguage

EXPORT_LIMIT = 5000


@dataclass(frozen=True)
class Filters:
    """What the list is asked for; all of it combines and lives in the URL."""

    q: str = ""
    topic: str = ""
    language: str = ""
    country: str = ""
    free: bool = False

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        person = MentorProfile.person_id
        asked, named = matching("mentor", self.q), matching("person", self.q)
        if asked is not None and named is not None:
            yield or_(person.in_(asked), person.in_(named))
        if self.topic:
            parts = or_(
                MentorTopic.topic == self.topic, MentorTopic.topic.startswith(f"{self.topic}.", autoescape=True)
            )
            yield person.in_(select(MentorTopic.person_id).where(parts))
        if self.language:
            yield person.in_(select(PersonLanguage.person_id).where(PersonLanguage.code == self.language))
        if self.country:
            yield Person.country == self.country
        if self.free:
            yield MentorProfile.capacity > mentees_of(person)

    @property
    def any(self) -> bool:
        return self != Filters()


@dataclass(frozen=True)
class Card:
    """A mentor in the list. `fit` is None for a reader without open needs of an innovation to compare with."""

    id: str
    name: str
    headline: str
    photo: str
    city: str
    country: str
    offer: str
    state: str
    capacity: int
    mentees: int
    topics: tuple[str, ...]
    languages: tuple[str, ...]
    fit: fits.Fit | None

    @property
    def free(self) -> int:
        return max(0, self.capacity - self.mentees)


def mentees_of(person: Any) -> Any:
    """How many running mentorships that mentor has: a scalar subquery."""
    return (
        select(func.count(Mentorship.id))
        .where(Mentorship.mentor_id == person, Mentorship.state.in_(RUNNING))
        .correlate(MentorProfile)
        .scalar_subquery()
    )


def _known_mentors(person_id: str) -> set[str]:
    """Those this person works with or has asked, and they themselves."""
    working = select(Mentorship.mentor_id).where(Mentorship.mentee_id == person_id, Mentorship.state.in_(RUNNING))
    asked = select(MentoringRequest.mentor_id).where(
        MentoringRequest.mentee_id == person_id, MentoringRequest.state.in_(OPEN)
    )
    return {person_id, *db.session.execute(union(working, asked)).scalars()}


ROW = (
    Person.name, Person.id, Person.headline, Person.photo, Person.city, Person.country, MentorProfile.offer,
    MentorProfile.state, MentorProfile.capacity, mentees_of(MentorProfile.person_id).label("mentees"),
    MentorProfile.timezone, MentorProfile.paused_until,
)  # fmt: skip


def _listed(filters: Filters) -> Select[Any]:
    return (
        select(*ROW)
        .join(MentorProfile, MentorProfile.person_id == Person.id)
        .where(MentorProfile.state == "published", Person.state == "active", *filters.conditions())
    )


def mentors_page(reader: Any, filters: Filters, after: str | None = None) -> Page:
    """Published mentors by name, as cards."""
    page = keyset(db.session.execute, _listed(filters), (Person.name, Person.id), after, descending=False)
    return Page(cards(reader, page.rows), page.next)


def count_mentors(filters: Filters) -> Count:
    """How many there are, counted to a thousand."""
    return count_upto(db.session.execute, _listed(filters).with_only_columns(Person.id))


def mentors_export(filters: Filters) -> list[Card]:
    """All of the filtered list."""
    rows = db.session.execute(_listed(filters).order_by(Person.name, Person.id).limit(EXPORT_LIMIT)).all()
    return cards(None, rows)


def best_mentors(reader: Any, count: int = 3) -> list[Card]:
    """Who fits best among the newest two hundred; none when there is nothing to compare with."""
    rows = db.session.execute(_listed(Filters(free=True)).order_by(MentorProfile.published_at.desc()).limit(200)).all()
    known = _known_mentors(reader.id)
    able = [c for c in cards(reader, rows) if c.id not in known and c.fit and c.fit.possible]
    return sorted(able, key=lambda card: (-card.fit.score if card.fit else 0, card.id))[:count]


def mentor_card(reader: Any, person_id: str) -> Card | None:
    """One mentor, published or paused; a draft only for its owner."""
    row = _mentor(person_id, own=reader.id == person_id).first()
    return cards(reader, [row])[0] if row else None


@prepared
def _mentor(person_id: Any, *, own: bool) -> Any:
    query = select(*ROW).join(MentorProfile, MentorProfile.person_id == Person.id)
    query = query.where(Person.id == person_id, Person.state == "active")
    return query if own else query.where(MentorProfile.state.in_(("published", "paused")))


def cards(reader: Any, rows: Sequence[Any]) -> list[Card]:
    """The rows with topics, languages and, for a reader with needs, why they fit: the same few statements always."""
    ids = [row.id for row in rows]
    topics, spoken = _many(_topics(ids)), _many(_spoken(ids))
    mentee = mentee_of(reader) if reader else None
    weeks = _weeks(ids) if mentee else {}
    found = []
    for row in rows:
        mine, languages = tuple(sorted(topics[row.id])), tuple(sorted(spoken[row.id]))
        fit = _fit(row, mine, languages, weeks.get(row.id, {}), mentee) if mentee and reader.id != row.id else None
        state = state_of(row.state, row.paused_until, zone_of(row.timezone))
        found.append(
            Card(
                row.id, row.name, row.headline, row.photo, row.city, row.country, row.offer, state, row.capacity,
                row.mentees, mine, languages, fit,
            )
        )  # fmt: skip
    return found


def _fit(row: Any, topics: Any, languages: Any, week: Any, mentee: fits.Mentee) -> fits.Fit:
    able = fits.Mentor(widened(topics), frozenset(languages), row.capacity, row.mentees, zone_of(row.timezone), week)
    return fits.fit(able, mentee, _monday(mentee.timezone))


def mentee_of(reader: Any) -> fits.Mentee:
    """The reader as somebody to be helped: the open needs of their innovations, their languages, their clock."""
    mine = [id_ for id_, _name in innovations.of_person(reader.id)]
    needs = frozenset(innovations.open_needs(mine)) if mine else frozenset()
    spoken = frozenset(code for _person, code in _spoken([reader.id]))
    return fits.Mentee(needs, spoken, zone_of(reader.timezone))


def widened(topics: Iterable[str]) -> frozenset[str]:
    """With each topic's parent (part of the wide need is covered) and, for a parent, all of its parts."""
    from app.reference.topics import SHIPPED

    chosen = set(topics)
    parents = {code.partition(".")[0] for code in chosen}
    return frozenset(chosen | parents | {code for code in SHIPPED if code.partition(".")[0] in chosen})


def _weeks(ids: list[str]) -> dict[str, dict[int, tuple[tuple[int, int], ...]]]:
    found: dict[str, dict[int, tuple[tuple[int, int], ...]]] = defaultdict(dict)
    for person, weekday, start, end in _hours(ids):
        found[person][weekday] = (*found[person].get(weekday, ()), (start, end))
    return found


def _many(rows: Iterable[Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for person, value in rows:
        found[person].append(value)
    return found


@prepared
def _topics(ids: Any) -> Any:
    return select(MentorTopic.person_id, MentorTopic.topic).where(MentorTopic.person_id.in_(ids))


@prepared
def _spoken(ids: Any) -> Any:
    return select(PersonLanguage.person_id, PersonLanguage.code).where(PersonLanguage.person_id.in_(ids))


@prepared
def _hours(ids: Any) -> Any:
    window = AvailabilityWindow
    query = select(window.person_id, window.weekday, window.start_minute, window.end_minute)
    return query.where(window.person_id.in_(ids))


def _monday(zone: str) -> date:
    today = local_today(zone)
    return today - timedelta(days=today.weekday())
