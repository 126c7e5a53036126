"""Lists as people send them: understood, or refused row by row in words."""

from __future__ import annotations

import contextlib
import io
import resource
import struct
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from app.importing import reading
from app.importing.headers import headed
from app.importing.outcome import Read
from app.importing.reading import MAX_ROWS, Unreadable, decode, peek, read_bytes
from app.importing.values import serial_day
from app.innovations.rows import FIELDS, Row, read_rows
from app.web.csv import cell
from tests.importing.test_reading import workbook


def rows(content: bytes) -> list[Read[Row]]:
    return read_rows(read_bytes(content))[0]


def one(content: bytes) -> Row:
    (read,) = rows(content)
    assert read.row is not None, read.notes
    return read.row


def codes(read: Read[Row]) -> set[str]:
    return {note.code for note in read.notes}


LIST = "name;city;description\nÉcole d’été;Liège;Über alles – „gut“\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (LIST.encode("utf-8"), "utf-8"),
        (LIST.encode("utf-8-sig"), "utf-8"),
        (LIST.encode("cp1252"), "cp1252"),
        (LIST.encode("utf-16"), "utf-16"),
        (LIST.encode("utf-16-le"), "utf-16-le"),
        (LIST.encode("utf-16-be"), "utf-16-be"),
        (LIST.replace(";", "\t").encode("utf-16"), "utf-16"),
        (LIST.replace("\n", "\r\n").encode("cp1252"), "cp1252"),
    ],
)
def test_every_encoding_says_the_same(content: bytes, encoding: str) -> None:
    row = one(content)
    assert (row.name, row.city, row.summary) == ("École d’été", "Liège", "Über alles – „gut“")
    assert read_bytes(content).encoding == encoding


def test_a_few_broken_bytes_do_not_spoil_the_rest() -> None:
    content = "name;city\nÉcole de la Forêt;Liège\nŁódź Kitchen;Łódź\n".encode() + b"Caf\xe9;Gent\n"
    first, second, broken = rows(content)
    assert first.row and first.row.name == "École de la Forêt" and second.row and second.row.city == "Łódź"
    assert broken.row and broken.row.name == "Caf�" and "unreadable_letters" in codes(broken)
    assert "unreadable_letters" not in codes(first)


def test_excel_says_its_separator_in_the_first_line() -> None:
    table = read_bytes(b'sep=;\r\nname;city\r\n"A, B";Gent\r\n')
    assert table.header == ("name", "city") and table.lines[0].cells == ("A, B", "Gent") and table.lines[0].number == 3


@pytest.mark.parametrize(
    "text",
    [
        "Initiatives of the valley\n\nname;city;country\nA;Gent;BE\n",
        "Initiatives of the valley;;\nname;city;country\nA;Gent;BE\n",
        "Initiatives;made by;Ann\n;;\nname;city;country\nA;Gent;BE\n",
        "Name;Place;;\n;Town;Postcode;Country\nA;Gent;9000;BE\n",
        "Initiative;Place;;\n;Ort;PLZ;Land\nA;Gent;9000;BE\n",
        "List 2026;;;\nInitiative;Place;;\n;Ort;PLZ;Land\nA;Gent;9000;BE\n",
    ],
)
def test_titles_and_merged_headings(text: str) -> None:
    row = one(text.encode())
    assert (row.name, row.city, row.country) == ("A", "Gent", "BE")
    assert headed(peek(text.encode()), FIELDS).header == headed(read_bytes(text.encode()), FIELDS).header


def test_merged_headings_of_a_workbook() -> None:
    told, book = io.BytesIO(), Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Initiatives 2026"])
    sheet.append(["Initiative", "Place", None, None, "Since"])
    sheet.append([None, "Town", "Postcode", "Country"])
    sheet.append(["A", "Gent", 9000, "BE", datetime(2020, 5, 14)])
    sheet.append(["B", "Lier", 2500.0, "BE", 44000])
    for merged in ("A1:E1", "A2:A3", "B2:D2", "E2:E3"):
        sheet.merge_cells(merged)
    book.save(told)
    first, second = rows(told.getvalue())
    assert first.row and (first.row.name, first.row.city, first.row.postcode) == ("A", "Gent", "9000")
    assert second.row and second.row.postcode == "2500" and (first.line, second.line) == (4, 5)
    table = headed(read_bytes(told.getvalue()), FIELDS)
    assert table.header == ("Initiative", "Place › Town", "Place › Postcode", "Place › Country", "Since")
    assert table.lines[0].cells[4] == "2020-05-14", "a date is a day, without an hour that nobody said"


@pytest.mark.parametrize("text", ["bezeichner;wo\nName;Gent\nB;Lier\n", "name;city;\nA;Gent;x\nname;city;country\n"])
def test_a_first_line_that_will_do_stays_the_header(text: str) -> None:
    assert headed(read_bytes(text.encode()), FIELDS) == read_bytes(text.encode())


def test_a_title_above_headings_nobody_knows() -> None:
    table = headed(read_bytes(b"Initiatives\nwer,wohin,wozu\nA,B,C\n"), FIELDS)
    assert table.header == ("wer", "wohin", "wozu") and [line.cells for line in table.lines] == [("A", "B", "C")]


