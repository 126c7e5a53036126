"""A list as a file: CSV and XLSX exactly as the pages send them, JSON with the same columns."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.web.csv import cell
from app.web.xlsx import workbook


@dataclass(frozen=True)
class Listed:
    """A kind's columns and its rows."""

    header: Sequence[str]
    rows: Sequence[Sequence[Any]]


def as_csv(listed: Listed) -> bytes:
    """UTF-8 without a mark, the header in snake_case, no cell that a spreadsheet would run (SECURITY 19)."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(listed.header)
    writer.writerows([cell(value) for value in row] for row in listed.rows)
    return text.getvalue().encode()


def as_xlsx(listed: Listed) -> bytes:
    """A workbook of one sheet."""
    return workbook(listed.header, listed.rows)


def as_json(listed: Listed) -> bytes:
    """A list of objects; numbers are numbers, moments and days ISO 8601, nothing is null."""
    told = [dict(zip(listed.header, map(_plain, row), strict=True)) for row in listed.rows]
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return cell(value)
    return value.isoformat() if isinstance(value, date) else value


FORMATS: dict[str, Callable[[Listed], bytes]] = {"csv": as_csv, "json": as_json, "xlsx": as_xlsx}
