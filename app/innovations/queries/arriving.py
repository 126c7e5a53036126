"""Lists on their way in: what animators look at, and what the worker needs to know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from app.core.clock import now
from app.core.paging import Page, keyset
from app.extensions import db
from app.innovations.models import ImportedRow, InnovationImport
from app.people.queries import Person

WAITING = ("looking", "running", "undoing")
"""A worker has something to do."""
OPEN = ("mapping", "looking", "ready", "running")
SHOWN = ("problems", "refused", "taken", "updated", "unchanged")
"""What the lines can be narrowed to."""
BATCH = 1000


def imports(after: str | None = None) -> Page:
    """All lists that were taken in or are on their way, the newest first, with the name of who brought them."""
    it = InnovationImport
    columns: tuple[Any, ...] = (
        it.id, it.name, it.state, it.created_at, it.rows_all, it.taken, it.updated, it.unchanged, it.refused,
        Person.name.label("who"),
    )  # fmt: skip
    query: Select[Any] = select(*columns).outerjoin(Person, Person.id == it.person_id)
    return keyset(db.session.execute, query, (it.id,), after)


def import_of(id: str) -> InnovationImport | None:
    """One of them. Only animators come here."""
    return db.session.get(InnovationImport, id)


def count_open_imports() -> int:
    """How many are not at their end."""
    query = select(func.count()).where(InnovationImport.state.in_(OPEN))
    return int(db.session.execute(query).scalar_one())


def remembered_columns(heading_key: str, but: str = "") -> dict[str, str]:
    """Field → heading as they were chosen for the newest list with the same headings; empty when there was none."""
    query = (
        select(InnovationImport.columns)
        .where(InnovationImport.heading_key == heading_key, InnovationImport.state != "mapping")
        .where(InnovationImport.id != but)
        .order_by(InnovationImport.created_at.desc())
        .limit(1)
    )
    return dict(db.session.execute(query).scalar_one_or_none() or {})


_ROW = (ImportedRow.line, ImportedRow.name, ImportedRow.outcome, ImportedRow.notes, ImportedRow.innovation_id)


def _rows(import_id: str, show: str) -> Select[Any]:
    query = select(*_ROW).where(ImportedRow.import_id == import_id)
    if show == "problems":
        return query.where(_has_problems())
    return query.where(ImportedRow.outcome == show) if show in SHOWN else query


def _has_problems() -> ColumnElement[bool]:
    return or_(ImportedRow.outcome == "refused", func.json_array_length(ImportedRow.notes) > 0)


def import_rows(import_id: str, show: str = "", after: str | None = None) -> Page:
    """What becomes (or became) of the lines, in the file's order; `show` of SHOWN narrows."""
    return keyset(db.session.execute, _rows(import_id, show), (ImportedRow.line,), after, descending=False)


def count_problems(import_id: str) -> int:
    """How many lines have something odd about them."""
    query = select(func.count()).where(ImportedRow.import_id == import_id, _has_problems())
    return int(db.session.execute(query).scalar_one())


def report_rows(import_id: str) -> Iterator[Any]:
    """All of them, read in batches."""
    after = None
    while True:
        page = keyset(
            db.session.execute, _rows(import_id, ""), (ImportedRow.line,), after, descending=False, size=BATCH
        )
        yield from page.rows
        if (after := page.next) is None:
            return


def was_written(import_id: str, first: int = 0, last: int | None = None) -> bool:
    """Did an earlier try take these lines in? They are written together or not at all."""
    lines = ImportedRow.import_id == import_id, ImportedRow.line >= first, ImportedRow.innovation_id.is_not(None)
    query = select(ImportedRow.line).where(*lines).limit(1)
    query = query if last is None else query.where(ImportedRow.line <= last)
    return db.session.execute(query).first() is not None


def count_outcomes(import_id: str) -> dict[str, int]:
    """How many lines became what."""
    query = select(ImportedRow.outcome, func.count()).where(ImportedRow.import_id == import_id)
    return {row[0]: row[1] for row in db.session.execute(query.group_by(ImportedRow.outcome))}


def due_import() -> InnovationImport | None:
    """What a worker has to do next: asked for, or left by one that did not come to its end."""
    it = InnovationImport
    free = or_(it.leased_until.is_(None), it.leased_until <= now())
    query = select(it).where(it.state.in_(WAITING), free).order_by(it.created_at).limit(1)
    return db.session.execute(query).scalar_one_or_none()
