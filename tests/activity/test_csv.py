"""Exports hold nothing that a spreadsheet would run (SECURITY 19)."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest
from flask import Flask

from app.web.csv import cell, csv_answer


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_begins_like_a_formula_is_text(start: str) -> None:
    assert cell(f"{start}1+1") == f"'{start}1+1"


def test_values_are_written_for_machines() -> None:
    assert cell(-5) == "-5"
    assert cell(None) == ""
    assert cell(True) == "true"
    assert cell(datetime(2026, 11, 23, 9, 5, 1, 999, UTC)) == "2026-11-23T09:05:01Z"


def test_the_answer_is_a_download_of_all_rows(app: Flask) -> None:
    rows = [(number, f'"quoted", {number}\nnext line') for number in range(3000)]
    with app.test_request_context():
        answer = csv_answer("list.csv", ("number", "text"), iter(rows))
        read = list(csv.reader(io.StringIO(answer.get_data(as_text=True), newline="")))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="list.csv"'
    assert read[0] == ["number", "text"]
    assert [(int(number), text) for number, text in read[1:]] == rows
