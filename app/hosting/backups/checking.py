"""Is a backup whole? It is taken out into an empty folder and looked at as a site."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from app.hosting.backups.making import count_rows
from app.hosting.backups.manifest import DATABASE, BadBackup, Manifest, read_manifest
from app.hosting.backups.sealing import Key, WrongPassphrase, key_of
from app.hosting.backups.store import Store, whole


def open_backup(file: Path, passphrase: str) -> tuple[Manifest, Store]:
    """The manifest, or one in the folder that is named (its newest), and the store beside it. Raises BadBackup."""
    if file.is_dir() or not file.suffix:
        newest = sorted(file.glob("????-??-??T??????Z.json"))
        if not newest:
            raise BadBackup(f"There is no backup in {file}.")
        file = newest[-1]
    sealed, key = read_manifest(file, look_at_seal=False).sealed, None
    if sealed:
        key = _key(file, passphrase)
    return read_manifest(file, key), Store(file.parent / "blobs", key)


def _key(file: Path, passphrase: str) -> Key:
    if not passphrase:
        raise BadBackup(f"{file.name} is encrypted: set BACKUP_PASSPHRASE to the passphrase that it was made with.")
    try:
        return key_of(file.parent, passphrase)
    except WrongPassphrase as wrong:
        raise BadBackup(str(wrong)) from wrong


def take_out(manifest: Manifest, store: Store, folder: Path) -> None:
    """All of it into this folder, each file checked against its digest. Raises BadBackup with the first that is not
    what it was."""
    for path, content in manifest.files.items():
        place = folder / path
        if not place.resolve().is_relative_to(folder.resolve()):
            raise BadBackup(f"{manifest.name} names a file outside of the folder: {path}")
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            whole(place, store.chunks(content))
        except FileNotFoundError as missing:
            raise BadBackup(f"{manifest.name} is not whole: {path} is missing from its store.") from missing
        except ValueError as changed:
            raise BadBackup(f"{manifest.name} is not whole: of {path}, {changed}.") from changed
    check_database(folder / DATABASE, manifest)


def check_database(file: Path, manifest: Manifest) -> None:
    """Whole, without references that lead nowhere, with as many rows as were counted. Raises BadBackup."""
    with contextlib.closing(sqlite3.connect(file)) as connection:
        try:
            problems = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
            orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
            counted = count_rows(connection)
        except sqlite3.DatabaseError as damaged:
            raise BadBackup(f"The database in {manifest.name} cannot be read: {damaged}") from damaged
    if problems or orphans:
        raise BadBackup(f"The database in {manifest.name} is damaged: {(problems or ['references lead nowhere'])[0]}")
    if counted != manifest.tables:
        differ = sorted(name for name in {*counted, *manifest.tables} if counted.get(name) != manifest.tables.get(name))
        raise BadBackup(f"The database in {manifest.name} has other numbers of rows than were counted: {differ[0]}")
