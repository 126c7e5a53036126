"""The extensions, and what every SQLite connection is told first (SECURITY 21)."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

from flask_babel import Babel
from flask_compress import Compress
from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import Engine, event
from sqlalchemy.exc import DisconnectionError

db = SQLAlchemy(session_options={"expire_on_commit": False})
login = LoginManager()
csrf = CSRFProtect()
babel = Babel()
compress = Compress()

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=8000",
    "secure_delete=ON",
    "cache_size=-3000",
    "temp_store=MEMORY",
)


def make_database(engine: Engine) -> None:
    """An empty file for the database, its owner's only, unless there is one. Nothing else ever makes it."""
    if engine.dialect.name == "sqlite" and engine.url.database:
        os.close(os.open(engine.url.database, os.O_RDWR | os.O_CREAT, 0o600))


@event.listens_for(Engine, "do_connect")
def _open_what_is_there(dialect: Any, _record: Any, place: list[Any], options: dict[str, Any]) -> None:
    """SQLite would make a missing file, silently a new site; we want to be told instead (SECURITY 24)."""
    if dialect.name == "sqlite" and place and not str(place[0]).startswith((":", "file:")):
        place[0], options["uri"] = f"{Path(place[0]).absolute().as_uri()}?mode=rw", True


@event.listens_for(Engine, "connect")
def _tell_sqlite(connection: Any, record: Any) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    record.info["file"] = connection.execute("PRAGMA database_list").fetchone()[2]
    record.info["identity"] = _identity(record.info["file"])
    # Without this pysqlite opens transactions by itself, late and DEFERRED; `_begin` below says which kind it is.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@event.listens_for(Engine, "begin")
def _begin(connection: Any) -> None:
    if connection.dialect.name == "sqlite":
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@event.listens_for(Engine, "checkout")
def _still_there(_connection: Any, record: Any, _proxy: Any) -> None:
    """A file that was deleted or replaced lives on in open connections: what they take would be lost. Open anew."""
    if (file := record.info.get("file")) and _identity(file) != record.info["identity"]:
        raise DisconnectionError("another file is in the database's place")


def _identity(file: str) -> tuple[int, int] | None:
    try:
        found = os.stat(file)
    except OSError:
        return None
    return found.st_dev, found.st_ino
