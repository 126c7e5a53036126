"""`heads.log` in the instance folder: once a day, how many entries the log has and the hash of the last. Who takes
entries away at the end, or writes the whole chain anew, would have to change this file too, and each copy of it (A4).

    2026-11-30 2026-11-30T06:00:02+00:00 4711 9f86d081…

The day and the moment (UTC), the number of the last entry, its hash. Readable by its owner only.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import current_app
from sqlalchemy import select

from app.activity.models import LogHead
from app.core.clock import now
from app.extensions import db

FILE = "heads.log"


@dataclass(frozen=True)
class Head:
    """A line: what the log ended with at a moment (UTC)."""

    at: datetime
    number: int
    hash: str

    def line(self) -> str:
        """As it is written."""
        return f"{self.at:%Y-%m-%d} {self.at.isoformat(timespec='seconds')} {self.number} {self.hash}\n"


def heads_file(instance: str | None = None) -> Path:
    """Where the lines are; of the running application, unless the folder is named."""
    return Path(instance or current_app.config["INSTANCE"], FILE)


def keep_head(at: datetime | None = None) -> bool:
    """Write today's line, unless there is one or nothing was recorded yet; was it written? A chore of the worker."""
    head, moment = log_end(), at or now()
    last = last_head()
    if head is None or (last and last.at.date() >= moment.date()):
        return False
    handle = os.open(heads_file(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(Head(moment, *head).line())
        file.flush()
        os.fsync(file.fileno())
    return True


def log_end() -> tuple[int, str] | None:
    """The number and hash that the log ends with, as it notes it itself; None while it is empty."""
    noted = db.session.execute(select(LogHead.event_id, LogHead.hash)).first()
    return (noted.event_id, noted.hash) if noted and noted.event_id else None


def read_heads(file: Path) -> Iterator[Head | str]:
    """Every line, from the oldest; one that cannot be read comes as its text."""
    if not file.is_file():
        return
    with file.open(encoding="ascii", errors="replace") as lines:
        yield from (_read(line.strip()) for line in lines if line.strip())


def _read(line: str) -> Head | str:
    try:
        day, moment, number, value = line.split(" ")
        head = Head(datetime.fromisoformat(moment), int(number), value)
    except ValueError:
        return line
    return head if head.line().strip() == line and day else line


def last_head() -> Head | None:
    """The newest line that can be read."""
    last = None
    for head in read_heads(heads_file()):
        last = head if isinstance(head, Head) else last
    return last


def copy_heads(instance: Path, backup: Path) -> None:
    """Beside a backup of the database, so that what comes back is measured by what was known then."""
    if (file := instance / FILE).is_file():
        beside = backup.with_name(backup.name + "." + FILE)
        shutil.copyfile(file, beside)
        beside.chmod(0o600)
