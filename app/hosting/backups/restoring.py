"""Putting a backup in the place of what is there (SECURITY 22). What was there is kept aside and never deleted.

Everything is taken out, checked and brought to this version beside the instance's own files first. Only then are they
exchanged, by renaming: whatever ends the program before that has changed nothing; after it, the old files lie whole in
`before-restore-…`, and the same command does it again.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from app.config import BadSetting
from app.core import clock
from app.hosting.backups.checking import open_backup, take_out
from app.hosting.backups.making import BESIDE, ERASURES, UPLOADS
from app.hosting.backups.manifest import DATABASE, BadBackup, Manifest
from app.hosting.backups.store import digest, whole
from app.hosting.in_use import InUse, alone
from app.hosting.schema import Schema, state

JOURNALS = ("-wal", "-shm")
KEEPS_OWN = ("config.toml", ERASURES)
"""Of the machine, or only ever added to: what is there is not put aside."""


class CannotRestore(Exception):
    """In words for the host."""


@dataclass(frozen=True)
class Restored:
    """What was put in place, where the old data lie (None: there were none), how many erasures were done again."""

    manifest: Manifest
    aside: Path | None
    erased: int


def restore(instance: Path, file: Path, passphrase: str = "") -> Restored:
    """Put this backup in place. Raises CannotRestore; then nothing has changed."""
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        manifest, store = open_backup(file.absolute(), passphrase)
        with alone(instance):
            fresh = instance / f"restoring-{os.getpid()}"
            for left in instance.glob("restoring-*"):  # of one that was killed: nobody else is at it
                shutil.rmtree(left, ignore_errors=True)
            fresh.mkdir(mode=0o700)
            try:
                take_out(manifest, store, fresh)
                _bring_up(fresh)
                _add_erasures(fresh, [instance, file if file.is_dir() else file.parent])
                erased = _erase_again(fresh)
                return Restored(manifest, _exchange(instance, fresh), erased)
            finally:
                shutil.rmtree(fresh, ignore_errors=True)
    except InUse as used:
        raise CannotRestore("The site is being served: stop it first (Ctrl-C, or systemctl stop).") from used
    except BadBackup as bad:
        raise CannotRestore(str(bad)) from bad
    except OSError as failed:
        raise CannotRestore(f"Nothing was changed: {failed.strerror or failed} ({failed.filename})") from failed


def _bring_up(fresh: Path) -> None:
    """To this version of the schema; refused when a newer one wrote it."""
    from app.hosting.migrate import CannotMigrate, migrate

    app = site_in(fresh)
    if (found := state(app)) in (Schema.NEWER, Schema.DAMAGED, Schema.MISSING):
        raise BadBackup(found.value)
    try:
        migrate(app)
    except CannotMigrate as failed:
        raise BadBackup(str(failed)) from failed
    shutil.rmtree(fresh / "backups", ignore_errors=True)


def site_in(folder: Path) -> Flask:
    """The site that this folder holds, to be looked at or worked on; nothing is served."""
    from app import create_app

    try:
        return create_app({"INSTANCE": str(folder), "DATABASE_URL": f"sqlite:///{folder / DATABASE}"})
    except BadSetting as wrong:
        raise BadBackup(f"The settings in the backup cannot be used: {wrong}") from wrong


def _add_erasures(fresh: Path, folders: list[Path]) -> None:
    """To those who were gone when it was made, those whom these folders know of since."""
    lines = [line for folder in [fresh, *folders] for line in _lines(folder / ERASURES)]
    if lines:
        whole(fresh / ERASURES, ["".join(f"{line}\n" for line in dict.fromkeys(lines)).encode()])


def _lines(file: Path) -> list[str]:
    with contextlib.suppress(FileNotFoundError):
        return [line for line in file.read_text("utf-8").splitlines() if line.strip()]
    return []


def _erase_again(fresh: Path) -> int:
    """Who was erased after the backup was made stays erased (SECURITY 28)."""
    from app.extensions import db
    from app.people.actions import reapply_erasures

    ids = sorted({str(json.loads(line)["id"]) for line in _lines(fresh / ERASURES)})
    if not ids:
        return 0
    with site_in(fresh).app_context():
        try:
            return reapply_erasures(ids)
        finally:
            db.session.remove()
            db.engine.dispose()


def _exchange(instance: Path, fresh: Path) -> Path | None:
    """Old files aside, new ones in. Uploads are added to those that are there: their names are never used twice."""
    aside = instance / f"before-restore-{clock.now():%Y%m%dT%H%M%SZ}"
    names = [DATABASE, *(DATABASE + journal for journal in JOURNALS), *(n for n in BESIDE if n not in KEEPS_OWN)]
    old = [name for name in names if (instance / name).exists()]
    _add_uploads(fresh / UPLOADS, instance / UPLOADS)
    if (fresh / ERASURES).exists():  # never aside: were it moved, a restore that is killed would forget who is gone
        (fresh / ERASURES).replace(instance / ERASURES)
    if old:
        aside.mkdir(mode=0o700)
    for name in reversed(old):  # the database last: as long as it is there, the old site is
        (instance / name).rename(aside / name)
    new = [name for name in (*BESIDE, DATABASE) if (fresh / name).exists()]
    for name in new:
        if name not in KEEPS_OWN or not (instance / name).exists():
            (fresh / name).rename(instance / name)
    return aside if old else None


def _add_uploads(source: Path, target: Path) -> None:
    for file in sorted(source.rglob("*")):
        place = target / file.relative_to(source)
        if file.is_file() and not (place.exists() and digest(place) == digest(file)):  # what is torn is replaced
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file.replace(place)
