"""A CSV or XLSX file as lines of text cells. Any encoding and delimiter that spreadsheets write; bounded throughout."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException

MAX_BYTES = 50_000_000
MAX_UNPACKED = 250_000_000
MAX_STRINGS = 80_000_000
"""Of a workbook's own list of texts, which is read as a whole; the sheet is read row by row."""
MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_CELL = 200_000
SAMPLE = 20
LEADING = 10
"""So many lines may stand above the header: a title, who made the list."""
DELIMITERS = ",;\t|"
GUARDED = ("=", "+", "-", "@")


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
    """The text and its encoding: by the byte order mark, else UTF-16 where every second byte is nothing, else UTF-8,
    also where a few bytes of it are broken, else the old Western European one. What cannot be read becomes �."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(content, "utf-16")
    if b"\x00" in content:
        return _unmarked(content)
    try:
        return content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        mended = content.decode("utf-8-sig", "replace")
    broken = mended.count("\ufffd")
    if sum(map(len, _ABROAD.findall(mended))) > 4 * broken:
        return mended, "utf-8"
    return content.decode("cp1252", "replace"), "cp1252"


_ABROAD = re.compile("[\u0080-\ufffc]+")


def _unmarked(content: bytes) -> tuple[str, str]:
    """UTF-16 without its mark: in Latin text one byte of each two is nothing."""
    sample = content[:4000]
    for encoding, empty in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if len(content) % 2 == 0 and empty.count(0) * 2 > len(empty) and sample.count(0) < len(sample) * 0.6:
            return _decoded(content, encoding)
    raise Unreadable("not_a_table")


def _decoded(content: bytes, encoding: str) -> tuple[str, str]:
    try:
        return content.decode(encoding), encoding
    except UnicodeDecodeError as problem:
        raise Unreadable("not_a_table") from problem


def delimiter_of(text: str) -> str:
    """The character that parts the header's cells (outside quotation marks). Where the first line has none, perhaps a
    title, the one that each of the following lines has as often; a comma when there is none."""
    counts: list[dict[str, int]] = list(islice(_counted(text.lstrip("\r\n")[:40_000]), LEADING))
    if counts and any(counts[0].values()):
        return max(DELIMITERS, key=lambda delimiter: counts[0][delimiter])
    for delimiter in DELIMITERS:
        often = {each[delimiter] for each in counts[1:4]}
        if len(counts) > 2 and len(often) == 1 and often != {0}:
            return delimiter
    return DELIMITERS[0]


def _counted(text: str) -> Iterator[dict[str, int]]:
    """How often each delimiter stands in each line, outside quotation marks."""
    counts, quoted, written = dict.fromkeys(DELIMITERS, 0), False, False
    for letter in text:
        quoted ^= letter == '"'
        if letter in "\r\n" and not quoted:
            if written:
                yield counts
            counts, written = dict.fromkeys(DELIMITERS, 0), False
        else:
            written = True
            if not quoted and letter in counts:
                counts[letter] += 1
    if written:
        yield counts


def _csv_lines(text: str) -> Iterator[tuple[int, Sequence[Any]]]:
    csv.field_size_limit(MAX_CELL)
    told = _SEPARATOR.match(text)  # the first line by which Excel says how its cells are parted
    first = 2 if told else 1
    body = text[told.end() :] if told else text
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=told[1] if told else delimiter_of(text))
    ahead = first - 1
    try:
        for row in reader:
            yield first, row
            first = reader.line_num + 1 + ahead
    except csv.Error as problem:
        raise Unreadable("bad_csv", line=first, reason=str(problem)) from problem


_SEPARATOR = re.compile(r"sep=([,;|\t])\r?\n", re.IGNORECASE)


def _sheet(content: bytes) -> Iterator[Sequence[Any]]:
    from openpyxl import load_workbook  # as in web/xlsx.py

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _weigh(archive)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        if not book.worksheets:
            raise Unreadable("not_a_table")
        yield from book.worksheets[0].iter_rows(values_only=True, max_col=MAX_COLUMNS + 1)
    except BROKEN as problem:
        raise Unreadable("not_a_table") from problem


BROKEN = (
    zipfile.BadZipFile, zlib.error, ParseError, DefusedXmlException, KeyError, ValueError,
    OSError, EOFError, TypeError, AttributeError, IndexError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What a workbook that is none, is broken or has a password ends in, wherever its parts are read."""


def _weigh(archive: zipfile.ZipFile) -> None:
    """Refuse what unpacks to too much. What says less than it holds is cut off there and fails its checksum."""
    sizes = {part.filename: part.file_size for part in archive.infolist()}
    if sum(sizes.values()) > MAX_UNPACKED or sizes.get("xl/sharedStrings.xml", 0) > MAX_STRINGS:
        raise Unreadable("too_large", megabytes=MAX_UNPACKED // 1_000_000)


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
    """A cell as text: whole numbers without ".0", dates as ISO 8601, nothing as "". The apostrophe that our exports put
    before what a spreadsheet would run is taken away: nothing is run here."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    text = str(cell).strip()
    return text[1:] if text[:1] == "'" and text[1:2] in GUARDED else text
