"""The inbox as cards for its reader: one for each thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from app.activity.facts import STRANDS
from app.activity.queries.inbox import SHOWS, Sought
from app.activity.reading import Entry, entries, hidden_from
from app.activity.snoozing import LATER, NEXT_WEEK, TOMORROW, later_today
from app.core.clock import now
from app.core.rules import Actor
from app.core.search import MAX_QUERY
from app.web.language import timezone


@dataclass(frozen=True)
class Card:
    """The newest entry about a thing; `more` older ones stand behind it, `new` of all are new."""

    entry: Entry
    ref: str
    state: str
    until: datetime | None
    more: int = 0
    new: int = 0


def cards(rows: Iterable[Any], reader: Actor) -> list[Card]:
    """The rows of `inbox_things` or `inbox_about`."""
    rows = list(rows)
    return [
        Card(entry, row.ref, row.state, row.snoozed_until, getattr(row, "number", 1) - 1, getattr(row, "new", 0))
        for row, entry in zip(rows, entries(rows, reader, hidden_from(reader.id, reader.role)), strict=True)
    ]


def read_sought(asked: Mapping[str, str]) -> Sought:
    """What of the inbox the address asks for; `new=1` is an older way of writing show=new."""
    show = "new" if asked.get("new") == "1" else asked.get("show", "")
    strand, words = asked.get("kind", ""), " ".join(asked.get("q", "").split())[:MAX_QUERY]
    return Sought(show if show in SHOWS else "", strand if strand in STRANDS else "", words)


def in_address(sought: Sought) -> dict[str, Any]:
    """The same for an address: what is not as usual."""
    told = {"show": sought.show, "kind": sought.strand, "q": sought.words}
    return {name: value for name, value in told.items() if value}


def parts() -> list[tuple[str, str]]:
    """The parts of the inbox, in words."""
    return [("", _("All")), ("new", _("New")), ("snoozed", _("Put off")), ("done", _("Done"))]


def pauses() -> list[tuple[str, str]]:
    """For how long something can be put off at this hour."""
    later = [(LATER, _("Later today"))] if later_today(now(), timezone()) else []
    return [*later, (TOMORROW, _("Tomorrow")), (NEXT_WEEK, _("Next week"))]
