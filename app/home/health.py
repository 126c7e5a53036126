"""What /readyz asks: is the database there, is its schema ours, does the worker beat?"""

from __future__ import annotations

from sqlalchemy.exc import SQLAlchemyError

from app.extensions import db
from app.home.queries import worker_beats
from app.hosting.schema import newest_revision, revision_of


def problems() -> list[str]:
    """Reasons not to send people here, in words for the host; empty when all is well."""
    try:
        if revision_of(db.session.connection()) != newest_revision():
            return ["the database's schema is not this version's: run commonweave migrate"]
        return [] if worker_beats() else ["a worker has not shown a sign of life for 90 seconds"]
    except SQLAlchemyError:
        db.session.rollback()
        return ["the database cannot be read"]
