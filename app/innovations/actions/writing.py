"""A list's rows into the tables and out again: in bulk, part of the action that takes the list in or undoes it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select

from app.activity.models import ObjectLimit
from app.core.models import new_id
from app.core.search import SearchDocument, fold, index_new
from app.extensions import db
from app.innovations.actions.showing import OF_LISTS, show_as_agreed, show_as_listed
from app.innovations.keys import city_key, website_key
from app.innovations.models import (
    PARTS,
    InnovationConsent,
    InnovationGoal,
    InnovationSector,
    InnovationText,
    SocialInnovation,
)
from app.innovations.queries import FOR_VISITORS, search_texts
from app.innovations.rows import Row

OWN = (
    "name", "summary", "language", "challenge", "solution", "website", "city", "postcode", "country", "latitude",
    "longitude", "stage", "keywords", "found_by", "source_id", "source_url",
)  # fmt: skip
KEYS = ("sort_name", "city_key", "website_key")
"""Made of what it says."""
LISTS: tuple[tuple[Any, str, tuple[str, ...]], ...] = (
    (InnovationText, "texts", ("language", "summary")),
    (InnovationSector, "sectors", ("sector",)),
    (InnovationGoal, "goals", ("goal",)),
)
"""Table, the row's field, the columns."""
BATCH = 500


@dataclass(frozen=True)
class Written:
    """What undoing needs: the innovation, the hash of what was written, and what an updated one said before."""

    id: str
    hash: str
    said: Mapping[str, Any] | None = None

    def before(self) -> dict[str, Any]:
        """As it is stored."""
        return {"hash": self.hash, "said": self.said}


def insert_all(rows: Sequence[Row], created_by: str | None, public: bool) -> list[Written]:
    """All new ones, a few statements for each BATCH: so that memory does not grow with the list."""
    ids = sorted((new_id() for _row in rows), reverse=True)  # so that the list's first row is the first on the page
    told = list(zip(ids, rows, strict=True))
    for start in range(0, len(told), BATCH):
        _insert_some(told[start : start + BATCH], created_by, public)
    return [Written(id_, row.hash) for id_, row in told]


def _insert_some(told: Sequence[tuple[str, Row]], created_by: str | None, public: bool) -> None:
    shared = {"public": public, "created_by": created_by}
    db.session.execute(insert(SocialInnovation), [{"id": id_, **shared, **_own(row)} for id_, row in told])
    _fill_lists([(id_, _lists_of(row)) for id_, row in told])
    texts = ((id_, search_texts(row, [text for _code, text in row.texts], row.sectors)) for id_, row in told)
    index_new(db.session(), "innovation", texts)
    if public:
        show_as_listed([id_ for id_, _row in told])
        index_new(db.session(), FOR_VISITORS, [(id_, _visitors_find(row)) for id_, row in told])


def _visitors_find(row: Row) -> list[str]:
    return list(search_texts(row, [text for _code, text in row.texts], row.sectors, OF_LISTS))


def update_all(told: Sequence[tuple[str, Row]], public: bool) -> list[Written]:
    """What the list says now of those that are here; of one that was edited here, only what was empty is filled in."""
    written: list[Written] = []
    for start in range(0, len(told), BATCH):
        written += _update_some(dict(told[start : start + BATCH]), public)
    return written


def _update_some(rows: Mapping[str, Row], public: bool) -> list[Written]:
    query = select(SocialInnovation).where(SocialInnovation.id.in_(list(rows)))
    here = {one.id: one for one in db.session.execute(query).scalars()}
    lists = lists_of(list(here))
    written = [Written(id_, rows[id_].hash, {**_said(one), **lists[id_]}) for id_, one in here.items()]
    shown = [one for one in here.values() if public and not one.public]
    for id_, one in here.items():
        _tell(one, rows[id_], public)
    show_as_listed([one.id for one in shown])
    replace_lists([(id_, _lists_of(rows[id_])) for id_, one in here.items() if not one.edited_here])
    db.session.flush()
    find_again(list(here.values()))
    for one in _limited(shown):
        show_as_agreed(one)
    return written


def _limited(innovations: Sequence[SocialInnovation]) -> list[SocialInnovation]:
    """Those of these whose story is shown to some only: once shown to visitors, or no longer, that changes."""
    ids = [one.id for one in innovations]
    query = select(ObjectLimit.ref).where(ObjectLimit.kind == "innovation", ObjectLimit.ref.in_(ids))
    limited = set(db.session.execute(query).scalars())
    return [one for one in innovations if one.id in limited]


