"""`commonweave export offers`: as the page's own exports, and fit to be taken in again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from click.testing import Result
from flask import Flask
from openpyxl import load_workbook

from app.exporting.commands import export
from app.importing.commands import import_
from app.offers import actions
from app.offers.exporting import COLUMNS
from tests.builders import a_person, an_offer
from tests.client import CheckingClient

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask, cast: SimpleNamespace) -> Run:
    with app.app_context():
        an_offer(
            cast.stakeholder,
            title="=HYPERLINK(1)",
            text="Line one\nline two, “öffentlich”",
            topics=("legal", "finance"),
        )
        actions.withdraw_post(a_person(cast.mentor), an_offer(cast.mentor, title="Gone", until=None))
        an_offer(cast.mentor, title="A draft", publish=False)
    return lambda *words: app.test_cli_runner().invoke(export, ["offers", *map(str, words)])


def test_csv_is_what_the_page_sends(app: Flask, as_, cast: SimpleNamespace, run: Run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "offers.csv"
    assert run("-o", file).exit_code == 0
    sent = as_(cast.animator).get("/offers.csv?show=all").get_data()
    assert file.read_bytes() == sent
    header, newest, older = csv.reader(io.StringIO(file.read_text("utf-8")))
    assert tuple(header) == COLUMNS
    assert {newest[3], older[3]} == {"Gone", "'=HYPERLINK(1)"}


def test_json_and_xlsx_say_the_same(run: Run, tmp_path: Path) -> None:
    table, book = tmp_path / "offers.json", tmp_path / "a.xls"
    assert run("-o", table).exit_code == run("--format", "xlsx", "-o", book).exit_code == 0
    told = {row["title"]: row for row in json.loads(table.read_text("utf-8"))}
    assert told["=HYPERLINK(1)"]["quantity"] == 2 and told["=HYPERLINK(1)"]["until"] == "2030-05-15"
    assert told["Gone"]["until"] is None and told["Gone"]["state"] == "withdrawn"
    rows = list(load_workbook(io.BytesIO(book.read_bytes())).worksheets[0].iter_rows(values_only=True))
    assert rows[0] == COLUMNS and len(rows) == 3 and "'=HYPERLINK(1)" in {row[3] for row in rows}


def test_whose_eyes(cast: SimpleNamespace, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "offers.json"
    assert run("-o", file, "--as", cast.observer.email).exit_code == 0
    assert {row["posted_by"] for row in json.loads(file.read_text("utf-8"))} == {""}
    result = run("-o", file, "--as", "nobody@example.org")
    assert result.exit_code == 1 and "There is no account with the address" in result.output


def test_what_cannot_be_written(run: Run, tmp_path: Path) -> None:
    assert "Say the format" in run("-o", tmp_path / "offers.ods").output
    result = run("-o", tmp_path / "nowhere" / "offers.csv")
    assert result.exit_code == 1 and "cannot be written" in result.output


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_was_given_out_is_taken_in_unchanged(app: Flask, run: Run, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"offers.{form}"
    run("-o", file)
    with time_machine.travel(datetime(2031, 1, 1, tzinfo=UTC), tick=False):  # the last day of one has passed by then
        result = app.test_cli_runner().invoke(import_, ["offers", str(file)])
    assert result.exit_code == 0, result.output
    assert "Nothing was changed" in result.output


@pytest.mark.parametrize("form", ["csv", "json"])
@pytest.mark.usefixtures("run")
def test_the_log_is_written_as_its_page_sends_it(
    app: Flask, as_: Callable[..., CheckingClient], cast: SimpleNamespace, tmp_path: Path, form: str
) -> None:
    file = tmp_path / f"log.{form}"
    for who in (cast.animator, cast.stranger):
        answer = app.test_cli_runner().invoke(export, ["log", "-o", str(file), "--as", who.email])
        assert answer.exit_code == 0, answer.output
        assert file.read_bytes() == as_(who).get(f"/activity/export.{form}").get_data()
        assert len(file.read_text("utf-8").splitlines()) > 2


def test_the_log_as_a_workbook(app: Flask, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "log.xlsx"
    assert app.test_cli_runner().invoke(export, ["log", "-o", str(file)]).exit_code == 0
    assert next(load_workbook(file).active.iter_rows(values_only=True))[0] == "entry"
