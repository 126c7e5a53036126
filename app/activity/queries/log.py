"""Reads of the log: pages, counts, stories, what is exported. Who sees what is in seen.py, what is asked in filters.py.

Each way of asking has its index, and rows are met in the order in which they are shown: a page costs the same with a
thousand entries and with a million.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import islice
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Select, exists, or_, select, true, union_all
from sqlalchemy.orm import aliased

from app.activity.models import PARTIES, PUBLIC, Event, EventParty, EventRef
from app.activity.queries.filters import Filters, belongs_to
from app.activity.queries.seen import lowest_for, may_take_part, names_nobody_apart, takes_part, visible_to
from app.activity.queries.walking import END, PATIENCE, Place, Walk
from app.core.models import ID_LENGTH
from app.core.paging import COUNT_LIMIT, KEPT, PAGE_SIZE, Count, Page, count_upto, encode_cursor, keyset
from app.core.prepared import prepared, shaped
from app.core.rules import Actor
from app.extensions import db
from app.people.queries import Person, not_blocked

MORE = (
    Event.verb, Event.strand, Event.facts, Event.object_kind, Event.object_id, Event.actor_id, Event.shown, Event.ref,
)  # fmt: skip
ROW = (Event.at, Event.id, *MORE)
NEWEST = (Event.at.desc(), Event.id.desc())
BATCH = 500
SHOWN = 100
"""What is shown as a number is counted so far: more than that nobody counts by eye."""
Theirs = aliased(EventParty, name="theirs")
"""The entries of one person, in their order."""
Its = aliased(EventRef, name="its")
"""The entries of one thing, in their order."""
Alike = aliased(Event, name="alike")
"""An entry of the kind that is asked for."""


@dataclass(frozen=True)
class Source:
    """Rows that this reader may see, what fills their placeholders, and their columns for conditions and order."""

    query: Select[Any]
    values: dict[str, Any]
    row: Any

    def where(self, *conditions: Any) -> Source:
        """Fewer of them."""
        return Source(self.query.where(*conditions) if conditions else self.query, self.values, self.row)


def source(reader: Actor | None, filters: Filters, counted: bool = False) -> Source:
    """The rows that are asked for, found by the narrowest thing that is asked. `counted`: in no order; then what the
    reader may see is met first, where it is the most."""
    filters = filters.settled
    people, things = filters.people, filters.things
    if people:
        found, people = Source(*_of_person(reader, people[0]), _columns(Theirs)), people[1:]
    elif things:
        found, things = Source(*_of_thing(reader, things[0]), _columns(Its)), things[1:]
    elif counted or filters.strand or filters.verb or filters.seen is not None:
        found = _by_level(reader, filters)
    else:
        found = Source(*_log(reader), Event)
    others = [takes_part(id_, found.row.id) for id_ in people] + [belongs_to(found.row.id, id_) for id_ in things]
    return found.where(*others, *filters.conditions(found.row))


def _columns(leading: Any) -> Any:
    return SimpleNamespace(at=leading.at, id=leading.event_id, verb=_verb, strand=_strand, shown=_shown)


_verb, _strand, _shown = Event.verb.concat(""), Event.strand.concat(""), Event.shown + 0
"""Without an index: what is found by a person or a thing is few, and must not be looked for among all of a kind."""


@shaped
def _log(reader: Actor | None) -> Any:
    return select(*ROW).where(visible_to(reader))


@shaped
def _of_person(reader: Actor | None, person: str) -> Any:
    rows = select(Theirs.at, Theirs.event_id.label("id"), *MORE).join(Event, Event.id == Theirs.event_id)
    return rows.where(Theirs.person_id == person, visible_to(reader))


@shaped
def _of_thing(reader: Actor | None, thing: str) -> Any:
    rows = select(Its.at, Its.event_id.label("id"), *MORE).join(Event, Event.id == Its.event_id)
    return rows.where(Its.ref_id == thing, visible_to(reader))


def _by_level(reader: Actor | None, filters: Filters) -> Source:
    """Of a kind, what all may see, level by level, and what is the reader's own, merged in order. Of some kinds nearly
    every entry is somebody else's: one would go back through all of them to find the few one may see."""
    by = tuple(name for name in ("strand", "verb") if getattr(filters, name))
    query, values = _levels(reader, filters.strand, filters.verb, by=by, seen=filters.seen)
    found = query.selected_columns
    plain = {name: found[name].concat("") for name in ("verb", "strand")} | {"shown": found.shown + 0}
    return Source(query, values, SimpleNamespace(at=found.at, id=found.id, **plain))


