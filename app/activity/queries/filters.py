"""What the log is asked for (A6), as conditions on rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, or_, select
from sqlalchemy.sql.elements import ColumnElement

from app.activity.facts import STRANDS
from app.activity.kinds import verbs_saying
from app.activity.models import EventParty, EventRef
from app.activity.opened import OPENED
from app.core.paging import count_upto
from app.core.search import SearchDocument, fold, matching, words
from app.extensions import db
from app.people.queries import Person
from app.web.periods import Period

MANY = 5000
"""Entries of a few people or things, up to so many, are looked up; more are met while going back in time."""
FOUND = 200
"""How many things of the words that are asked for are looked at: the newest of each kind."""
NAMED = ("innovation", "organisation", "post")
"""Kinds of things whose entries are found by words. What is found by is what its page says to whoever sees an entry of
it; so nothing that only some may read (contacts, notes) is here, and nothing that has a person's name by itself."""


@dataclass(frozen=True)
class Filters:
    """What the log is asked for; all of it combines (A6). Days are the reader's, those of a figure the cluster's.

    `person`, `organisation`, `innovation`, `topic` and `thing` (anything else) are ids; `who`, `house` and `work` the
    words of a name instead. `seen` is an entry's visibility now; `mine` is the reader's id, for what concerns them;
    `q` are words. `unnamed`: the reader sees no person's name, so none is searched.
    """

    strand: str = ""
    person: str = ""
    who: str = ""
    period: Period = Period()
    verb: str = ""
    figure: str = ""
    topic: str = ""
    organisation: str = ""
    innovation: str = ""
    thing: str = ""
    house: str = ""
    work: str = ""
    seen: int | None = None
    mine: str = ""
    q: str = ""
    unnamed: bool = False

    @property
    def people(self) -> list[str]:
        """Those in whose entries one looks, by id."""
        return [id_ for id_ in (self.person, self.mine) if id_]

    @property
    def things(self) -> list[str]:
        """The same of things; the topic of a figure is the figure's own matter."""
        asked = (self.thing, self.innovation, self.organisation, "" if self.figure else self.topic)
        return [id_ for id_ in asked if id_]

    def conditions(self, row: Any) -> Iterator[ColumnElement[bool]]:
        """Each part as a condition on a row of events (its columns `at`, `id`, `verb`, `strand`, `shown`), but for
        `people` and `things`: by one of them the rows are found, see `belongs_to` for the others."""
        if self.who:
            yield names_any(row.id, [id_ for id_, _name in people_named(self.who)])
        for kind, asked in (("organisation", self.house), ("innovation", self.work)):
            if asked:
                yield belongs_to_any(row.id, _things_saying(asked, (kind,)))
        if self.strand in STRANDS:
            yield row.strand == self.strand
        if self.verb:
            yield row.verb == self.verb
        if self.seen is not None:
            yield row.shown == self.seen
        for word in words(self.q):
            yield or_(*self._says(word, row))
        yield from self._moments(row)

    def _says(self, word: str, row: Any) -> Iterator[ColumnElement[bool]]:
        """A word that an entry says: of its kind, of a thing or a person that it names."""
        yield row.verb.in_(verbs_saying(word))
        yield belongs_to_any(row.id, _things_saying(word, NAMED))
        if not self.unnamed:
            yield names_any(row.id, [id_ for id_, _name in people_named(word, FOUND)])

    def _moments(self, row: Any) -> Iterator[ColumnElement[bool]]:
        """From–to: by the entry's moment, or by a figure's own rule."""
        if opened := OPENED.get(self.figure):
            yield row.id.in_(opened.ids(self.period, self.topic))
            return
        if start := self.period.start:
            yield row.at >= start
        if end := self.period.end:
            yield row.at < end


def names_any(event_id: Any, ids: Sequence[str]) -> ColumnElement[bool]:
    """Whether an event names one of these people."""
    return _among(event_id, EventParty, EventParty.person_id.in_(ids))


def belongs_to_any(event_id: Any, ids: Sequence[str]) -> ColumnElement[bool]:
    """Whether an event belongs to one of these things."""
    return _among(event_id, EventRef, EventRef.ref_id.in_(ids))


def belongs_to(event_id: Any, id_: str) -> ColumnElement[bool]:
    """The same for one, looked up row by row."""
    return exists().where(EventRef.event_id == event_id, EventRef.ref_id == id_)


def _among(event_id: Any, table: Any, those: ColumnElement[bool]) -> ColumnElement[bool]:
    theirs = select(table.event_id).where(those)
    if count_upto(db.session.execute, theirs, MANY).more:
        return exists().where(table.event_id == event_id, those)
    return event_id.in_(theirs)


def _things_saying(asked: str, kinds: Sequence[str]) -> list[str]:
    found: list[str] = []
    for kind in kinds:
        if (ids := matching(kind, asked)) is not None:
            found += db.session.execute(ids.order_by(SearchDocument.id.desc()).limit(FOUND)).scalars()
    return found


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
