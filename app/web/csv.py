"""Lists as CSV: UTF-8, a header in snake_case, moments in ISO 8601 UTC, no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from flask import Response, stream_with_context

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
CHUNK = 16_384


def cell(value: Any) -> str:
    """A value as a cell. Text that begins like a formula gets an apostrophe in front (SECURITY 19)."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    text = str(value)
    return "'" + text if text.startswith(DANGEROUS) else text


def csv_answer(filename: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Response:
    """The rows as a download, written while they are read."""
    answer = Response(stream_with_context(_written(header, rows)), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return answer


def _written(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    for row in rows:
        writer.writerow([cell(value) for value in row])
        if text.tell() > CHUNK:
            yield text.getvalue()
            text.seek(0)
            text.truncate()
    yield text.getvalue()
