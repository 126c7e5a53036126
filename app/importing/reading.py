"""A CSV or XLSX file as lines of text cells. Any encoding and delimiter that spreadsheets write; bounded throughout."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

MAX_BYTES = 50_000_000
MAX_UNPACKED = 250_000_000
MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_CELL = 200_000
SAMPLE = 20
LEADING = 10
"""So many lines may stand above the header: a title, who made the list."""
DELIMITERS = ",;\t|"


class Unreadable(Exception):
    """The file as a whole cannot be taken. `code` and `values` name the sentence in words.py."""

    def __init__(self, code: str, **values: Any):
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True)
class Line:
    """One row below the header: the number of its first line in the file, and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The header and the lines that are not empty. `encoding` is what the bytes were read as."""

    header: tuple[str, ...]
    lines: tuple[Line, ...]
    encoding: str = "utf-8"


def read(path: Path) -> Table:
    """The table in `path`, by its content: an XLSX workbook's first sheet, else text with delimiters."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise Unreadable("too_large", megabytes=MAX_BYTES // 1_000_000)
        content = path.read_bytes()
    except OSError as problem:
        raise Unreadable("no_file", reason=problem.strerror or str(problem)) from problem
    return read_bytes(content)


def read_bytes(content: bytes) -> Table:
    """As `read`, of content already in memory."""
    return _table(*_rows(content))


def peek(content: bytes, most: int = SAMPLE) -> Table:
    """The header and its first lines alone: enough to say which column is what."""
    rows, encoding = _rows(content)
    return _table(islice(rows, most + LEADING), encoding)


def _rows(content: bytes) -> tuple[Iterable[tuple[int, Sequence[Any]]], str]:
    if content.startswith(b"PK\x03\x04"):
        return _numbered(_sheet(content)), "xlsx"
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("old_excel")
    text, encoding = decode(content)
    return _csv_lines(text), encoding


def decode(content: bytes) -> tuple[str, str]:
    """The text and its encoding: by the byte order mark, else UTF-8, else the old Western European one."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(content, "utf-16")
    if b"\x00" in content:
        raise Unreadable("not_a_table")
    try:
        return content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), "cp1252"


def _decoded(content: bytes, encoding: str) -> tuple[str, str]:
    try:
        return content.decode(encoding), encoding
    except UnicodeDecodeError as problem:
        raise Unreadable("not_a_table") from problem


def delimiter_of(text: str) -> str:
    """The character that parts the header's cells (outside quotation marks); a comma when there is none."""
    header, quoted = [], False
    for letter in text.lstrip("\r\n")[:20_000]:
        quoted ^= letter == '"'
        if letter in "\r\n" and not quoted:
            break
        if not quoted:
            header.append(letter)
    return max(DELIMITERS, key=header.count)


def _csv_lines(text: str) -> Iterator[tuple[int, Sequence[Any]]]:
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    first = 1
    try:
        for row in reader:
            yield first, row
            first = reader.line_num + 1
    except csv.Error as problem:
        raise Unreadable("bad_csv", line=first, reason=str(problem)) from problem


def _sheet(content: bytes) -> Iterator[Sequence[Any]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
                raise Unreadable("too_large", megabytes=MAX_UNPACKED // 1_000_000)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        if not book.worksheets:
            raise Unreadable("not_a_table")
        yield from book.worksheets[0].iter_rows(values_only=True, max_col=MAX_COLUMNS + 1)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as problem:
        raise Unreadable("not_a_table") from problem
    except (ParseError, DefusedXmlException) as problem:
        raise Unreadable("not_a_table") from problem


def _numbered(rows: Iterable[Sequence[Any]]) -> Iterator[tuple[int, Sequence[Any]]]:
    return enumerate(rows, start=1)


def _table(rows: Iterable[tuple[int, Sequence[Any]]], encoding: str) -> Table:
    header: tuple[str, ...] = ()
    lines: list[Line] = []
    for number, row in rows:
        cells = tuple(as_text(cell) for cell in row)
        if not any(cells):
            continue
        if not header:
            header = _trimmed(cells)
        elif len(lines) >= MAX_ROWS:
            raise Unreadable("too_many_rows", rows=MAX_ROWS)
        else:
            lines.append(Line(number, _trimmed(cells)))
    if not header:
        raise Unreadable("empty")
    if len(header) > MAX_COLUMNS:
        raise Unreadable("too_many_columns", columns=MAX_COLUMNS)
    return Table(header, tuple(lines), encoding)


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    last = max(index for index, cell in enumerate(cells) if cell)
    return cells[: last + 1]


def as_text(cell: Any) -> str:
    """A cell as text: whole numbers without ".0", dates as ISO 8601, nothing as ""."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return str(cell).strip()
