"""One's own data, by the data map: taken along in a ZIP file, or blanked where only the words are one's own."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from flask import render_template
from sqlalchemy import JSON, Column, String, Text, delete, func, select, update
from sqlalchemy import Table as SqlTable

from app.activity.kinds import kind_words
from app.core.clock import now
from app.core.data_map import ROW, WORDS, Table, tables
from app.core.models import Base
from app.core.search import SearchDocument
from app.extensions import db
from app.files.keeping import drop, path_of
from app.files.models import StoredFile
from app.people import photos
from app.people.models import Person

IN_MEMORY = 8 * 1024 * 1024
BATCH = 500


def zipped(person_id: str) -> IO[bytes]:
    """A ZIP file with a page to read, the same as JSON, and the files they added; of others nothing but ids."""
    out: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 — it lives as long as the answer
    person = db.session.get_one(Person, person_id)
    first = sorted(tables(), key=lambda room: (room != "people", room == "activity", room))
    rooms = {room: [*_filled(room, person_id)] for room in first}
    rooms = {room: told for room, told in rooms.items() if told}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        page = render_template("people/own_data.html", person=person, rooms=rooms, at=now(), kind_words=kind_words)
        archive.writestr("read-me.html", page)
        for room, told in rooms.items():
            plain = {table.name: rows for table, rows in told}
            archive.writestr(f"{room}.json", json.dumps(plain, indent=1, ensure_ascii=False, default=_plain))
        for name, path in _files(person):
            archive.write(path, name)
    out.seek(0)
    return out


def _filled(room: str, person_id: str) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    for table in tables()[room]:
        if rows := [*rows_of(table, person_id)]:
            yield table, rows


def rows_of(table: Table, person_id: str) -> Iterator[dict[str, Any]]:
    """What of this table is theirs: column → value."""
    columns = Base.metadata.tables[table.name].c
    for whose, own in table.theirs.items():
        if not (wanted := [columns[name] for name in own.split()]):
            continue
        theirs = select(*wanted).where(columns[whose] == person_id).execution_options(yield_per=BATCH)
        yield from (dict(row) for row in db.session.execute(theirs).mappings())


def _files(person: Person) -> Iterator[tuple[str, Path]]:
    """Their files and their photo, under names that no path can climb out of."""
    for file in db.session.execute(select(StoredFile).where(StoredFile.owner_id == person.id)).scalars():
        path = path_of(file)
        if path.is_file():
            yield f"files/{file.id[-6:]}-{Path(file.name).name.lstrip('.') or 'file'}", path
    if person.photo and photos.path(person.photo, 512).is_file():
        yield "files/photo.webp", photos.path(person.photo, 512)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def erase_own(person_id: str) -> None:
    """Their rows go, and their words in rows that are others', too. Inside an action, after all that was open ended."""
    for table in chain(*tables().values()):
        for whose, own in table.theirs.items():
            if table.name != Person.__tablename__:  # a pseudonym is left of it
                _erase(table, whose, own, person_id)
        if table.files:
            _drop_files(Base.metadata.tables[table.name].c[table.files], person_id)


def _erase(table: Table, whose: str, own: str, person_id: str) -> None:
    kept = Base.metadata.tables[table.name]
    theirs = kept.c[whose] == person_id
    if table.erase in (ROW, WORDS) and "id" in kept.c:
        known = select(kept.c["id"]).where(theirs)
        db.session.execute(delete(SearchDocument).where(SearchDocument.ref.in_(known)))
    if table.erase == ROW:
        db.session.execute(delete(kept).where(theirs))
    elif table.erase == WORDS and (blank := _blank(kept, own)):
        if table.taken_back:
            blank[table.taken_back] = func.coalesce(kept.c[table.taken_back], now())
        db.session.execute(update(kept).where(theirs).values(blank))


def _drop_files(column: Any, person_id: str) -> None:
    theirs = select(StoredFile).where(StoredFile.owner_id == person_id, StoredFile.id.in_(select(column)))
    for file in db.session.execute(theirs).scalars().all():
        drop(file)


def _blank(kept: SqlTable, own: str) -> dict[str, Any]:
    """Empty values for the words among these columns; codes and states, which have a length of a word or two, stay."""
    words = [kept.c[name] for name in own.split() if _is_words(kept.c[name])]
    return {column.name: None if column.nullable else [] if isinstance(column.type, JSON) else "" for column in words}


def _is_words(column: Column[Any]) -> bool:
    long = isinstance(column.type, String) and (column.type.length or 0) > 60
    return not column.foreign_keys and (isinstance(column.type, Text | JSON) or long)
