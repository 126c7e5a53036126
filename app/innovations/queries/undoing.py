"""What keeps an import from being undone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, select, true
from sqlalchemy.sql.elements import ColumnElement

from app.activity.models import Event, EventRef
from app.core.attached import hanging
from app.extensions import db
from app.innovations.models import ImportedRow, InnovationImport, SocialInnovation

MOST = 200
"""So many are looked at for each reason; one is enough to say no."""
SHOWN = 25
EDITS = ("innovations.innovation_changed", "innovations.innovations_merged")
CHANGED = _l("changes since")


@dataclass
class Obstacle:
    """An innovation that the import brought or changed, and what hangs on it now."""

    id: str
    name: str
    words: list[Any] = field(default_factory=list)


def obstacles(one: InnovationImport, upto: int | None = None) -> list[Obstacle]:
    """What was done since with what this import brought and changed; empty: it can be undone. At most SHOWN. `upto`:
    looked at is what stands in the list up to this line."""
    found: dict[str, list[Any]] = {}
    for id_, words in _reasons(one, upto):
        if words not in found.setdefault(id_, []):
            found[id_].append(words)
    some = sorted(found)[:SHOWN]
    query = select(SocialInnovation.id, SocialInnovation.name).where(SocialInnovation.id.in_(some))
    names = dict(db.session.execute(query.limit(SHOWN)).all())
    return [Obstacle(id_, names[id_], found[id_]) for id_ in some if id_ in names]


def _reasons(one: InnovationImport, upto: int | None) -> Iterator[tuple[str, Any]]:
    brought = rows_of(one.id, "taken", upto)
    yield from hanging("innovation", brought, MOST)
    told = select(EventRef.ref_id).where(EventRef.ref_id.in_(brought), EventRef.kind == "innovation")
    yield from ((id_, _l("entries in the log")) for id_ in _some(told))
    moved = select(SocialInnovation.id).where(SocialInnovation.id.in_(brought), SocialInnovation.state != "identified")
    yield from ((id_, _l("a step in the pipeline")) for id_ in _some(moved))
    yield from ((id_, CHANGED) for id_ in _some(_edited(one, upto)))
    yield from ((id_, _l("a later list that changed it")) for id_ in _some(_listed_since(one.id, upto)))


def rows_of(import_id: str, outcome: str, upto: int | None = None) -> Select[Any]:
    """The innovations that an import took in, or updated."""
    mine = ImportedRow.import_id == import_id, ImportedRow.outcome == outcome
    return select(ImportedRow.innovation_id).where(*mine, ImportedRow.innovation_id.is_not(None), _until(upto))


def _until(line: int | None) -> ColumnElement[bool]:
    return ImportedRow.line <= line if line is not None else true()


def next_lines(import_id: str, most: int) -> Sequence[Any]:
    """(line, outcome, innovation, before) of the first lines that are still taken in, as many as `most`."""
    it = ImportedRow
    query = select(it.line, it.outcome, it.innovation_id, it.before).where(it.import_id == import_id)
    query = query.where(it.outcome.in_(("taken", "updated")), it.innovation_id.is_not(None))
    return db.session.execute(query.order_by(it.line).limit(most)).all()


def _edited(one: InnovationImport, upto: int | None) -> Select[Any]:
    """Updated ones that somebody has edited since."""
    return (
        select(EventRef.ref_id)
        .join(Event, Event.id == EventRef.event_id)
        .where(EventRef.ref_id.in_(rows_of(one.id, "updated", upto)), EventRef.kind == "innovation")
        .where(EventRef.at >= one.ended_at, Event.verb.in_(EDITS))
    )


def _listed_since(import_id: str, upto: int | None) -> Select[Any]:
    """What says no longer what this import wrote."""
    return (
        select(SocialInnovation.id)
        .join(ImportedRow, ImportedRow.innovation_id == SocialInnovation.id)
        .where(ImportedRow.import_id == import_id, ImportedRow.outcome.in_(("taken", "updated")))
        .where(_until(upto))
        .where(ImportedRow.before["hash"].as_string() != SocialInnovation.source_hash)
    )


def _some(query: Select[Any]) -> list[str]:
    return list(db.session.execute(query.distinct().limit(MOST)).scalars())
