"""How a migration runs: one transaction, foreign keys off while tables are rebuilt, checked before the commit.

Alembic changes a SQLite table by making a new one, copying, and dropping the old. With foreign keys on, that drop
deletes every row that refers to it with ON DELETE CASCADE (SECURITY 23). So: off, migrate, check, commit, on.
"""

from __future__ import annotations

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from app.core.models import Base
from app.extensions import make_database
from app.schema import load_models

load_models()


class BrokenReferences(Exception):
    """The migration left rows that refer to nothing; it was rolled back."""


def include_object(_thing: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
    """The full-text index keeps tables of its own, which are no models."""
    return not (kind == "table" and name is not None and name.startswith("search_index"))


def run(connection: Connection) -> None:
    """Migrate. Alembic is configured inside the transaction, else it commits before we have looked."""
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
    try:
        with connection.execution_options(writing=True).begin():
            context.configure(
                connection=connection,
                target_metadata=Base.metadata,
                render_as_batch=True,
                compare_type=True,
                include_object=include_object,
            )
            context.run_migrations()
            if sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()):
                raise BrokenReferences(f"{len(broken)} rows would refer to nothing, the first: {broken[0]}")
    finally:
        if sqlite:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")


_engine = current_app.extensions["migrate"].db.engine
make_database(_engine)
with _engine.connect() as _connection:
    run(_connection)
