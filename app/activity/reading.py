"""Rows of the log as entries for this reader: sentences in their language, days in their zone, nobody named to whom
people's names are not shown."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from markupsafe import Markup

from app.activity.queries.comments import comment_counts
from app.activity.queries.entries import corrected_among
from app.activity.sentences import Names, link, object_url, plain, plain_unnamed, sentence, unnamed
from app.core.rules import Actor
from app.people.queries import apart_from
from app.web.kept import kept
from app.web.language import zone


@dataclass(frozen=True)
class Entry:
    """One line of the log, ready to be shown."""

    id: int
    at: datetime
    day: date
    strand: str
    verb: str
    sentence: Markup
    unread: bool = False
    url: str | None = None
    ref: str = ""
    actor_id: str | None = None
    seen_by: int | None = None
    more: tuple[Entry, ...] = ()
    comments: int = 0
    mark: str = ""  # corrected, withdrawn: what a later entry says of it


def names_for(reader: Actor | None) -> Names:
    """How things are written for this reader: observers and visitors see people unnamed."""
    return unnamed if _names_nobody_to(reader) else link


def way_to(kind: str, ref: str, reader: Actor | None, external: bool = False) -> str | None:
    """Where a thing is shown, or None when nowhere; to whom people are unnamed an address would tell them apart."""
    return None if kind == "person" and _names_nobody_to(reader) else object_url(kind, ref, external)


def _names_nobody_to(reader: Actor | None) -> bool:
    return reader is None or reader.role == "observer"


def plain_names_for(reader: Actor | None) -> Names:
    """The same without links, for exports, feeds and mail."""
    return plain_unnamed if _names_nobody_to(reader) else plain


def _sentence(verb: str, facts: str, names: Names) -> Markup:
    return sentence(verb, json.loads(facts), names)


def entries(rows: Iterable[Any], reader: Actor | None, apart: Collection[str] = ()) -> list[Entry]:
    """The rows of `latest`, `story`, `log_page` or `inbox_things` as entries.

    People in `apart` (those the reader is kept apart from) are not named, and nothing leads to what they share.
    """
    here = zone()
    return [_entry(row, reader, apart, here) for row in rows]


def _entry(row: Any, reader: Actor | None, apart: Collection[str], here: ZoneInfo) -> Entry:
    names, facts, url = names_for(reader), row.facts, way_to(row.object_kind, row.object_id, reader)
    if apart and (masked := without(facts, apart)) != facts:
        facts, names, url = masked, plain_names_for(reader), None
    return Entry(
        row.id,
        row.at,
        row.at.astimezone(here).date(),
        row.strand,
        row.verb,
        kept(_sentence, row.verb, json.dumps(facts), names),
        getattr(row, "state", "") == "unread",
        url,
        row.ref,
        row.actor_id,
        row.shown,
    )


def marked(told: list[Entry], reader: Actor | None) -> list[Entry]:
    """The entries with how many comments each has for this reader, and what later ones say of them: two statements."""
    ids = [entry.id for entry in told]
    counts, later = comment_counts(reader, ids), corrected_among(reader, ids)
    marks = {id_: "withdrawn" if verb.endswith("_withdrawn") else "corrected" for id_, verb in later.items()}
    return [replace(entry, comments=counts.get(entry.id, 0), mark=marks.get(entry.id, "")) for entry in told]


FOLD_FROM = 3
"""Two alike are simply two; a third is folded away with the second."""


def folded(told: Iterable[Entry]) -> list[Entry]:
    """Near-identical entries that follow each other, the first with all others as its `more` (A7): of one kind, by one
    person, on one day. Only for the eye: what is counted, exported and paged are the entries themselves."""
    found: list[Entry] = []
    for _alike, run in groupby(told, lambda it: (it.day, it.verb, it.actor_id)):
        first, *others = run
        few = len(others) + 1 < FOLD_FROM or first.actor_id is None
        found += [first, *others] if few else [replace(first, more=tuple(others))]
    return found


def hidden_from(person_id: str, role: str) -> Collection[str]:
    """The people whom inbox, mail and digest leave unnamed to somebody: those they are kept apart from (M3). To
    animators nobody is unnamed, here as in the log: who keeps the cluster has to know who did what."""
    return frozenset() if role == "animator" else apart_from(person_id)


def without(facts: dict[str, Any], apart: Collection[str]) -> dict[str, Any]:
    """The facts with the people in `apart` unnamed."""
    nobody = {"kind": "person", "id": "", "name": str(_("a member"))}
    return {
        name: nobody if isinstance(value, dict) and value.get("id") in apart else value for name, value in facts.items()
    }