@pytest.mark.parametrize("formula", ["=1+1", '=HYPERLINK("http://evil.example")', "@SUM(A1)", "=cmd|'/c calc'!A0"])
def test_formulas_are_text_here_and_run_nowhere(formula: str) -> None:
    quoted = formula.replace('"', '""')
    (read,) = rows(f'name,city\n"{quoted}",Gent\n'.encode())
    assert read.row and read.row.name == formula and "formula" in codes(read)
    exported = cell(read.row.name)
    assert exported == "'" + formula
    exported = exported.replace('"', '""')
    assert one(f'name,city\n"{exported}",Gent\n'.encode()) == read.row, "what was exported comes back as it was"


def test_a_formula_of_a_workbook_is_never_calculated() -> None:
    (read,) = rows(workbook(["name", "city"], ["=1+1", "Gent"]))
    assert read.row is None and codes(read) == {"no_name"}, "no result was kept with it, and none is made"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("45000", date(2023, 3, 15)),
        ("45000,0", date(2023, 3, 15)),
        ("45000.0", date(2023, 3, 15)),
        ("19999", None),
        ("80001", None),
        ("45000,5", None),
        ("2023-03-15", None),
        ("", None),
        ("４５０００", None),
    ],
)
def test_days_that_a_spreadsheet_counts(written: str, day: date | None) -> None:
    assert serial_day(written) == day


def test_decimal_commas_and_control_characters() -> None:
    (read,) = rows("name;lat;lon;description\nA\x00\x07B;51,05;3,72;a\x1bb\u202e\n".encode().replace(b"\x00", b""))
    assert read.row and (read.row.latitude, read.row.longitude) == (51.05, 3.72)
    assert read.row.name == "AB" and read.row.summary == "ab" and "control_characters" in codes(read)


def broken(change: Callable[[str, bytes], bytes | None]) -> bytes:
    """A workbook of which some parts are others."""
    told = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(["name"], ["A"]))) as good,
        zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as bad,
    ):
        for part in good.infolist():
            content = change(part.filename, good.read(part))
            if content is not None:
                bad.writestr(part.filename, content)
    return told.getvalue()


@pytest.mark.parametrize(
    "change",
    [
        lambda name, content: None if name == "xl/workbook.xml" else content,
        lambda name, content: None if "sheet1" in name else content,
        lambda name, content: b"<x/>" if name == "xl/workbook.xml" else content,
        lambda name, content: content.replace(b"<row", b"<row r='x'") if "sheet1" in name else content,
        lambda name, content: content[: len(content) // 2] if "sheet1" in name else content,
        lambda name, content: b"\xff" * 100 if name == "[Content_Types].xml" else content,
    ],
)
def test_a_broken_workbook_is_refused_in_words(change: Callable[[str, bytes], bytes | None]) -> None:
    with pytest.raises(Unreadable):
        read_bytes(broken(change))


def test_a_workbook_of_which_the_bytes_were_damaged_is_read_or_refused() -> None:
    content = bytearray(broken(lambda name, content: content + b" " * 5000))
    middle = len(content) // 3
    content[middle : middle + 60] = bytes(60)
    with contextlib.suppress(Unreadable):
        read_bytes(bytes(content))


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = io.BytesIO(workbook(["name"], ["A"]))
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b"<sst>" + b"A" * 3_000_000)
    monkeypatch.setattr(reading, "MAX_STRINGS", 1_000_000)
    with pytest.raises(Unreadable, match="too_large"):
        read_bytes(bomb.getvalue())


def test_a_bomb_that_lies_about_its_size_is_cut_off() -> None:
    """The size in the archive's own table says 100 bytes; what is inside unpacks to megabytes."""
    content = bytearray(broken(lambda name, content: b"<x>" + b" " * 5_000_000 if "sheet1" in name else content))
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        length = struct.unpack_from("<H", content, at + 28)[0]
        if b"sheet1" in content[at + 46 : at + 46 + length]:
            struct.pack_into("<I", content, at + 24, 100)
        at = content.find(b"PK\x01\x02", at + 4)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Unreadable):
        read_bytes(bytes(content))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def test_a_hundred_thousand_lines_are_read_and_no_more() -> None:
    line = "{n};Initiative {n};Gent;food;Neighbours cook what is left and share it with all in the street.;51,05;3,72\n"
    content = ("id;name;city;types;description;lat;lon\n" + "".join(line.format(n=n) for n in range(MAX_ROWS))).encode()
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    assert len(read_bytes(content).lines) == MAX_ROWS
    assert time.process_time() - started < 20, "seconds of the processor"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000, "KB"
    assert len(peek(content).lines) < 40
    with pytest.raises(Unreadable, match="too_many_rows"):
        read_bytes(content + b"1;One too many\n")


def test_what_is_no_text_at_all() -> None:
    with pytest.raises(Unreadable, match="not_a_table"):
        decode(b"\x00\x01\x02\x03" * 50)
