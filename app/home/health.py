"""What /readyz asks: is the database there, is its schema ours, does the worker beat?"""

from __future__ import annotations

from typing import cast

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from app.config import SHIPPED
from app.extensions import db
from app.home.queries import worker_beats


def problems() -> list[str]:
    """Reasons not to send people here, in words for the host; empty when all is well."""
    try:
        found = MigrationContext.configure(db.session.connection()).get_current_revision()
        if found != newest_revision():
            return ["the database's schema is not this version's: run commonweave migrate"]
        return [] if worker_beats() else ["a worker has not shown a sign of life for 90 seconds"]
    except SQLAlchemyError:
        db.session.rollback()
        return ["the database cannot be read"]


def newest_revision() -> str | None:
    """The schema this version of the program needs."""
    if "NEWEST_REVISION" not in current_app.config:
        script = ScriptDirectory(str(SHIPPED / "migrations"))
        current_app.config["NEWEST_REVISION"] = script.get_current_head()
    return cast("str | None", current_app.config["NEWEST_REVISION"])
