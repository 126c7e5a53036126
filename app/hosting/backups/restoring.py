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
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from app.config import BadSetting
from app.core import clock
from app.hosting.backups.checking import open_backup, take_out
from app.hosting.backups.making import BESIDE, UPLOADS
from app.hosting.backups.manifest import DATABASE, BadBackup, Manifest
from app.hosting.backups.store import digest
from app.hosting.schema import Schema, state

try:
    import fcntl
except ImportError:  # Windows: the host stops the server first
    fcntl = None  # type: ignore[assignment]

SERVING = "serving.lock"
"""Held, shared, by whatever serves this folder; a restore wants it alone."""
JOURNALS = ("-wal", "-shm")
KEEPS_OWN = ("config.toml", "erasures.log")
"""Of the machine, or only ever added to: put in place only where there is none."""


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
        with _alone(instance):
            fresh = instance / f"restoring-{os.getpid()}"
            for left in instance.glob("restoring-*"):  # of one that was killed: nobody else is at it
                shutil.rmtree(left, ignore_errors=True)
            fresh.mkdir(mode=0o700)
            try:
                take_out(manifest, store, fresh)
                _bring_up(fresh)
                erased = _erase_again(fresh, _erasures(instance) + _erasures(fresh))
                return Restored(manifest, _exchange(instance, fresh), erased)
            finally:
                shutil.rmtree(fresh, ignore_errors=True)
    except BadBackup as bad:
        raise CannotRestore(str(bad)) from bad
    except OSError as failed:
        raise CannotRestore(f"Nothing was changed: {failed.strerror or failed} ({failed.filename})") from failed


@contextlib.contextmanager
def serving(instance: Path) -> Iterator[None]:
    """This folder is being served, as long as this lasts."""
    with (instance / SERVING).open("a") as lock:
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_SH)
        yield


@contextlib.contextmanager
def _alone(instance: Path) -> Iterator[None]:
    with (instance / SERVING).open("a") as lock:
        if fcntl is not None:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as held:
                raise CannotRestore("The site is being served: stop it first (Ctrl-C, or systemctl stop).") from held
        yield


def _bring_up(fresh: Path) -> None:
    """To this version of the schema; refused when a newer one wrote it."""
    from app.hosting.migrate import CannotMigrate, migrate

    app = _site_in(fresh)
    if (found := state(app)) in (Schema.NEWER, Schema.DAMAGED, Schema.MISSING):
        raise BadBackup(found.value)
    try:
        migrate(app)
    except CannotMigrate as failed:
        raise BadBackup(str(failed)) from failed
    shutil.rmtree(fresh / "backups", ignore_errors=True)


def _site_in(folder: Path) -> Flask:
    from app import create_app

    try:
        return create_app({"INSTANCE": str(folder), "DATABASE_URL": f"sqlite:///{folder / DATABASE}"})
    except BadSetting as wrong:
        raise BadBackup(f"The settings in the backup cannot be used: {wrong}") from wrong


def _erasures(folder: Path) -> list[str]:
    """The ids of people whose data were erased, as noted in erasures.log."""
    with contextlib.suppress(FileNotFoundError):
        lines = (folder / "erasures.log").read_text("utf-8").splitlines()
        return [str(json.loads(line)["id"]) for line in lines if line.strip()]
    return []


def _erase_again(fresh: Path, ids: list[str]) -> int:
    """Who was erased after the backup was made stays erased (SECURITY 28)."""
    from app.extensions import db
    from app.people.actions import reapply_erasures

    if not ids:
        return 0
    app = _site_in(fresh)
    with app.app_context():
        try:
            return reapply_erasures(sorted({*ids}))
        finally:
            db.session.remove()
            db.engine.dispose()


def _exchange(instance: Path, fresh: Path) -> Path | None:
    """Old files aside, new ones in. Uploads are added to those that are there: their names are never used twice."""
    aside = instance / f"before-restore-{clock.now():%Y%m%dT%H%M%SZ}"
    names = [DATABASE, *(DATABASE + journal for journal in JOURNALS), *(n for n in BESIDE if n not in KEEPS_OWN)]
    old = [name for name in names if (instance / name).exists()]
    _add_uploads(fresh / UPLOADS, instance / UPLOADS)
    _add_erasures(fresh / "erasures.log", instance / "erasures.log")
    if old:
        aside.mkdir(mode=0o700)
    for name in reversed(old):  # the database last: as long as it is there, the old site is
        (instance / name).rename(aside / name)
    new = [name for name in (*BESIDE, DATABASE) if (fresh / name).exists()]
    for name in new:
        if name not in KEEPS_OWN or not (instance / name).exists():
            (fresh / name).rename(instance / name)
    return aside if old else None


def _add_erasures(source: Path, target: Path) -> None:
    """It stays where it is: were it moved, a restore that is killed would forget who is gone."""
    if source.exists() and target.exists():
        known = set(target.read_text("utf-8").splitlines())
        with target.open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in source.read_text("utf-8").splitlines() if line not in known)


def _add_uploads(source: Path, target: Path) -> None:
    for file in sorted(source.rglob("*")):
        place = target / file.relative_to(source)
        if file.is_file() and not (place.exists() and digest(place) == digest(file)):  # what is torn is replaced
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file.replace(place)
