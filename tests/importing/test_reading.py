"""Files as lines of cells: whatever spreadsheets write."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from app.importing import reading
from app.importing.reading import Unreadable, decode, delimiter_of, read, read_bytes
from app.importing.words import FILE


def cells(content: bytes) -> list[tuple[str, ...]]:
    return [line.cells for line in read_bytes(content).lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings_delimiters_and_line_ends(encoding: str, delimiter: str, end: str) -> None:
    content = end.join([f"name{delimiter}city", f"Ελιά{delimiter}Łódź"]).encode(encoding)
    table = read_bytes(content)
    assert table.header == ("name", "city")
    assert [line.cells for line in table.lines] == [("Ελιά", "Łódź")]


def test_what_is_not_unicode_is_western_european() -> None:
    assert decode("Café €".encode("cp1252")) == ("Café €", "cp1252")


def test_line_numbers_are_those_of_the_file() -> None:
    content = b'name,about\r\n"A","one\ntwo\nthree"\r\n\r\nB,x\r\n'
    assert [(line.number, line.cells[0]) for line in read_bytes(content).lines] == [(2, "A"), (6, "B")]


@pytest.mark.parametrize(
    ("header", "delimiter"),
    [("a,b;c,d", ","), ('"x;y;z",b', ","), ("name", ","), ("a;b", ";"), ("a\tb\tc,d", "\t"), ('"a""b;c",d', ",")],
)
def test_the_delimiter_is_what_parts_the_header(header: str, delimiter: str) -> None:
    assert delimiter_of(header + "\n1;2;3;4;5") == delimiter


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\n\n ,,\n", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old_excel"),
        (b"PK\x03\x04broken", "not_a_table"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not_a_table"),
        (b"\xff\xfea", "not_a_table"),
        (b"name\n" + b'"' + b"x" * 300_000 + b'"', "bad_csv"),
        (b"a," * 300 + b"b\n", "too_many_columns"),
    ],
)
def test_what_is_no_table_is_refused_in_words(content: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as problem:
        read_bytes(content)
    assert problem.value.code == code and code in FILE


def test_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "list.csv"
    path.write_text("name\n" + "x\n" * 20)
    monkeypatch.setattr(reading, "MAX_ROWS", 10)
    with pytest.raises(Unreadable, match="too_many_rows"):
        read(path)
    monkeypatch.setattr(reading, "MAX_BYTES", 10)
    with pytest.raises(Unreadable, match="too_large"):
        read(path)


@pytest.mark.parametrize("path", [Path("nowhere.csv"), Path("/"), Path(".")])
def test_a_file_that_is_not_there(path: Path) -> None:
    with pytest.raises(Unreadable, match="no_file"):
        read(path)


def workbook(*rows: list[object]) -> bytes:
    told = io.BytesIO()
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(told)
    return told.getvalue()


def test_a_workbook() -> None:
    table = read_bytes(workbook(["name", "postcode", "open", "since"], ["Ελιά", 1000.0, True, date(2026, 5, 14)], [],
                                ["B", 1.5]))  # fmt: skip
    assert table.header == ("name", "postcode", "open", "since") and table.encoding == "xlsx"
    assert [line.number for line in table.lines] == [2, 4]
    assert table.lines[0].cells == ("Ελιά", "1000", "yes", "2026-05-14")
    assert table.lines[1].cells[:2] == ("B", "1.5")


def test_a_zip_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_UNPACKED", 100_000)
    told = io.BytesIO()
    with zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", "0" * 1_000_000)
    with pytest.raises(Unreadable, match="too_large"):
        read_bytes(told.getvalue())


def test_an_entity_bomb_in_a_workbook_is_refused() -> None:
    told = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(["name"], ["A"]))) as good, zipfile.ZipFile(told, "w") as bad:
        for part in good.infolist():
            content = good.read(part)
            if part.filename == "xl/workbook.xml":
                content = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + content.split(b"?>", 1)[-1]
            bad.writestr(part, content)
    with pytest.raises(Unreadable, match="not_a_table"):
        read_bytes(told.getvalue())


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_words(content: bytes) -> None:
    try:
        read_bytes(content)
    except Unreadable as problem:
        assert problem.code in FILE
