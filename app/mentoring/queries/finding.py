"""The list of mentors: filters, by fit or by name, who has a free time this week.

By name it is a keyset page. By fit, at most CANDIDATES mentors are compared: those who cover the most of the reader's
needs, then the newest; the page says so. "Free this week" asks for the times of at most BATCHES batches of the page's
candidates, in the order of the list; what was not looked at is on the next page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, column, func, or_, select
from sqlalchemy.types import Integer, String

from app.core.clock import now
from app.core.paging import PAGE_SIZE, Count, Page, count_upto, decode_cursor, encode_cursor, keyset
from app.core.search import matching
from app.extensions import db
from app.mentoring.models import MentorProfile, MentorSector, MentorTopic
from app.mentoring.queries.fitting import Seeker, seekers
from app.mentoring.queries.mentors import ROW, Card, cards, known_mentors, mentees_of, not_shut_out, promised_by
from app.mentoring.queries.profiles import back_again, is_published
from app.mentoring.queries.soon import free_soon
from app.people.queries import Person, PersonLanguage
from app.reference.queries import widened

EXPORT_LIMIT = 5000
CANDIDATES = 200
BATCH, BATCHES = 25, 6
_BY_NAME = (Person.sort_name, Person.id)
_BY_FIT = (column("score", Integer), column("load", Integer), column("id", String))
ROUNDED = 1_000_000


@dataclass(frozen=True)
class Filters:
    """What the list is asked for; all of it combines and lives in the URL."""

    q: str = ""
    topic: str = ""
    language: str = ""
    country: str = ""
    sector: str = ""
    free: bool = False
    week: bool = False

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """All but `week`, which no database can answer."""
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
        if self.sector:
            yield person.in_(select(MentorSector.person_id).where(MentorSector.sector == self.sector))
        if self.free:
            yield MentorProfile.capacity > mentees_of(person) + promised_by(person)

    @property
    def any(self) -> bool:
        return self != Filters()


@dataclass(frozen=True)
class Found(Page):
    """A page of the list. `sort` is fit or name; `compared`: among how many the fit was compared, when not among all;
    `looked`: the times of how many were looked at, when the list asks for this week."""

    sort: str = "name"
    compared: int | None = None
    looked: int | None = None
    rows: Sequence[Card] = field(default_factory=list)


def _listed(reader: Any, filters: Filters) -> Select[Any]:
    query = select(*ROW).join(MentorProfile, MentorProfile.person_id == Person.id)
    shown = (is_published(back_again(now())), Person.state == "active", *not_shut_out(reader))
    return query.where(*shown, *filters.conditions())


def seeker_of(reader: Any) -> Seeker | None:
    """The reader as somebody to be helped; None for nobody."""
    return seekers([reader.id]).get(reader.id) if reader else None


def mentors_page(reader: Any, filters: Filters, after: str | None = None, sort: str = "") -> Found:
    """Published mentors as cards; by fit unless the reader has no needs or wants them by name."""
    seeker = seeker_of(reader)
    if seeker and seeker.mentee.needs and sort != "name":
        return _by_fit(reader, seeker, filters, after)
    return _by_name(reader, seeker, filters, after)


def _by_name(reader: Any, seeker: Seeker | None, filters: Filters, after: str | None) -> Found:
    query = _listed(reader, filters)
    if not filters.week:
        page = keyset(db.session.execute, query, _BY_NAME, after, descending=False)
        return Found(next=page.next, rows=cards(reader, page.rows, seeker))

    def batch(start: str | None) -> tuple[Sequence[Any], str | None]:
        page = keyset(db.session.execute, query, _BY_NAME, start, descending=False, size=BATCH)
        return page.rows, page.next

    rows, times, following, looked = _free_ones(
        reader, batch, after, lambda row: encode_cursor((row.sort_name, row.id))
    )
    found = [replace(card, soon=times[card.id]) for card in cards(reader, rows, seeker)]
    return Found(next=following, looked=looked, rows=found)


def _by_fit(reader: Any, seeker: Seeker, filters: Filters, after: str | None) -> Found:
    rows = db.session.execute(_candidates(_listed(reader, filters), seeker)).all()
    ranked = sorted(cards(reader, rows, seeker), key=_key)
    start = decode_cursor(after, _BY_FIT)
    rest = [card for card in ranked if start is None or list(_key(card)) > start]
    compared = CANDIDATES if len(rows) == CANDIDATES else None
    if not filters.week:
        following = encode_cursor(_key(rest[PAGE_SIZE - 1])) if len(rest) > PAGE_SIZE else None
        return Found(sort="fit", compared=compared, next=following, rows=rest[:PAGE_SIZE])

    def batch(begin: str | None) -> tuple[Sequence[Any], str | None]:
        since = decode_cursor(begin, _BY_FIT)
        left = [card for card in rest if since is None or list(_key(card)) > since]
        return left[:BATCH], encode_cursor(_key(left[BATCH - 1])) if len(left) > BATCH else None

    found, times, following, looked = _free_ones(reader, batch, after, lambda card: encode_cursor(_key(card)))
    with_times = [replace(card, soon=times[card.id]) for card in found]
    return Found(sort="fit", compared=compared, looked=looked, next=following, rows=with_times)


def _key(card: Card) -> tuple[int, int, str]:
    """The order of fit.rank, in whole numbers for a cursor. The reader's own card comes last."""
    return -(card.fit.score if card.fit else -1), round(card.load * ROUNDED), card.id