@shaped
def _levels(reader: Actor | None, strand: str, verb: str, *, by: tuple[str, ...], seen: int | None) -> Any:
    apart = names_nobody_apart(reader)
    asked = {"strand": Event.strand == strand, "verb": Event.verb == verb}
    mine = {"strand": Alike.strand == strand, "verb": Alike.verb == verb}
    alike = [*(asked[name] for name in by), apart]
    lowest = lowest_for(reader)
    levels = [level for level in range(lowest, PUBLIC + 1) if seen in (None, level)]
    arms = [select(*ROW).where(Event.shown == level, *alike) for level in levels]
    if may_take_part(reader) and (seen is None or seen < lowest):
        own = select(Theirs.at, Theirs.event_id.label("id"), *MORE).join(Event, Event.id == Theirs.event_id)
        me: Any = reader
        hidden = or_(*(Alike.shown == level for level in (range(PARTIES, lowest) if seen is None else (seen,))))
        # of one's own most are of other kinds: looked up in the index of the kind, where they need not be read
        is_one = Alike.at == Theirs.at, Alike.id + 0 == Theirs.event_id
        of_kind = exists().where(hidden, *is_one, *(mine[name] for name in by))
        arms.append(own.where(Theirs.person_id == me.id, of_kind, apart))
    merged = union_all(*arms or [select(*ROW).where(Event.id < 0)]).subquery("seen")
    return select(*merged.c)


def latest(reader: Actor | None, limit: int = 6) -> list[Any]:
    """The newest rows, for Today."""
    return list(_latest(reader, limit=limit))


@prepared
def _latest(reader: Actor | None, *, limit: int) -> Any:
    return select(*ROW).where(visible_to(reader)).order_by(*NEWEST).limit(limit)


def story(
    reader: Actor | None, kind: str, ref: str, limit: int = 20, within: tuple[str, str] | None = None,
    also: Sequence[str] = (),
) -> list[Any]:  # fmt: skip
    """What happened to one thing (or: in which a person took part), newest first.

    `within` is a wider thing as (kind, id): what is told of that one and names this one belongs to its story too; so
    does what is told of those that became part of it (`also`).
    """
    if kind == "person":
        query, values = _of_person(reader, ref)
        return list(db.session.execute(query.order_by(Theirs.at.desc(), Theirs.event_id.desc()).limit(limit), values))
    about: Any = (Event.object_kind == kind) & Event.object_id.in_([ref, *also])
    if within:
        wider = (Event.object_kind == within[0]) & (Event.object_id == within[1])
        about = or_(about, wider & (Event.facts[kind]["id"].as_string() == ref))
    return list(db.session.execute(select(*ROW).where(about, visible_to(reader)).order_by(*NEWEST).limit(limit)))


@dataclass(frozen=True)
class LogPage(Page):
    """A page of the log. `looked_to`: how far back one has looked for the words, when there may be more before."""

    looked_to: datetime | None = None

    @property
    def look_from(self) -> date | None:
        """The day from which one looks on, whatever the reader's zone: what was found on it may come again."""
        return (self.looked_to + timedelta(days=1)).date() if self.looked_to else None


def log_page(
    reader: Actor | None,
    filters: Filters,
    after: str | None = None,
    size: int = PAGE_SIZE,
    before: datetime | None = None,
    patience: int | None = PATIENCE,
) -> LogPage:
    """One page of the log, newest first; equal moments are told apart by their number. `after` is the ref of the last
    entry before: the number itself leaves the house for nobody, its gaps would tell. Without it, `before` is the
    moment (UTC) before which the page begins. `patience`: how long one looks for words; None to the very end."""
    start = _place_of(after) or ((before, 0) if before else None)
    if filters.settled.by_words:
        walk = Walk(reader, filters.settled, start or END, patience)
        return _walked(walk, list(islice(walk, size + 1)), size)
    page = _page(source(reader, filters), start, size)
    return LogPage(page.rows, page.rows[-1].ref if page.next else None)


