"""What went wrong here in the last days: one line for each answer that was our fault, in `faults.log` of the instance
folder, for the page of the site's state. What happened stands in the log; here is only what it is found by."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from flask import current_app

from app.core.clock import now

FILE = "faults.log"
MOST_BYTES = 64 * 1024
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Fault:
    """When (UTC), the request's reference, what kind of error, on which route."""

    at: datetime
    reference: str
    kind: str
    route: str


def note_fault(reference: str, kind: str, route: str) -> None:
    """Add one; the older half goes when the file is full. Never raises: it is called when something failed already."""
    with suppress(OSError):
        file = _file()
        if file.exists() and file.stat().st_size > MOST_BYTES:
            lines = file.read_bytes().splitlines(keepends=True)
            file.write_bytes(b"".join(lines[len(lines) // 2 :]))
        line = json.dumps([now().isoformat(), reference, kind, route]) + "\n"
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8") as target:
            target.write(line)


def faults_of_the_day() -> list[Fault]:
    """Those of the last 24 hours, the newest first."""
    return sorted((fault for fault in _read() if now() - fault.at < DAY), key=lambda fault: fault.at, reverse=True)


def _read() -> Iterator[Fault]:
    with suppress(OSError):
        for line in _file().read_text("utf-8", "replace").splitlines():
            with suppress(ValueError, TypeError):
                at, reference, kind, route = json.loads(line)
                yield Fault(datetime.fromisoformat(at), reference, kind, route)


def _file() -> Path:
    return Path(current_app.config["INSTANCE"], FILE)
