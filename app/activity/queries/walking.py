"""The log, asked for by words: from the few things, people and kinds that they may mean to their newest entries.

A stretch of the log is read from those indexes alone; each stretch is longer than the one before, until a page is full.
So what is rare is found at once, and of what is common no more is read than is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Integer, Select, bindparam, func, select, text

from app.activity.models import PUBLIC, Event
from app.activity.queries.filters import Filters, belongs_to
from app.activity.queries.seen import lowest_for, may_take_part, takes_part, visible_to
from app.activity.queries.sought import as_json
from app.core.models import Moment
from app.core.rules import Actor
from app.extensions import db

Place = tuple[datetime, int]
FIRST, WIDER, WIDE = 4_000, 16, 4
"""Numbers of the first stretch, and how many times as long the next one is: less so when there was something in it."""
FEW = 20
"""The entries of so many things and people are gathered without stretches, to the beginning of the log."""
PIECE, MOST = 250, 1_000
"""Entries gathered at once, and of which it is asked at once which are to be seen: few the first two times, for they
may well do; many when few of the first were wanted."""
RARE = 0.1
"""Of those met so far, so few were wanted."""
SOME = 50
"""Entries in a stretch that promise enough of them in the next."""
PATIENCE = 8
"""Stretches for one page."""
BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
END: Place = (datetime(9999, 1, 1, tzinfo=UTC), 2**62)
_PLAIN = SimpleNamespace(
    at=Event.at, id=Event.id, verb=Event.verb.concat(""), strand=Event.strand.concat(""), shown=Event.shown + 0
)
"""Without an index: what has been gathered is few, and must not be looked for among all of a kind."""

_BOUNDS = "at >= (SELECT at FROM lowest) AND at <= :before AND (at, {id}) < (:before, :number)"
_ARMS = {
    "things": "SELECT at, event_id AS id FROM event_refs INDEXED BY ix_event_refs_thing"
    " WHERE ref_id IN (SELECT value FROM json_each(:things)) AND " + _BOUNDS.format(id="event_id"),
    "people": "SELECT at, event_id AS id FROM event_parties INDEXED BY ix_event_parties_person"
    " WHERE person_id IN (SELECT value FROM json_each(:people)) AND " + _BOUNDS.format(id="event_id"),
    "verbs": "SELECT at, id FROM events INDEXED BY ix_events_verb_shown WHERE verb IN (SELECT value FROM"
    " json_each(:verbs)) AND shown IN (SELECT value FROM json_each(:levels)) AND " + _BOUNDS.format(id="id"),
    "own": "SELECT own.at, own.event_id AS id FROM (SELECT at, event_id FROM event_parties INDEXED BY"
    " ix_event_parties_person WHERE person_id = :me AND " + _BOUNDS.format(id="event_id") + ") AS own CROSS JOIN events"
    " ON events.id = own.event_id WHERE +events.verb IN (SELECT value FROM json_each(:verbs))",
}
_LOWEST = (
    "WITH lowest(at) AS MATERIALIZED (SELECT max(:since, coalesce("
    "(SELECT at FROM events WHERE id <= :low ORDER BY id DESC LIMIT 1), :since)))"
)


@dataclass
class Walk:
    """Back in time through what a reader may see of what is asked, from a place on (which is left out).

    `place` is how far it has come. After `patience` stretches it is `tired`, and there may be more.
    """

    reader: Actor | None
    filters: Filters
    place: Place
    patience: int | None = PATIENCE
    tired: bool = False
    met: int = 0
    wanted: int = 0

    def __iter__(self) -> Iterator[Place]:
        query = self._asking()
        for met in self._stretches():
            size = MOST if self._rare else PIECE
            for first in range(0, len(met), size):
                piece = met[first : first + size]
                numbers = str([number for _at, number in piece])
                fits = set(db.session.execute(query, {"met": numbers}).scalars())
                self.met, self.wanted = self.met + len(piece), self.wanted + len(fits)
                yield from (place for place in piece if place[1] in fits)

    @property
    def _rare(self) -> bool:
        return self.wanted < RARE * self.met

    def _stretches(self) -> Iterator[list[Place]]:
        driver = self.filters.rarest
        self.place = min(self.place, (self.filters.end, 0) if self.filters.end else END)
        top, reach, stretches = self._number(), FIRST if driver.weight > FEW else 0, 0
        while True:
            low = top - reach if reach else 0
            most = MOST if stretches > 1 or self._rare else PIECE
            met = self._gather(low, most)
            full = len(met) == most
            yield met
            if not full and low <= 0:
                return
            self.place = met[-1] if met else self.place
            if full and not reach:  # many after all: by stretches, the next as long as what one has seen of it tells
                reach = max(FIRST, WIDE * (top - met[-1][1]))
            elif not full:
                reach *= WIDE if len(met) > SOME else WIDER
            stretches += 1
            if stretches == self.patience:
                self.tired = True
                return

    def _number(self) -> int:
        """About the number of the newest entry before the place: they are numbered as they come."""
        before = select(Event.id).where(Event.at <= self.place[0]).order_by(Event.at.desc(), Event.id.desc()).limit(1)
        return db.session.execute(before).scalar() or 0

    def _gather(self, low: int, most: int) -> list[Place]:
        """The next `most` entries of what drives the walk, of numbers from about `low` on."""
        driver, reader = self.filters.rarest, self.reader
        names = [name for name in ("things", "people", "verbs") if getattr(driver, name)]
        if "verbs" in names and may_take_part(reader):
            names.append("own")
        if not names:
            return []
        values: dict[str, Any] = {
            "low": low, "most": most, "since": self.filters.start or BEGINNING,
            "before": self.place[0], "number": self.place[1],
            "things": as_json(driver.things), "people": as_json(driver.people), "verbs": as_json(driver.verbs),
            "levels": str([*range(lowest_for(reader), PUBLIC + 1)]), "me": reader.id if reader else "",
        }  # fmt: skip
        return [(at, number) for at, number in db.session.execute(_gathering(tuple(names)), values)]

    def _asking(self) -> Select[int]:
        """Which of some entries ("met", as JSON) this reader may see and all else fits."""
        filters, ids = self.filters, func.json_each(bindparam("met")).table_valued("value")
        others = [takes_part(id_) for id_ in filters.people] + [belongs_to(Event.id, id_) for id_ in filters.things]
        query = select(Event.id).where(Event.id.in_(select(ids.c.value)), visible_to(self.reader), *others)
        return query.where(*filters.conditions(_PLAIN, timed=False))


@lru_cache
def _gathering(names: tuple[str, ...]) -> Any:
    arms = " UNION ALL ".join(_ARMS[name] for name in names)
    query = text(f"{_LOWEST} SELECT DISTINCT at, id FROM ({arms}) ORDER BY at DESC, id DESC LIMIT :most")
    moments = [bindparam("since", type_=Moment), bindparam("before", type_=Moment)]
    return query.bindparams(*moments).columns(at=Moment, id=Integer)
