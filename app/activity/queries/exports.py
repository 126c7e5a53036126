"""Exports that are written in the background: one's own, and what the worker needs to know."""

from __future__ import annotations

from pathlib import Path

from flask import current_app
from sqlalchemy import func, select

from app.activity.models import LogExport
from app.activity.queries.filters import Filters
from app.activity.queries.log import count_log
from app.core.clock import now
from app.core.rules import Actor
from app.extensions import db

MOST_KEPT, MOST_WAITING = 10, 3
"""So many exports a person may have, and of these so many that are not yet written."""
WAITING = ("queued", "running")
MOST_ROWS = 100_000_000


def own_exports(reader: Actor) -> list[LogExport]:
    """All of one's own, the newest first."""
    query = select(LogExport).where(LogExport.person_id == reader.id).order_by(LogExport.id.desc())
    return list(db.session.execute(query.limit(MOST_KEPT * 4)).scalars())


def own_export(reader: Actor, id: str) -> LogExport | None:
    """One's own: nobody else's."""
    return db.session.execute(select(LogExport).filter_by(id=id, person_id=reader.id)).scalar_one_or_none()


def count_exports(person_id: str, *states: str) -> int:
    """How many somebody has in these states."""
    query = select(func.count()).where(LogExport.person_id == person_id, LogExport.state.in_(states))
    return int(db.session.execute(query).scalar_one())


def due_export() -> LogExport | None:
    """What is to be written next: asked for, or left by a worker that did not come to its end."""
    due = (LogExport.state.in_(WAITING)) & (LogExport.due_at <= now())
    return db.session.execute(select(LogExport).where(due).order_by(LogExport.due_at).limit(1)).scalar_one_or_none()


def count_exactly(reader: Actor, filters: Filters) -> int:
    """How many entries the filtered log has: all are counted, so this is for the worker."""
    return count_log(reader, filters, MOST_ROWS).number


def can_be_fetched(export: LogExport) -> bool:
    """Is its file here, and its time not over?"""
    return export.state == "done" and export.expires_at is not None and export.expires_at > now()


def folder() -> Path:
    """Where the files are: outside the web root."""
    return Path(current_app.config["INSTANCE"]) / "uploads" / "exports"