def _tell(one: SocialInnovation, row: Row, public: bool) -> None:
    one.public = one.public or public
    for name, value in _own(row).items():
        empty = name not in KEYS and getattr(one, name) in ("", None)
        if not one.edited_here or name == "source_hash" or empty:
            setattr(one, name, value)


def _own(row: Row) -> dict[str, Any]:
    own = {name: getattr(row, name) for name in OWN}
    keys = {"sort_name": fold(row.name)[:240], "city_key": city_key(row.city), "website_key": website_key(row.website)}
    return own | keys | {"source_hash": row.hash}


def _said(one: SocialInnovation) -> dict[str, Any]:
    return {name: getattr(one, name) for name in (*OWN, *KEYS, "source_hash", "public")}


def lists_of(ids: Sequence[str]) -> dict[str, dict[str, list[Any]]]:
    """The texts, sectors and goals of these, by id and field: three statements however many."""
    found: dict[str, dict[str, list[Any]]] = {id_: {field: [] for _t, field, _n in LISTS} for id_ in ids}
    for table, field, names in LISTS:
        columns = [getattr(table, name) for name in names]
        query = select(table.innovation_id, *columns).where(table.innovation_id.in_(ids)).order_by(*columns)
        for id_, *values in db.session.execute(query):
            found[id_][field].append(values if len(names) > 1 else values[0])
    return found


def put_back(told: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
    """Let these say again what they said (see Written)."""
    for start in range(0, len(told), BATCH):
        said = dict(told[start : start + BATCH])
        query = select(SocialInnovation).where(SocialInnovation.id.in_(list(said)))
        here = list(db.session.execute(query).scalars())
        hidden = [one for one in here if one.public and not said[one.id]["public"]]
        for one in here:
            for name in (*OWN, *KEYS, "source_hash", "public"):
                setattr(one, name, said[one.id][name])
        replace_lists([(one.id, said[one.id]) for one in here])
        listed = InnovationConsent.innovation_id.in_([one.id for one in hidden]), InnovationConsent.given_by.is_(None)
        db.session.execute(delete(InnovationConsent).where(*listed))
        db.session.flush()
        find_again(here)
        for one in hidden:
            show_as_agreed(one)


def replace_lists(told: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
    """The texts, sectors and goals of these are the given ones, whatever they were."""
    ids = [id_ for id_, _lists in told]
    for table, _field, _names in LISTS:
        db.session.execute(delete(table).where(table.innovation_id.in_(ids)))
    _fill_lists(told)


def _lists_of(row: Row) -> dict[str, Any]:
    return {field: getattr(row, field) for _table, field, _names in LISTS}


def _fill_lists(told: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
    for table, field, names in LISTS:
        if rows := list(_each(told, field, names)):
            db.session.execute(insert(table), rows)


def _each(
    told: Sequence[tuple[str, Mapping[str, Any]]], field: str, names: tuple[str, ...]
) -> Iterator[dict[str, Any]]:
    for id_, lists in told:
        for value in lists[field]:
            yield {"innovation_id": id_, **dict(zip(names, value if len(names) > 1 else (value,), strict=True))}


def find_again(innovations: Sequence[SocialInnovation]) -> None:
    """Make these findable by what they say now, all but the withdrawn, by members and by visitors: a few statements
    however many there are."""
    shown = [one for one in innovations if one.state != "withdrawn"]
    ids = [one.id for one in shown]
    lists, parts = lists_of(ids), _parts_of(ids)
    documents = SearchDocument.kind.in_(("innovation", FOR_VISITORS)), SearchDocument.ref.in_(ids)
    db.session.execute(delete(SearchDocument).where(*documents))
    index_new(db.session(), "innovation", [(one.id, _texts(one, lists[one.id], PARTS)) for one in shown])
    public = [(one.id, _texts(one, lists[one.id], parts.get(one.id, ()))) for one in shown if one.public]
    index_new(db.session(), FOR_VISITORS, public)


def _texts(one: SocialInnovation, lists: Mapping[str, Any], parts: Collection[str]) -> list[str]:
    return list(search_texts(one, [text for _code, text in lists["texts"]], lists["sectors"], parts))


def _parts_of(ids: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    query = select(InnovationConsent.innovation_id, InnovationConsent.part)
    for id_, part in db.session.execute(query.where(InnovationConsent.innovation_id.in_(ids))):
        found.setdefault(id_, []).append(part)
    return found
