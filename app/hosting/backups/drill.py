"""Is the newest backup good for anything? It is restored into an empty folder, and what that gives is looked at."""

from __future__ import annotations

import json
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import Flask

from app.activity.heads import heads_file
from app.activity.verifying import verify
from app.core import clock
from app.extensions import db
from app.hosting.backups.making import UPLOADS
from app.hosting.backups.restoring import CannotRestore, restore, site_in
from app.hosting.backups.store import whole

DONE = "drill.json"


@dataclass(frozen=True)
class Drill:
    """When the last one was (UTC), of which backup, and what was wrong; empty: nothing."""

    at: datetime
    backup: str
    wrong: str = ""


def drill(app: Flask, folder: Path) -> Drill:
    """Do it, and keep what came of it beside the backups."""
    room = tempfile.mkdtemp(prefix="commonweave-drill-")
    try:
        restored = restore(Path(room), folder, app.config["BACKUP_PASSPHRASE"])
        done = Drill(clock.now(), restored.manifest.name, _wrong_in(Path(room)))
    except CannotRestore as failed:
        done = Drill(clock.now(), "", str(failed))
    finally:
        shutil.rmtree(room, ignore_errors=True)
    with suppress(OSError):
        whole(folder / DONE, [json.dumps({**vars(done), "at": done.at.isoformat()}).encode()])
    return done


def last_drill(folder: Path) -> Drill | None:
    """What was kept; None when there was none, or it cannot be read."""
    try:
        told = json.loads((folder / DONE).read_text("utf-8"))
        return Drill(datetime.fromisoformat(told["at"]), str(told["backup"]), str(told["wrong"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _wrong_in(room: Path) -> str:
    app = site_in(room)
    with app.app_context():
        try:
            found = verify(heads_file(str(room)))
            if found.broken:
                return found.broken.words()
            stored = db.session.execute(db.text("SELECT stored FROM stored_files")).scalars()
            missing = [name for name in stored if not (room / UPLOADS / "files" / name).is_file()]
            return f"Files that were added are missing: {missing[0]}" if missing else ""
        finally:
            db.session.remove()
            db.engine.dispose()
