"""Reads of the log. `visible_to` is the one predicate: pages, counts, exports, feeds, inbox and mail ask it (A3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.sql.elements import ColumnElement

from app.activity.facts import STRANDS
from app.activity.models import (
    ANIMATORS,
    MEMBERS,
    NETWORK,
    PUBLIC,
    Event,
    EventParty,
)
from app.activity.opened import OPENED
from app.core.paging import PAGE_SIZE, Count, Page, count_upto, keyset
from app.core.prepared import prepared, shaped
from app.core.rules import Actor
from app.core.search import fold, matching, words
from app.extensions import db
from app.people.queries import Person, not_blocked
from app.web.periods import Period

ROW = (Event.at, Event.id, Event.verb, Event.strand, Event.facts, Event.object_kind, Event.object_id, Event.actor_id,
       Event.ref)  # fmt: skip
NEWEST = (Event.at.desc(), Event.id.desc())
BATCH = 500
MANY = 1000


@dataclass(frozen=True)
class Filters:
    """What the log is asked for; all of it combines (A6). Days are the reader's, those of a figure the cluster's."""

    strand: str = ""
    person: str = ""
    who: str = ""
    period: Period = Period()
    verb: str = ""
    figure: str = ""
    topic: str = ""

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """Each part as a condition on Event."""
        if self.strand in STRANDS:
            yield Event.strand == self.strand
        if self.person:
            yield _names([self.person])
        if self.who:
            yield _names([id_ for id_, _name in people_named(self.who)])
        if self.verb:
            yield Event.verb == self.verb
        yield from self._moments()

    def _moments(self) -> Iterator[ColumnElement[bool]]:
        """From–to: by the entry's moment, or by a figure's own rule."""
        if opened := OPENED.get(self.figure):
            yield Event.id.in_(opened.ids(self.period, self.topic))
            return
        if start := self.period.start:
            yield Event.at >= start
        if end := self.period.end:
            yield Event.at < end


def visible_to(reader: Actor | None) -> ColumnElement[bool]:
    """Whether this reader (None: a visitor) may see an Event. Who may not sees no entry at all.

    What names somebody they are kept apart from is not shown to them either (M3).
    """
    if reader is None or reader.role in ("observer", "animator"):
        return addressed_to(reader)
    hidden = exists().where(EventParty.event_id == Event.id, ~not_blocked(reader.id, EventParty.person_id))
    return and_(addressed_to(reader), ~hidden)


def addressed_to(reader: Actor | None) -> ColumnElement[bool]:
    """The same for what was sent to this very person: they are told of it, whoever it names."""
    if reader is None:
        return Event.shown >= PUBLIC
    if reader.role == "observer":
        return Event.shown >= NETWORK
    level = ANIMATORS if reader.role == "animator" else MEMBERS
    return or_(Event.shown >= level, _is_party(reader.id))


def _is_party(person_id: str) -> ColumnElement[bool]:
    return exists().where(EventParty.event_id == Event.id, EventParty.person_id == person_id)


def _names(ids: list[str]) -> ColumnElement[bool]:
    """Whether an Event names one of these people. Few entries are looked up; many are met while going back in time."""
    naming = select(EventParty.event_id).where(EventParty.person_id.in_(ids))
    if count_upto(db.session.execute, naming, MANY).more:
        return exists().where(EventParty.event_id == Event.id, EventParty.person_id.in_(ids))
    return Event.id.in_(naming)


def latest(reader: Actor | None, limit: int = 6) -> list[Any]:
    """The newest rows, for Today."""
    return list(_latest(reader, limit=limit))


@prepared
def _latest(reader: Actor | None, *, limit: int) -> Any:
    return select(*ROW).where(visible_to(reader)).order_by(*NEWEST).limit(limit)


def story(
    reader: Actor | None, kind: str, ref: str, limit: int = 20, within: tuple[str, str] | None = None
) -> list[Any]:
    """What happened to one thing (or: in which a person took part), newest first.

    `within` is a wider thing as (kind, id): what is told of that one and names this one belongs to its story too.
    """
    if kind == "person":
        about = _names([ref])
    else:
        about = (Event.object_kind == kind) & (Event.object_id == ref)
    if within:
        wider = (Event.object_kind == within[0]) & (Event.object_id == within[1])
        about = or_(about, wider & (Event.facts[kind]["id"].as_string() == ref))
    return list(db.session.execute(select(*ROW).where(about, visible_to(reader)).order_by(*NEWEST).limit(limit)))


@shaped
def _log(reader: Actor | None) -> Any:
    return select(*ROW).where(visible_to(reader))


@shaped
def _log_ids(reader: Actor | None) -> Any:
    return select(Event.id).where(visible_to(reader))


def _filtered(query: Select[Any], filters: Filters) -> Select[Any]:
    conditions = list(filters.conditions())
    return query.where(*conditions) if conditions else query


def log_page(reader: Actor | None, filters: Filters, after: str | None = None, size: int = PAGE_SIZE) -> Page:
    """One page of the log, newest first; equal moments are told apart by their number."""
    query, values = _log(reader)
    return keyset(db.session.execute, _filtered(query, filters), (Event.at, Event.id), after, size=size, values=values)


def count_log(reader: Actor | None, filters: Filters) -> Count:
    """How many entries there are, counted to a thousand."""
    query, values = _log_ids(reader)
    return count_upto(db.session.execute, _filtered(query, filters), values=values)


def log_rows(reader: Actor | None, filters: Filters) -> Iterator[Any]:
    """Every row of the filtered log, newest first, read in batches: what the export writes."""
    after: str | None = None
    while True:
        page = log_page(reader, filters, after, BATCH)
        yield from page.rows
        if page.next is None:
            return
        after = page.next


def people_named(text: str, limit: int = 50) -> list[tuple[str, str]]:
    """People whose name has every word asked for, as (id, name)."""
    found, asked = matching("person", text), words(text)
    if found is None:
        return []
    query = select(Person.id, Person.name).where(Person.id.in_(found), Person.state != "removed").limit(limit * 4)
    named = [(id_, name) for id_, name in db.session.execute(query) if _fits(name, asked)]
    return named[:limit]


def _fits(name: str, asked: list[str]) -> bool:
    parts = words(fold(name))
    return all(any(part.startswith(word) for part in parts) for word in asked)


def name_of(person_id: str) -> str:
    """A person's name, or nothing."""
    return db.session.execute(select(Person.name).where(Person.id == person_id)).scalar_one_or_none() or ""
