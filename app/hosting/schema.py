"""Which schema the database has, against the one this program was written for."""

from __future__ import annotations

from enum import Enum
from functools import cache
from pathlib import Path

from flask import Flask
from sqlalchemy import Connection, inspect, text
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
    with app.app_context():
        try:
            with db.engine.connect() as connection:
                found = revision_of(connection)
        except DatabaseError:
            return Schema.DAMAGED
        finally:
            db.engine.dispose()
    if not found:
        return Schema.MISSING
    if found == newest_revision():
        return Schema.CURRENT
    return Schema.OLD if found in revisions() else Schema.NEWER


def revision_of(connection: Connection) -> str:
    """The revision that the database is of; empty while it has none. Alembic, which knows too, is not asked: it costs
    every process a fifth of a second and eleven megabytes."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


@cache
def revisions() -> tuple[str, ...]:
    """All that this program knows, in order: each migration's file begins with its own."""
    files = (SHIPPED / "migrations" / "versions").glob("[0-9]*_*.py")
    return tuple(sorted(file.name.partition("_")[0] for file in files))


def newest_revision() -> str:
    """The one that this version of the program needs."""
    return revisions()[-1]


def with_alembic(app: Flask) -> Flask:
    """The application with Flask-Migrate in it, for where migrations are run or written."""
    from flask_migrate import Migrate

    if "migrate" not in app.extensions:
        folder = str(SHIPPED / "migrations")
        Migrate(app, db, directory=folder, render_as_batch=True, compare_type=True)
    return app
