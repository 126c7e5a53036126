"""Taking in a list: planned first, written all at once or not at all, in bulk, as one fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert

from app.activity.facts import Ref
from app.activity.record import record
from app.core.action import action
from app.core.models import new_id
from app.core.rules import Actor, require
from app.core.search import fold, index_new
from app.extensions import db
from app.importing.outcome import Note, Outcome, Read, Report, State, note
from app.innovations.actions.changes import find_by
from app.innovations.actions.showing import OF_LISTS, show_as_listed
from app.innovations.events import InnovationsImported
from app.innovations.keys import city_key, website_key
from app.innovations.models import InnovationGoal, InnovationSector, InnovationText, SocialInnovation
from app.innovations.queries import FOR_VISITORS, Known, known_names, known_sources, search_texts
from app.innovations.rows import Row
from app.innovations.rules import may_import_innovations

OWN = (
    "name", "summary", "language", "challenge", "solution", "website", "city", "postcode", "country", "latitude",
    "longitude", "stage", "keywords", "found_by", "source_id", "source_url",
)  # fmt: skip


KEYS = ("sort_name", "city_key", "website_key")
"""Made of what it says."""


@dataclass(frozen=True)
class Planned:
    """What will become of a row."""

    read: Read[Row]
    state: State
    known: Known | None = None
    more: tuple[Note, ...] = ()

    @property
    def row(self) -> Row:
        """The row; only of those that are not refused."""
        assert self.read.row is not None
        return self.read.row


def preview_innovations(reads: Sequence[Read[Row]], *, public: bool = False) -> Report:
    """What an import would do."""
    return _report(_plan(reads, public), written=False)


@action
def import_innovations(
    actor: Actor | None, source: str, reads: Sequence[Read[Row]], *, public: bool = False, skip_bad: bool = False
) -> Report:
    """Take the rows in. One that is refused keeps all out, unless `skip_bad`. The same rows again change nothing.

    `public` shows the new ones to visitors, and those that came before too; without it nothing is hidden either.
    """
    require(may_import_innovations(actor))
    planned = _plan(reads, public)
    if not skip_bad and any(each.state == "refused" for each in planned):
        return _report(planned, written=False)
    new = [each for each in planned if each.state == "taken"]
    changed = [each for each in planned if each.state == "updated"]
    _insert([each.row for each in new], actor, public)
    for each in changed:
        _update(each, public)
    if new or changed:
        listed = Ref("list", new_id(), source)
        record(actor, InnovationsImported(listed, taken=len(new), updated=len(changed)))
    return _report(planned, written=True)


def _plan(reads: Sequence[Read[Row]], public: bool) -> list[Planned]:
    rows = [read.row for read in reads if read.row is not None]
    sources = known_sources([row.source_id for row in rows])
    new = [row for row in rows if row.source_id not in sources]
    names = known_names(sorted({fold(row.name)[:240] for row in new}))
    return [_plan_one(read, sources, names, public) for read in reads]


def _plan_one(read: Read[Row], sources: dict[str, Known], names: set[tuple[str, str]], public: bool) -> Planned:
    if read.row is None:
        return Planned(read, "refused")
    known = sources.get(read.row.source_id)
    if known is None:
        alike = (note("known_name"),) if read.row.place_name in names else ()
        return Planned(read, "taken", None, alike)
    if known.hash == read.row.hash:
        return Planned(read, "updated" if public and not known.public else "unchanged", known)
    return Planned(read, "updated", known, (note("edited_here"),) if known.edited_here else ())


def _report(planned: Sequence[Planned], *, written: bool) -> Report:
    outcomes = [Outcome(each.read.line, each.read.name, each.state, (*each.read.notes, *each.more)) for each in planned]
    return Report(outcomes, written=written)


def _insert(rows: Sequence[Row], actor: Actor | None, public: bool) -> None:
    """All new ones, in five statements however many there are."""
    if not rows:
        return
    ids = sorted((new_id() for _row in rows), reverse=True)  # so that the list's first row is the first on the page
    told = list(zip(ids, rows, strict=True))
    shared = {"public": public, "created_by": actor.id if actor else None}
    db.session.execute(insert(SocialInnovation), [{"id": id_, **shared, **_own(row)} for id_, row in told])
    _insert_lists(told)
    texts = ((id_, search_texts(row, [text for _code, text in row.texts], row.sectors)) for id_, row in told)
    index_new(db.session(), "innovation", texts)
    if public:
        show_as_listed(ids)
        index_new(db.session(), FOR_VISITORS, [(id_, _visitors_find(row)) for id_, row in told])


def _visitors_find(row: Row) -> list[str]:
    return list(search_texts(row, [text for _code, text in row.texts], row.sectors, OF_LISTS))


def _own(row: Row) -> dict[str, Any]:
    own = {name: getattr(row, name) for name in OWN}
    keys = {"sort_name": fold(row.name)[:240], "city_key": city_key(row.city), "website_key": website_key(row.website)}
    return own | keys | {"source_hash": row.hash}


def _insert_lists(told: Sequence[tuple[str, Row]]) -> None:
    for table, rows in (
        (InnovationText, _each(told, "texts", ("language", "summary"))),
        (InnovationSector, _each(told, "sectors", ("sector",))),
        (InnovationGoal, _each(told, "goals", ("goal",))),
    ):
        if listed := list(rows):
            db.session.execute(insert(table), listed)


def _each(told: Sequence[tuple[str, Row]], field: str, names: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    for id_, row in told:
        for value in getattr(row, field):
            yield {"innovation_id": id_, **dict(zip(names, value if len(names) > 1 else (value,), strict=True))}


def _update(each: Planned, public: bool) -> None:
    """What the list says now; of one that was edited here since, only what was empty is filled in."""
    innovation = db.session.get(SocialInnovation, each.known.id) if each.known else None
    if innovation is None:
        return
    if public and not innovation.public:
        innovation.public = True
        show_as_listed([innovation.id])
    keep = innovation.edited_here
    for name, value in _own(each.row).items():
        if not keep or name == "source_hash" or (name not in KEYS and getattr(innovation, name) in ("", None)):
            setattr(innovation, name, value)
    if not keep:
        for table in (InnovationText, InnovationSector, InnovationGoal):
            db.session.execute(delete(table).filter_by(innovation_id=innovation.id))
        _insert_lists([(innovation.id, each.row)])
    db.session.flush()
    if innovation.state != "withdrawn":
        find_by(innovation)
