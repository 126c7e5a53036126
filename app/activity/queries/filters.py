"""What the log is asked for (A6), as conditions on rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import and_, exists, or_
from sqlalchemy.sql.elements import ColumnElement

from app.activity.facts import STRANDS
from app.activity.models import EventRef
from app.activity.opened import OPENED
from app.activity.queries.sought import Sought, named_so, people_called, said
from app.core.search import words
from app.web.periods import Period


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

    @property
    def by_words(self) -> bool:
        """Whether something is asked for by words: then one starts from what they may mean (walking.py)."""
        return bool(self.who or self.house or self.work or words(self.q))

    @cached_property
    def rarest(self) -> Sought:
        """Of all that an entry must be of, what has the fewest entries, as far as one can tell."""
        asked = [*self._named, *(self._said[0] | one for one in self._said[1])]
        asked += [Sought(people=frozenset({id_})) for id_ in self.people]
        asked += [Sought(things=frozenset({id_})) for id_ in self.things if id_ != self.topic]
        return min(asked, key=lambda one: one.weight)

    @cached_property
    def settled(self) -> Filters:
        """The same with the person by id whom alone the words of a name mean."""
        if self.who and not self.person and len(those := self._who.people) == 1:
            return replace(self, person=next(iter(those)), who="")
        return self

    @cached_property
    def _who(self) -> Sought:
        return people_called(self.who)

    @cached_property
    def _named(self) -> list[Sought]:
        asked = [("organisation", self.house), ("innovation", self.work)]
        return [named_so(words_, kind) for kind, words_ in asked if words_] + ([self._who] if self.who else [])

    @cached_property
    def _said(self) -> tuple[Sought, list[Sought]]:
        return said(self.q, self.unnamed)

    @property
    def start(self) -> datetime | None:
        """The first instant, UTC; a figure places its entries by its own rule."""
        return None if self.figure in OPENED else self.period.start

    @property
    def end(self) -> datetime | None:
        """The instant after the last one, UTC."""
        return None if self.figure in OPENED else self.period.end

    def conditions(self, row: Any, timed: bool = True) -> Iterator[ColumnElement[bool]]:
        """Each part as a condition on a row of events (its columns `at`, `id`, `verb`, `strand`, `shown`), but for
        `people` and `things`: by one of them the rows are found, see `belongs_to` for the others. Without the days,
        when not `timed`."""
        for one in self._named:
            yield one.within(row.id, row.verb)
        if words(self.q):
            whole, single = self._said
            each = [one.within(row.id, row.verb) for one in single]
            yield or_(whole.within(row.id, row.verb), and_(*each)) if len(each) > 1 else each[0]
        if self.strand in STRANDS:
            yield row.strand == self.strand
        if self.verb:
            yield row.verb == self.verb
        if self.seen is not None:
            yield row.shown == self.seen
        if opened := OPENED.get(self.figure):
            yield row.id.in_(opened.ids(self.period, self.topic))
        if timed and self.start:
            yield row.at >= self.start
        if timed and self.end:
            yield row.at < self.end


def belongs_to(event_id: Any, id_: str) -> ColumnElement[bool]:
    """Whether an event belongs to this thing, looked up row by row."""
    return exists().where(EventRef.event_id == event_id, EventRef.ref_id == id_)
