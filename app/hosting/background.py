"""What the worker does about backups: one a day and whenever it is asked, a copy elsewhere, a rehearsal every week."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask

from app.core import clock
from app.hosting.actions import show_backup
from app.hosting.backups.copying import CannotCopy, copy_on
from app.hosting.backups.drill import last_drill
from app.hosting.backups.keeping import prune
from app.hosting.backups.making import CannotBackUp, back_up, default_folder
from app.hosting.backups.noted import Outcome, is_asked, last_outcome, last_safe, note_outcome
from app.hosting.schema import database_file
from app.people.queries import active_animators

log = logging.getLogger("commonweave.backups")

DRILL_EVERY = timedelta(days=7)
AGAIN_AFTER = timedelta(hours=1)
"""So long after one that failed the next is tried."""


def back_up_when_due(app: Flask, _stop_event: Any = None) -> int:
    """Make one if it was asked for or is due; were any made? One of the worker's long tasks."""
    folder = default_folder(app)
    if database_file(app) is None or not (is_asked(folder) or _due(app, folder)):
        return 0
    outcome = _made(app, folder, "asked" if is_asked(folder) else "daily")
    note_outcome(folder, outcome)
    with app.app_context():
        show_backup(None, active_animators())
    if not outcome.wrong and _drill_due(folder):
        _rehearse(app)
    return 1


def _made(app: Flask, folder: Path, why: str) -> Outcome:
    wrong = copy_wrong = ""
    try:
        back_up(app, why=why)
        prune(folder)
        copy_on(app.config["BACKUP_COPY_TO"], folder)
    except CannotBackUp as failed:
        wrong = str(failed)
    except CannotCopy as failed:
        copy_wrong = str(failed)
    if wrong or copy_wrong:
        log.error("%s", wrong or copy_wrong)
    return Outcome(clock.now(), wrong, copy_wrong)


def _due(app: Flask, folder: Path) -> bool:
    """A new site's first one is due a day after its first start."""
    hours, last = app.config["BACKUP_EVERY_HOURS"], last_outcome(folder)
    if not hours or (last and last.wrong and clock.now() - last.at < AGAIN_AFTER):
        return False
    return clock.now() - last_safe(folder) >= timedelta(hours=hours)


def _drill_due(folder: Path) -> bool:
    last = last_drill(folder)
    return last is None or clock.now() - last.at >= DRILL_EVERY


def _rehearse(app: Flask) -> None:
    """In a process of its own, which gives back the memory that a whole site takes."""
    environment = os.environ | {"COMMONWEAVE_INSTANCE": app.config["INSTANCE"]}
    command = [sys.executable, "-m", "app", "doctor", "--drill"]
    subprocess.run(command, env=environment, capture_output=True, check=False)
