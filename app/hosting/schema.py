"""Which schema the database has, against the one this program was written for."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError

from app.config import SHIPPED
from app.extensions import db


class Schema(Enum):
    """What is to be said to the host; empty where nothing is."""

    CURRENT = ""
    DAMAGED = (
        "The database cannot be read: it is damaged, or not a database. Nothing was changed. See what is wrong with: "
        "commonweave doctor; then put a backup in its place."
    )
    MISSING = "There is no database yet. Make it with: commonweave migrate"
    OLD = "The database is of an older version. Upgrade it (a backup is made first) with: commonweave migrate"
    NEWER = (
        "The database was written by a newer version of Commonweave. Install that version again, or restore a backup."
    )


def database_file(app: Flask) -> Path | None:
    """The SQLite file; None for a database server."""
    url = make_url(app.config["SQLALCHEMY_DATABASE_URI"])
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def state(app: Flask) -> Schema:
    """Looks without making anything; leaves no connection open, since the process may fork next."""
    file = database_file(app)
    if file and not file.is_file():
        return Schema.MISSING
    scripts = ScriptDirectory(str(SHIPPED / "migrations"))
    with app.app_context():
        try:
            with db.engine.connect() as connection:
                heads = MigrationContext.configure(connection).get_current_heads()
        except DatabaseError:
            return Schema.DAMAGED
        finally:
            db.engine.dispose()
    return _compare(set(heads), scripts)


def _compare(heads: set[str], scripts: ScriptDirectory) -> Schema:
    if not heads:
        return Schema.MISSING
    if heads == set(scripts.get_heads()):
        return Schema.CURRENT
    known = {script.revision for script in scripts.walk_revisions()}
    return Schema.OLD if heads <= known else Schema.NEWER
