"""Bringing the database to this program's schema: a verified copy first, then the migrations (SECURITY 22, 23)."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

from flask import Flask

from app.activity.heads import copy_heads
from app.config import SHIPPED
from app.core import clock
from app.hosting.backups.making import CannotBackUp, copy_database
from app.hosting.schema import Schema, database_file, state, with_alembic


class CannotMigrate(Exception):
    """In words for the host."""


def migrate(app: Flask) -> str:
    """What was done, in words; empty when there was nothing to do."""
    before = state(app)
    if before is Schema.CURRENT:
        return ""
    if before in (Schema.NEWER, Schema.DAMAGED):
        raise CannotMigrate(before.value)
    file = database_file(app)
    copy = snapshot(file, Path(app.config["INSTANCE"], "backups")) if file and before is Schema.OLD else None
    import flask_migrate

    with with_alembic(app).app_context(), contextlib.redirect_stdout(io.StringIO()):
        flask_migrate.upgrade(directory=str(SHIPPED / "migrations"))
    if file:
        file.chmod(0o600)  # its journals take over the mode
    if before is Schema.MISSING:
        return "The database is made."
    return f"The database is upgraded; as it was before, it lies in {copy}." if copy else "The database is upgraded."


def snapshot(database: Path, folder: Path) -> Path:
    """A consistent, checked copy of a database that may be in use; readable by its owner only."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy = folder / f"before-migrate-{clock.now():%Y%m%dT%H%M%SZ}.db"
    try:
        copy_database(database, copy)
    except CannotBackUp as failed:
        raise CannotMigrate(f"{failed}; nothing was changed.") from failed
    copy_heads(folder.parent, copy)
    return copy
