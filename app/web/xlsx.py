"""Lists as a workbook: the CSV's header and rows; numbers are numbers, no cell is one that a spreadsheet would run."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from flask import Response

from app.web.csv import cell

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""What a workbook cannot hold: XML has no sign for it."""
LONGEST = 32_767
"""Letters that a cell of a workbook holds."""


def xlsx_answer(filename: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Response:
    """The rows as a download."""
    answer = Response(workbook(header, rows), mimetype=TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return answer


def workbook(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """The rows as a file; written row by row, so that the sheet is never in memory as cells."""
    from openpyxl import Workbook  # twenty megabytes with what it brings: only where a workbook is written

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sheet1")
    sheet.append(list(header))
    for row in rows:
        sheet.append([safe(value) for value in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def safe(value: Any) -> Any:
    """Numbers as they are; all else as the text that a CSV has (SECURITY 19), guarded once what a workbook cannot hold
    is out of it."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return cell(ILLEGAL.sub("", value) if isinstance(value, str) else value)[:LONGEST]