def _candidates(query: Select[Any], seeker: Seeker) -> Select[Any]:
    """Who covers the most needs, then the newest: enough of them to fill many pages."""
    topics = sorted(widened(seeker.mentee.needs))
    covered = func.count().label("covered")
    helps = select(MentorTopic.person_id, covered).where(MentorTopic.topic.in_(topics)).group_by(MentorTopic.person_id)
    counted = helps.subquery()
    query = query.outerjoin(counted, counted.c.person_id == MentorProfile.person_id)
    order = (func.coalesce(counted.c.covered, 0).desc(), MentorProfile.published_at.desc(), Person.id)
    return query.order_by(*order).limit(CANDIDATES)


def _free_ones(
    reader: Any,
    batch: Callable[[str | None], tuple[Sequence[Any], str | None]],
    after: str | None,
    cursor: Callable[[Any], str],
) -> tuple[list[Any], dict[str, Any], str | None, int]:
    """Those with a free time, from at most BATCHES batches; their times; where to go on; how many were looked at."""
    kept: list[Any] = []
    times: dict[str, Any] = {}
    start, looked = after, 0
    for _ in range(BATCHES):
        rows, start = batch(start)
        free = free_soon([row.id for row in rows], reader) if rows else {}
        for row in rows:
            looked += 1
            if row.id in free:
                kept.append(row)
                times[row.id] = free[row.id].start
            if len(kept) == PAGE_SIZE and (row is not rows[-1] or start):
                return kept, times, cursor(row), looked
        if start is None:
            break
    return kept, times, start, looked


def count_mentors(reader: Any, filters: Filters) -> Count:
    """How many there are, counted to a thousand; whether they have a time this week is not asked."""
    return count_upto(db.session.execute, _listed(reader, filters).with_only_columns(Person.id))


def mentors_export(reader: Any, filters: Filters) -> Iterator[Card]:
    """All of the filtered list, by name; batch by batch, since "free this week" asks for many times."""
    after, done = None, 0
    while done < EXPORT_LIMIT:
        page = keyset(db.session.execute, _listed(reader, filters), _BY_NAME, after, descending=False, size=BATCH)
        free = free_soon([row.id for row in page.rows], reader) if filters.week and page.rows else {}
        rows = [row for row in page.rows if not filters.week or row.id in free]
        yield from cards(None, rows)
        after, done = page.next, done + len(page.rows)
        if after is None:
            return


def best_mentors(reader: Any, count: int = 3) -> list[Card]:
    """Who fits best of those with a place and not known to the reader yet; nobody for a reader without needs."""
    seeker = seeker_of(reader)
    if seeker is None or not seeker.mentee.needs:
        return []
    rows = db.session.execute(_candidates(_listed(reader, Filters(free=True)), seeker)).all()
    known = known_mentors(reader.id)
    able = [c for c in cards(reader, rows, seeker) if c.id not in known and c.fit and c.fit.possible]
    return sorted(able, key=_key)[:count]


def some_mentors(reader: Any, ids: Sequence[str]) -> list[Card]:
    """These ones, in this order; those who cannot be seen are left out."""
    listed = _listed(reader, Filters()).where(Person.id.in_(ids)).limit(len(ids) or 1)
    found = {card.id: card for card in cards(reader, db.session.execute(listed).all(), seeker_of(reader))}
    return [found[id_] for id_ in dict.fromkeys(ids) if id_ in found]
