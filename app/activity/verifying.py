"""Walks the log from the first entry and names the first that is not as it was recorded (BEHAVIOURS A4).

In batches, so that memory stays the same however long the log is; all reads of one look are of one moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from app.activity.broken import WORDS, Broken
from app.activity.chain import LIMIT_REF
from app.activity.heads import Head, heads_file, read_heads
from app.activity.models import EventParty, EventRef, LogHead, ObjectLimit
from app.activity.rows import Row, batch_after
from app.extensions import db

__all__ = ["WORDS", "Broken", "Found", "verify"]


@dataclass(frozen=True)
class Found:
    """What a look at the whole log came to: how many entries are in order, the last one's hash, and the first that is
    not, if any."""

    entries: int
    hash: str
    broken: Broken | None = None


def verify(heads: Path | None = None) -> Found:
    """Look at every entry, at the noted end and at the heads kept outside the database (instance/heads.log)."""
    db.session.rollback()
    walk = _Walk(_Heads(read_heads(heads or heads_file())))
    try:
        broken = walk.first_broken()
    except (SQLAlchemyError, TypeError):
        broken = Broken(walk.number + 1, "unreadable")
    finally:
        db.session.rollback()
    return Found(walk.number, walk.hash, broken)


class _Heads:
    """The lines of heads.log, by the number they speak of."""

    def __init__(self, lines: Iterable[Head | str]) -> None:
        self.of: dict[int, list[Head]] = {}
        self.wrong = ""
        for line in lines:
            if isinstance(line, Head):
                self.of.setdefault(line.number, []).append(line)
            else:
                self.wrong = self.wrong or line

    def against(self, number: int, value: str) -> Broken | None:
        """What a line says of this entry that does not hold."""
        other = [head for head in self.of.get(number, ()) if head.hash != value]
        return Broken(number, "head_line", {"day": f"{other[0].at:%Y-%m-%d}"}) if other else None

    def beyond(self, number: int) -> Broken | None:
        """A line that knew more entries than there are."""
        more = [head for of_number, heads in self.of.items() if of_number > number for head in heads]
        if not more:
            return None
        first = min(more, key=lambda head: head.at)
        return Broken(number + 1, "taken", {"noted": first.number, "day": f"{first.at:%Y-%m-%d}"})


@dataclass
class _Walk:
    """One look, from the first entry on; `number` and `hash` are of the last that was in order."""

    heads: _Heads
    number: int = 0
    hash: str = ""

    def first_broken(self) -> Broken | None:
        """The first thing that is wrong, in the order of the log; None when all is well. That a word was taken out for
        which no entry answers comes last: what is wrong elsewhere may be with the entry that did."""
        erased = None
        for row in self._rows():
            broken = self._wrong_with(row)
            if broken and broken.why == "erased":
                erased = erased or broken
            elif broken:
                return broken
            self.number, self.hash = row.id, row.hash
        return next((broken for broken in self._at_the_end() if broken), erased)

    def _rows(self) -> Iterator[Row]:
        after: int | None = None
        while rows := batch_after(after):
            yield from rows
            after = rows[-1].id

    def _wrong_with(self, row: Row) -> Broken | None:
        expected = self.number + 1
        if row.id != expected:
            return Broken(row.id, "foreign") if row.id < expected else Broken(expected, "missing")
        return row.wrong_after(self.hash) or self.heads.against(row.id, row.hash)

    def _at_the_end(self) -> Iterator[Broken | None]:
        yield self._head()
        yield self._sequence()
        yield self.heads.beyond(self.number)
        yield self._without_entry()
        yield from (Broken(number, "limit", {"kind": kind}) for number, kind in _limits_unlike_told())
        yield Broken(self.number, "heads_line", {"line": self.heads.wrong[:80]}) if self.heads.wrong else None

    def _head(self) -> Broken | None:
        """The noted end is the last entry."""
        noted = db.session.execute(select(LogHead.event_id, LogHead.hash)).all()
        if len(noted) > 1 or (not noted and self.number):
            return Broken(self.number, "end")
        number, value = noted[0] if noted else (0, "")
        if number > self.number:
            return Broken(self.number + 1, "taken", {"noted": number, "day": ""})
        if number < self.number:
            return Broken(max(number, 0) + 1, "added")
        return None if value == self.hash else Broken(self.number, "end")

    def _sequence(self) -> Broken | None:
        """SQLite remembers the highest number it gave, also when the row was taken away."""
        if db.engine.dialect.name != "sqlite":
            return None
        given = db.session.execute(text("SELECT max(seq) FROM sqlite_sequence WHERE name = 'events'")).scalar() or 0
        return Broken(self.number + 1, "taken", {"noted": given, "day": ""}) if given > self.number else None

    def _without_entry(self) -> Broken | None:
        """People or things that are listed for entries that do not exist."""
        for number in (EventParty.event_id, EventRef.event_id):
            outside = select(func.min(number)).where((number > self.number) | (number < 1))
            if (found := db.session.execute(outside).scalar()) is not None:
                return Broken(found, "orphan")
        return None


def _limits_unlike_told() -> Iterator[tuple[int, str]]:
    """Where what a thing allows to be shown is not what the newest entry says that set it: its number, the kind."""
    newest = select(EventRef.ref_id, func.max(EventRef.event_id).label("number"))
    told = newest.where(EventRef.ref_id.between(LIMIT_REF, LIMIT_REF + "~")).group_by(EventRef.ref_id).subquery()
    mine = LIMIT_REF + ObjectLimit.kind + ":" + ObjectLimit.ref
    level = select(EventRef.kind).where(EventRef.event_id == told.c.number, EventRef.ref_id == told.c.ref_id)
    both = select(told.c.number, told.c.ref_id, level.scalar_subquery().label("level"), ObjectLimit.level.label("here"))
    rows: Any = db.session.execute(both.join_from(told, ObjectLimit, told.c.ref_id == mine, isouter=True))
    yield from (
        (row.number, row.ref_id.split(":")[1]) for row in rows if row.here is None or str(row.here) != str(row.level)
    )
    untold = select(ObjectLimit.kind).join(told, told.c.ref_id == mine, isouter=True).where(told.c.number.is_(None))
    yield from ((0, kind) for kind in db.session.execute(untold).scalars())
