"""Reads of somebody's inbox: what they were told of, by thing. Addresses name entries by `Event.ref` (A3)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Select, Text, cast, func, select
from sqlalchemy.sql.elements import ColumnElement

from app.activity.facts import STRANDS
from app.activity.models import Delivery, Event
from app.activity.queries.log import ROW
from app.activity.queries.seen import addressed_to
from app.core.paging import COUNT_LIMIT, PAGE_SIZE, Page, keyset
from app.core.rules import Actor
from app.extensions import db

SHOWS = {"": ("unread", "read"), "new": ("unread",), "done": ("done",), "snoozed": ("snoozed",)}
"""What each part of the inbox holds. What is put off is nowhere else until it comes back."""
WITHIN = 5000
"""So many of one's newest entries are put together by thing; what is older stands in the log."""


@dataclass(frozen=True)
class Sought:
    """What of the inbox: a part (SHOWS), a strand, words of a name."""

    show: str = ""
    strand: str = ""
    words: str = ""

    def conditions(self) -> list[ColumnElement[bool]]:
        """Each as a condition on Delivery and Event."""
        states = SHOWS.get(self.show, SHOWS[""])
        alone = Delivery.state == states[0]  # for which there is an index in the order of the list
        found: list[ColumnElement[bool]] = [alone if len(states) == 1 else Delivery.state.in_(states)]
        if self.strand in STRANDS:
            found.append(Event.strand == self.strand)
        return found + [
            cast(Event.facts, Text).icontains(_as_stored(word), autoescape=True) for word in self.words.split()
        ]


def _as_stored(word: str) -> str:
    return json.dumps(word)[1:-1]


def _inbox(reader: Actor, *columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(Delivery)
        .join(Event, Event.id == Delivery.event_id)
        .where(Delivery.person_id == reader.id, Delivery.channel == "inbox", addressed_to(reader))
    )


def inbox_things(reader: Actor, sought: Sought, after: str | None = None) -> Page:
    """One row for each thing, of its newest entry, newest first; `number` says how many entries it has, `new` how many
    of them are new. `after` is the `ref` of the last row of the page before."""
    start = inbox_entry(reader, after) if after else None
    things = {row.newest: row for row in _things(reader, sought, start.id if start else None)}
    query = _inbox(reader, *ROW, Delivery.state, Delivery.snoozed_until)
    newest = query.where(Delivery.event_id.in_(things)).order_by(Delivery.event_id.desc())
    rows = [_thing(row, things[row.id]) for row in db.session.execute(newest)]
    return Page(rows[:PAGE_SIZE], rows[PAGE_SIZE - 1].ref if len(rows) > PAGE_SIZE else None)


def _thing(row: Any, counted: Any) -> Any:
    return SimpleNamespace(**row._mapping, number=counted.number, new=counted.new)


def _things(reader: Actor, sought: Sought, before: int | None) -> list[Any]:
    """The newest entry of each thing, and how many it has: of one page, and the first of the next."""
    entries = (
        _inbox(reader, Event.object_kind, Event.object_id, Delivery.event_id, Delivery.state)
        .where(*sought.conditions())
        .order_by(Delivery.event_id.desc())
        .limit(WITHIN)
        .subquery()
    )
    new = func.count().filter(entries.c.state == "unread").label("new")
    newest = func.max(entries.c.event_id).label("newest")
    grouped = select(newest, func.count().label("number"), new)
    grouped = grouped.group_by(entries.c.object_kind, entries.c.object_id)
    if before is not None:
        grouped = grouped.having(newest < before)
    return list(db.session.execute(grouped.order_by(newest.desc()).limit(PAGE_SIZE + 1)))


def inbox_about(reader: Actor, kind: str, ref: str, after: str | None = None) -> Page:
    """All that the person was told about one thing, newest first, whatever became of it."""
    keys = (Event.at, Event.ref)
    query = _inbox(reader, *keys, *ROW[1:], Delivery.state, Delivery.snoozed_until)
    about = query.where(Event.object_kind == kind, Event.object_id == ref)
    return keyset(db.session.execute, about, keys, after)


def unread_of(reader: Actor) -> Any:
    """How many new entries the reader's inbox shows, counted to a thousand: a scalar Select, to be asked together with
    others. What they may no longer see is no number either (A3)."""
    new = _inbox(reader, Delivery.id).where(Delivery.state == "unread").limit(COUNT_LIMIT).subquery()
    return select(func.count()).select_from(new)


def inbox_entry(reader: Actor, ref: str) -> Any | None:
    """One entry of the reader's inbox, or None."""
    return db.session.execute(
        _inbox(reader, *ROW, Delivery.state, Delivery.snoozed_until).where(Event.ref == ref)
    ).first()
