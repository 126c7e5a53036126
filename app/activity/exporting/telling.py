"""Entries told one by one for a file: who, what, about what. Many thousand a second, without growing memory.

Most of what a sentence costs is its template. Entries of one kind differ in the names alone; so the template is written
out once with marks in the places of names, kept, and the names are put in. What shapes a sentence otherwise (numbers,
days, words, which of two people acted) tells apart what is kept.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from flask_babel import gettext as _
from markupsafe import Markup, escape

from app.activity.facts import Ref, read_stored
from app.activity.queries import Filters, corrects_among, log_page
from app.activity.reading import plain_names_for
from app.activity.sentences import begun_large, written_out
from app.core.rules import Actor
from app.extensions import db
from app.web.language import locale_in_force, timezone
from app.web.periods import today

BATCH = 1000
NOTHING: Mapping[int, str] = MappingProxyType({})
KEPT = 4000
_MARK = re.compile("\ue000([0-9]+)\ue001")
"""The place of a name: letters for private use, of which no sentence has any."""


class Told(NamedTuple):
    """One entry. `actor` and `about` are None where this reader may not know whom it is about."""

    ref: str
    at: datetime
    strand: str
    verb: str
    who: str
    sentence: str
    actor: Ref | None
    about: Ref
    facts: Mapping[str, Any]
    corrects: str = ""  # the reference of the earlier entry that this one puts right or takes back


def told_log(reader: Actor | None, filters: Filters) -> Iterator[Told]:
    """Exactly the filtered log, newest first."""
    corrects: dict[int, str] = {}
    return told(batches(reader, filters, corrects), reader, corrects)


def batches(reader: Actor | None, filters: Filters, corrects: dict[int, str] | None = None) -> Iterator[Any]:
    """The rows of the filtered log, read by the thousand; between two batches nothing is held open in the database, so
    that a long download keeps no one's writes from being tidied away. `corrects` is filled with what the entries of the
    batch put right: by number, the reference of the earlier one."""
    after: str | None = None
    while True:
        page = log_page(reader, filters, after, BATCH, patience=None)
        if corrects is not None:
            corrects.clear()
            corrects.update(corrects_among(reader, [row.id for row in page.rows]))
        db.session.rollback()
        yield from page.rows
        if page.next is None:
            return
        after = page.next


def told(rows: Iterable[Any], reader: Actor | None, corrects: Mapping[int, str] = NOTHING) -> Iterator[Told]:
    """Each row as this reader may know it: observers and visitors see people unnamed, and do not learn their ids.
    `corrects`: what each puts right, as `batches` fills it."""
    hidden = reader is None or reader.role == "observer"
    names = plain_names_for(reader)
    circumstances = (locale_in_force(), timezone(), today(timezone()))
    for row in rows:
        read = read_stored(_without_people(row.facts) if hidden else row.facts)
        actor = read.get("actor")
        yield Told(
            row.ref, row.at, row.strand, row.verb,
            names(actor).striptags() if actor else "",
            _sentence(row.verb, read, names, circumstances),
            actor, _about(row, read, hidden), read, corrects.get(row.id, ""),
        )  # fmt: skip


def _about(row: Any, read: Mapping[str, Any], hidden: bool) -> Ref:
    """What the entry is about, with its name as it was."""
    kind, id_ = row.object_kind, row.object_id
    if hidden and kind == "person":
        return Ref(kind, "", "")
    named = (fact for fact in read.values() if isinstance(fact, Ref) and fact.id == id_ and fact.kind == kind)
    return next(named, Ref(kind, id_, ""))


def _without_people(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Their ids would tell them apart, so they go as well as their names."""
    nobody = {"kind": "person", "id": "", "name": str(_("a member"))}
    return {
        name: nobody if isinstance(value, dict) and value.get("kind") == "person" else value
        for name, value in facts.items()
    }


def _sentence(verb: str, read: Mapping[str, Any], names: Any, circumstances: Hashable) -> str:
    """As `sentence(…).striptags()` writes it."""
    shape: list[Any] = []
    said: list[Any] = []
    found: dict[str, int] = {}
    for name, value in read.items():
        if isinstance(value, Ref):
            markup = names(value)
            number = found.setdefault(markup, len(found))
            shape.append((name, value.kind, number))
        else:
            said.append((name, _hashable(value)))
    text, written = _skeleton(verb, tuple(shape), tuple(said), circumstances), [*found, ""]
    return begun_large(Markup(_MARK.sub(lambda it: written[min(int(it[1]), len(found))], text))).striptags()


def _hashable(value: Any) -> Any:
    return tuple(_hashable(one) for one in value) if isinstance(value, list) else value


@lru_cache(KEPT)
def _skeleton(verb: str, shape: tuple[Any, ...], said: tuple[Any, ...], _circumstances: Hashable) -> Markup:
    """The sentence with marks for names; equal names have the same, for templates ask whether two are one."""
    facts = {name: Ref(kind, "", f"\ue000{number}\ue001") for name, kind, number in shape} | dict(said)
    return written_out(verb, facts, lambda ref: escape(ref.name))
