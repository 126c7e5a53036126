"""What the worker does about backups: one a day and whenever it is asked, a copy elsewhere, a rehearsal every week."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask

from app.core import clock
from app.hosting.backups.copying import CannotCopy, copy_on
from app.hosting.backups.drill import last_drill
from app.hosting.backups.keeping import prune
from app.hosting.backups.making import CannotBackUp, back_up, default_folder
from app.hosting.backups.manifest import STAMP
from app.hosting.backups.store import whole
from app.hosting.schema import database_file

log = logging.getLogger("commonweave.backups")

ASKED = "asked"
LAST = "last.json"
DRILL_EVERY = timedelta(days=7)
AGAIN_AFTER = timedelta(hours=1)
"""So long after one that failed the next is tried."""


@dataclass(frozen=True)
class Outcome:
    """Of the last one: when (UTC), what was wrong with it and with its copy; empty: nothing."""

    at: datetime
    wrong: str = ""
    copy_wrong: str = ""


def ask(folder: Path) -> None:
    """Have one made soon."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / ASKED).touch()


def back_up_when_due(app: Flask, _stop_event: Any = None) -> int:
    """Make one if it was asked for or is due; were any made? One of the worker's long tasks."""
    folder = default_folder(app)
    if database_file(app) is None or not (asked := (folder / ASKED).exists()) and not _due(app, folder):
        return 0
    wrong = copy_wrong = ""
    try:
        back_up(app, why="asked" if asked else "daily")
        prune(folder)
        copy_on(app.config["BACKUP_COPY_TO"], folder)
    except CannotBackUp as failed:
        wrong = str(failed)
    except CannotCopy as failed:
        copy_wrong = str(failed)
    if wrong or copy_wrong:
        log.error("%s", wrong or copy_wrong)
    (folder / ASKED).unlink(missing_ok=True)
    _keep(folder, Outcome(clock.now(), wrong, copy_wrong))
    if not wrong and _drill_due(folder):
        subprocess.run([sys.executable, "-m", "app", "doctor", "--drill"], capture_output=True, check=False)
    return 1


def _due(app: Flask, folder: Path) -> bool:
    """A new site's first one is due a day after its first start."""
    hours = app.config["BACKUP_EVERY_HOURS"]
    if not hours:
        return False
    last = last_outcome(folder)
    if last and last.wrong and clock.now() - last.at < AGAIN_AFTER:
        return False
    newest = newest_made(folder)
    begun = (folder.parent / "secret.key").stat().st_mtime
    return clock.now().timestamp() - (newest.timestamp() if newest else begun) >= hours * 3600


def _drill_due(folder: Path) -> bool:
    last = last_drill(folder)
    return last is None or clock.now() - last.at >= DRILL_EVERY


def newest_made(folder: Path) -> datetime | None:
    """The moment of the newest backup (UTC), by its name alone."""
    names = sorted(file.stem for file in folder.glob("????-??-??T??????Z.json"))
    with suppress(ValueError):
        return datetime.strptime(names[-1], STAMP).replace(tzinfo=UTC) if names else None
    return None


def last_outcome(folder: Path) -> Outcome | None:
    """What was kept of the last one."""
    try:
        told = json.loads((folder / LAST).read_text("utf-8"))
        return Outcome(datetime.fromisoformat(told["at"]), str(told["wrong"]), str(told["copy_wrong"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(folder: Path, outcome: Outcome) -> None:
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        whole(folder / LAST, [json.dumps({**vars(outcome), "at": outcome.at.isoformat()}).encode()])
