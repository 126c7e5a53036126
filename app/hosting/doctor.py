"""`commonweave doctor`: looks at everything a site stands on and says what is wrong. It changes nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask

from app.activity.heads import heads_file
from app.activity.verifying import verify
from app.core import clock
from app.extensions import db
from app.hosting.backups.drill import drill
from app.hosting.backups.making import default_folder
from app.hosting.backups.noted import newest_made, unsafe_since
from app.hosting.schema import Schema, database_file, state

ROOM = 200 * 1024 * 1024
"""Less free disk than this is too little for a backup and a busy day."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    about: str
    words: str
    well: bool = True


def examine(app: Flask) -> list[Finding]:
    """Everything, also after something was found."""
    schema = state(app)
    findings = [Finding("schema", schema.value or "of this version", schema is Schema.CURRENT)]
    file = database_file(app)
    if file and schema is not Schema.MISSING:
        findings += _database(file)
    if schema is Schema.CURRENT:
        findings.append(_log(app))
    if file:
        findings.append(_backups(default_folder(app)))
    return [*findings, *_folder(Path(app.config["INSTANCE"])), _mail(app.config["MAIL_URL"]), _clock()]


def rehearsed(app: Flask) -> Finding:
    """A restore of the newest backup into an empty folder, and what that gave."""
    done = drill(app, default_folder(app))
    return Finding("drill", done.wrong or f"the backup {done.backup} gives a whole site", not done.wrong)


def _backups(folder: Path) -> Finding:
    """Is there a good one that is younger than eight days? On a new site the worker makes the first after a day."""
    newest, fresh = newest_made(folder), unsafe_since(folder) is None
    if newest is None:
        return Finding("backups", f"none yet in {folder}; make one with: commonweave backup", fresh)
    return Finding("backups", f"the newest is of {newest:%Y-%m-%d %H:%M} UTC", fresh)


def _database(file: Path) -> Iterator[Finding]:
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            problems = [row[0] for row in connection.execute("PRAGMA quick_check") if row[0] != "ok"]
            orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as damaged:
        yield Finding("database", f"{file} cannot be read: {damaged}", False)
        return
    yield Finding("database", problems[0] if problems else "whole", not problems)
    yield Finding("references", f"{len(orphans)} lead nowhere" if orphans else "all lead somewhere", not orphans)


def _log(app: Flask) -> Finding:
    with app.app_context():
        found = verify(heads_file(app.config["INSTANCE"]))
        words = found.broken.words() if found.broken else f"{found.entries} entries, all as they were recorded"
        db.engine.dispose()
    return Finding("log", words, not found.broken)


def _folder(instance: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(instance).free
    yield Finding("disk", f"{free // 1024**2} MB free", free >= ROOM)
    for secret in ("secret.key", "config.toml", "commonweave.db"):
        path = instance / secret
        if os.name == "posix" and path.exists():
            shared = stat.S_IMODE(path.stat().st_mode) & 0o077
            yield Finding(secret, f"others can read it: chmod 600 {path}" if shared else "kept from others", not shared)
    yield Finding("writing", f"{instance} can be written", os.access(instance, os.W_OK))


def _mail(url: str) -> Finding:
    scheme = urlsplit(url).scheme
    if scheme == "file":
        return Finding("mail", f"written to files ({url}); nobody gets any until MAIL_URL names a server")
    return Finding("mail", f"sent through {urlsplit(url).hostname}", scheme in ("smtp", "smtps"))


def _clock() -> Finding:
    here = Path(__file__).stat().st_mtime
    behind = clock.now().timestamp() < here
    said = f"{clock.now():%Y-%m-%d %H:%M} UTC"
    return Finding(
        "clock",
        f"{said}, earlier than the program was installed ({datetime.fromtimestamp(here):%F})" if behind else said,
        not behind,
    )