def counted_page(
    reader: Actor | None, filters: Filters, after: str | None, before: datetime | None = None
) -> tuple[LogPage, Count]:
    """A page as in `log_page`, and how many entries there are in all, counted to a hundred."""
    settled = filters.settled
    if after or before or not (settled.by_words or settled.people or settled.things):
        return log_page(reader, filters, after, before=before), count_log(reader, filters, SHOWN)
    walk = Walk(reader, settled, END) if settled.by_words else None
    places = list(islice(walk or _first_places(source(reader, settled)), SHOWN + 1))
    page = _walked(walk, places, PAGE_SIZE)
    return page, Count(len(places[:SHOWN]), len(places) > SHOWN or bool(walk and walk.tired))


def _first_places(found: Source) -> Iterator[Place]:
    """So many of the newest of them as are counted, each met once: those of one person lie far apart."""
    keys = (found.row.at, found.row.id)
    places = found.query.with_only_columns(*keys, maintain_column_froms=True).order_by(*(key.desc() for key in keys))
    return (tuple(place) for place in db.session.execute(places.limit(SHOWN + 1), found.values))


def _walked(walk: Walk | None, places: Sequence[Place], size: int) -> LogPage:
    """The first of these places as a page."""
    rows, more = _at(places[:size]), len(places) > size
    tired = walk if walk and walk.tired and not more else None
    following = rows[-1].ref if more or (tired and rows) else None
    return LogPage(rows, following, tired.place[0] if tired else None)


def _at(places: Sequence[Place]) -> list[Any]:
    """The rows at these places."""
    if not places:
        return []
    query = select(*ROW).where(Event.id.in_([number for _at, number in places]))
    return sorted(db.session.execute(query), key=lambda row: (row.at, row.id), reverse=True)


def _page(found: Source, start: Place | None, size: int) -> Page:
    keys = (found.row.at, found.row.id)
    after = encode_cursor(start) if start else None
    return keyset(db.session.execute, found.query, keys, after, size=size, values=found.values)


def _place_of(ref: str | None) -> Place | None:
    if not ref or len(ref) > ID_LENGTH:
        return None
    place = db.session.execute(select(Event.at, Event.id).where(Event.ref == ref)).first()
    return (place.at, place.id) if place else None


def count_log(reader: Actor | None, filters: Filters, limit: int = COUNT_LIMIT) -> Count:
    """How many entries there are, counted to a thousand, or to what is asked."""
    if filters.settled.by_words:
        walk = Walk(reader, filters.settled, END, PATIENCE if limit <= COUNT_LIMIT else None)
        number = sum(1 for _place in islice(walk, limit + 1))
        return Count(min(number, limit), number > limit or walk.tired)
    found = source(reader, filters, counted=True)
    return count_upto(db.session.execute, _ids(found.query, found.row.id), limit, found.values)


@lru_cache(KEPT)
def _ids(query: Select[Any], id_: Any) -> Select[Any]:
    return query.with_only_columns(id_, maintain_column_froms=True)


def log_rows(reader: Actor | None, filters: Filters) -> Iterator[Any]:
    """Every row of the filtered log, newest first, read in batches: what the export writes."""
    after: str | None = None
    while True:
        page = log_page(reader, filters, after, BATCH, patience=None)
        yield from page.rows
        if page.next is None:
            return
        after = page.next


def name_in_log(reader: Actor | None, id_: str) -> str:
    """What a thing was called when an entry that this reader may see last named it; nothing for what none names."""
    query, values = _of_thing(reader, id_)
    newest = query.order_by(Its.at.desc(), Its.event_id.desc()).limit(PAGE_SIZE)
    for row in db.session.execute(newest, values):
        for ref in row.facts.values():
            if isinstance(ref, dict) and ref.get("id") == id_:
                return str(ref["name"])
    return ""


def name_of(reader: Actor, person_id: str) -> str:
    """A person's name; nothing for somebody the reader is kept apart from, as if there were nobody (M3)."""
    apart = true() if reader.role == "animator" else not_blocked(reader.id, Person.id)
    query = select(Person.name).where(Person.id == person_id, apart)
    return db.session.execute(query).scalar_one_or_none() or ""
