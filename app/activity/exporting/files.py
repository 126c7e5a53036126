"""The three formats of the exported log, each written row by row.

A sheet of a workbook holds 1,048,576 rows; what is longer goes on in a further sheet, each with its header. The sheets
are written to a temporary file and put together at the end, so a workbook cannot be sent while it is written.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import IO, Any

from app.activity.exporting import activitystreams
from app.activity.exporting.telling import Told
from app.web.csv import CHUNK, cell
from app.web.xlsx import TYPE, safe

COLUMNS = ("entry", "at", "kind", "verb", "who", "sentence", "object_kind", "object_id", "corrects")
SHEET_ROWS = 1_048_576
"""Of one sheet, its header included: Excel's limit."""
MEDIA_TYPES = {"csv": "text/csv", "xlsx": TYPE, "json": "application/activity+json"}
FORMATS = tuple(MEDIA_TYPES)


def row_of(entry: Told) -> tuple[Any, ...]:
    """The cells of one entry, as COLUMNS says."""
    about = entry.about
    said = (entry.ref, entry.at, entry.strand, entry.verb, entry.who, entry.sentence)
    return (*said, about.kind, about.id, entry.corrects)


def text_of(form: str, entries: Iterable[Told], here: str, name: str) -> Iterator[str]:
    """The whole file in pieces, for `csv` and `json`. `here` and `name` are the collection's."""
    pieces = _csv(entries) if form == "csv" else activitystreams.written(entries, here, name)
    kept: list[str] = []
    length = 0
    for piece in pieces:
        kept.append(piece)
        length += len(piece)
        if length > CHUNK:
            yield "".join(kept)
            kept, length = [], 0
    yield "".join(kept)


def write_file(form: str, entries: Iterable[Told], here: str, name: str, out: IO[bytes]) -> None:
    """The whole file into an open one, whichever format."""
    if form == "xlsx":
        write_workbook(entries, out)
        return
    for piece in text_of(form, entries, here, name):
        out.write(piece.encode())


def _csv(entries: Iterable[Told]) -> Iterator[str]:
    line = io.StringIO()
    writer = csv.writer(line)
    writer.writerow(COLUMNS)
    for entry in entries:
        writer.writerow([cell(value) for value in row_of(entry)])
        yield line.getvalue()
        line.seek(0)
        line.truncate()
    yield line.getvalue()


def write_workbook(entries: Iterable[Told], out: IO[bytes], sheet_rows: int = SHEET_ROWS) -> None:
    """The workbook into an open file."""
    from openpyxl import Workbook  # as in web/xlsx.py

    book = Workbook(write_only=True)
    sheet, left = None, 0
    for entry in entries:
        if left == 0:
            sheet, left = _sheet(book), sheet_rows - 1
        sheet.append([safe(value) for value in row_of(entry)])  # type: ignore[union-attr]
        left -= 1
    if sheet is None:
        _sheet(book)
    book.save(out)


def _sheet(book: Any) -> Any:
    sheet = book.create_sheet(f"Log {len(book.worksheets) + 1}")
    sheet.append(list(COLUMNS))
    return sheet
