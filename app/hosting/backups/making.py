"""Making a backup, while the site is served (SECURITY 22)."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from flask import Flask

from app.core import clock
from app.hosting.backups.manifest import DATABASE, Manifest, newest_in
from app.hosting.backups.sealing import Key, WrongPassphrase, key_of
from app.hosting.backups.store import Content, Store, read, whole
from app.hosting.schema import database_file

try:
    import fcntl
except ImportError:  # Windows: two at once are the host's to avoid
    fcntl = None  # type: ignore[assignment]

ERASURES = "erasures.log"
BESIDE = ("heads.log", ERASURES, "secret.key", "config.toml")
"""Small files of the instance folder that a restored site needs; the secret opens what is sealed in the database."""
UPLOADS = "uploads"


class CannotBackUp(Exception):
    """In words for the host."""


def default_folder(app: Flask) -> Path:
    """Where backups go that nobody gave a folder for."""
    return Path(app.config["INSTANCE"], "backups")


def back_up(app: Flask, folder: Path | None = None, why: str = "asked") -> Manifest:
    """Make one. Raises CannotBackUp; then nothing that looks like a backup is left of it."""
    file, folder = database_file(app), folder or default_folder(app)
    if file is None:
        raise CannotBackUp("The database is a server's: back it up with pg_dump, and copy the instance folder.")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with one_at_a_time(folder):
            key = key_of(folder, phrase, make=True) if (phrase := app.config["BACKUP_PASSPHRASE"]) else None
            return _made(Path(app.config["INSTANCE"]), file, folder, key, why)
    except WrongPassphrase as wrong:
        raise CannotBackUp(f"{wrong} For another passphrase, begin another folder.") from wrong
    except OSError as failed:
        raise CannotBackUp(f"The backup could not be written to {folder}: {failed.strerror or failed}") from failed


def _made(instance: Path, file: Path, folder: Path, key: Key | None, why: str) -> Manifest:
    """Uploads are taken before the database and once more after it: all that it speaks of is there, whatever was added
    or taken away meanwhile."""
    at, store = clock.now().replace(microsecond=0), Store(folder / "blobs", key)
    known = _known(folder, key)
    uploads = _uploads(instance, store, known)
    # before the database: a head that was noted after it would say that its log was cut off
    files = {name: _copied(instance / name, store, folder) for name in BESIDE if (instance / name).is_file()}
    with tempfile.TemporaryDirectory(prefix=".making-", dir=folder) as making:
        copy = Path(making, DATABASE)
        told = snapshot(file, copy)
        files[DATABASE] = store.take(copy, "zstd")
    uploads |= _uploads(instance, store, known | uploads)
    manifest = Manifest(at, _version(), *told, files | uploads, key is not None, why)
    manifest.write(folder, key)
    if (instance / ERASURES).is_file():  # the newest beside them all: an older backup does not know who is gone since
        whole(folder / ERASURES, read(instance / ERASURES))
    return manifest


def snapshot(database: Path, copy: Path) -> tuple[str, int, str, dict[str, int]]:
    """A copy; its revision, the number of entries in its log, the last one's fingerprint, each table's rows."""
    copy_database(database, copy)
    with contextlib.closing(sqlite3.connect(copy)) as made:
        return (*_revision_and_head(made), count_rows(made))


def copy_database(database: Path, copy: Path) -> None:
    """A consistent, checked copy of a database that may be in use, readable by its owner only. Raises CannotBackUp."""
    os.close(os.open(copy, os.O_CREAT | os.O_WRONLY, 0o600))
    source = sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)
    with contextlib.closing(source), contextlib.closing(sqlite3.connect(copy)) as target:
        try:
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
            problems = [row[0] for row in target.execute("PRAGMA quick_check") if row[0] != "ok"]
        except sqlite3.DatabaseError as wrong:
            raise CannotBackUp(f"{database} cannot be copied: {wrong}") from wrong
    if problems:
        raise CannotBackUp(f"{database} is damaged: {problems[0]}")


def _revision_and_head(target: sqlite3.Connection) -> tuple[str, int, str]:
    revision = target.execute("SELECT version_num FROM alembic_version").fetchone()
    head = target.execute("SELECT event_id, hash FROM log_head").fetchone()
    return (revision[0] if revision else ""), *(head or (0, ""))


def count_rows(connection: sqlite3.Connection) -> dict[str, int]:
    """Each table's rows; the search index keeps tables of its own, which are not counted."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
        "AND name NOT LIKE 'search_index%' ORDER BY name"
    ).fetchall()
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in names}


def _known(folder: Path, key: Key | None) -> dict[str, Content]:
    """What the newest backup says of files that people added: they never change, so they need not be read again."""
    newest = newest_in(folder)
    if newest is None or newest.sealed != (key is not None):
        return {}
    return {path: content for path, content in newest.files.items() if path.startswith(f"{UPLOADS}/")}


def _uploads(instance: Path, store: Store, known: dict[str, Content]) -> dict[str, Content]:
    found = {}
    for file in sorted((instance / UPLOADS).rglob("*")):
        path = file.relative_to(instance).as_posix()
        with contextlib.suppress(FileNotFoundError):  # taken away meanwhile: no row of the copy speaks of it
            if not file.is_file():
                continue
            same = known.get(path)
            if same and same.size == file.stat().st_size and store.place(same).exists():
                found[path] = same
            else:
                found[path] = store.take(file)
    return found


def _copied(file: Path, store: Store, folder: Path) -> Content:
    """Of a file that grows, a copy: a link would grow with it."""
    with tempfile.TemporaryDirectory(prefix=".making-", dir=folder) as making:
        return store.take(Path(shutil.copy(file, making)))


@contextlib.contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Whoever makes a backup, or takes some away, has the folder for themselves."""
    with (folder / ".lock").open("a") as lock:
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_EX)
        for left in folder.glob(".making-*"):  # of one that was killed: whoever makes one holds the lock
            shutil.rmtree(left, ignore_errors=True)
        for part in [*folder.glob(".*.part"), *folder.glob("blobs/*/.*.part")]:
            part.unlink(missing_ok=True)
        yield


def _version() -> str:
    try:
        return version("commonweave")
    except PackageNotFoundError:
        return "checkout"
