"""Exports of the log that are written in the background. What people take along is no event; that it is ready is one,
for them alone.

A worker has an export as long as its lease; each try has a number, and only the try that has the export changes it. So
of several workers one writes it, and what a killed one began another begins anew.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, event, select, update
from sqlalchemy.orm import Session

from app.activity.events import ExportReady
from app.activity.exporting.files import FORMATS
from app.activity.facts import Ref, person_ref
from app.activity.models import LogExport
from app.activity.queries.exports import MOST_KEPT, MOST_WAITING, WAITING, count_exports, due_export, folder
from app.activity.record import nudge, record
from app.activity.rules import may_change_export
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Refused, require
from app.extensions import db
from app.people.queries import person_here

LEASE = timedelta(seconds=60)
KEPT = timedelta(days=7)
"""How long a file can be fetched."""
NOTED = timedelta(days=30)
"""How long the page remembers what is over."""
TRIES = 5
LONGEST_QUERY = 1000
DROPPED = "dropped_exports"


@action(silent="the export that is ready is told")
def request_export(actor: Actor, form: str, query: str, locale: str, zone: str) -> LogExport:
    """Have the log with these filters (as they stand in an address) written, in this language and zone."""
    if form not in FORMATS:
        raise Refused(_("Choose CSV, XLSX or JSON."))
    if not query.isprintable():  # an address never holds such a thing as it is
        raise Refused(_("There is a character in the filters that cannot be shown."))
    if len(query) > LONGEST_QUERY:
        raise Refused(_("These are too many filters: leave some out."))
    if count_exports(actor.id, *WAITING) >= MOST_WAITING:
        raise Refused(_("%(max)d exports of yours are being written. Wait until one is ready.", max=MOST_WAITING))
    if count_exports(actor.id, *WAITING, "done", "failed") >= MOST_KEPT:
        raise Refused(_("You have %(max)d exports already. Remove one first.", max=MOST_KEPT))
    export = LogExport(person_id=actor.id, format=form, query=query, locale=locale, timezone=zone)
    db.session.add(export)
    db.session.flush()
    return export


@action(silent="the export that is ready is told")
def retry_export(actor: Actor, export: LogExport) -> LogExport:
    """Once more, from the beginning, as if it were asked for now."""
    require(may_change_export(actor, export))
    if export.state not in ("failed", "gone"):
        return export
    db.session.delete(export)
    db.session.flush()
    return request_export(actor, export.format, export.query, export.locale, export.timezone)


@action(silent="one's own copy of what one may read is nobody else's business")
def remove_export(actor: Actor, export: LogExport) -> None:
    """Not wanted any more: its file goes, too. A worker that is at it notices, and stops."""
    require(may_change_export(actor, export))
    _drop_file(export)
    db.session.delete(export)


@action(silent="the worker takes its turn; the export that is ready is told")
def claim_export(actor: None) -> LogExport | None:
    """The next one that is due, for LEASE, or None. One that was tried too often has failed."""
    export = due_export()
    if export is None:
        return None
    if export.attempts >= TRIES:
        export.state, export.error = "failed", "it was begun several times and never came to its end"
        nudge([export.person_id], "work")
        return claim_export(actor)
    export.attempts, export.state = export.attempts + 1, "running"
    export.rows_done, export.due_at = 0, now() + LEASE
    return export


@action(silent="a count on the way; the export that is ready is told")
def note_progress(actor: None, id: str, attempt: int, done: int, of: int) -> bool:
    """So many entries are written; the lease begins anew. False: this try no longer has the export."""
    changed = _mine(id, attempt).values(rows_done=done, rows_all=max(of, done), due_at=now() + LEASE)
    return _changed(id, changed)


@action
def finish_export(actor: None, id: str, attempt: int, stored: str, size: int, rows: int) -> bool:
    """It is written and can be fetched for a week. False: this try no longer has the export."""
    told: dict[str, Any] = {"state": "done", "stored": stored, "size": size, "expires_at": now() + KEPT}
    if not _changed(id, _mine(id, attempt).values(rows_done=rows, rows_all=rows, **told)):
        return False
    export = db.session.execute(select(LogExport).filter_by(id=id)).scalar_one()
    owner = person_here(export.person_id)
    if owner is not None:
        record(None, ExportReady(export=Ref("export", id, ""), person=person_ref(owner), entries=rows))
    return True


@action(silent="it failed for its own asker, whose page of exports says so")
def give_up_export(actor: None, id: str, attempt: int, why: str, later: timedelta | None = None) -> None:
    """It cannot be written: now (then it is tried again so much later), or at all."""
    told = {"state": "failed"} if later is None else {"state": "queued", "due_at": now() + later}
    _changed(id, _mine(id, attempt).values(error=why[:300], **told))


@action(silent="files whose days are over, as was said when they were made")
def sweep_exports(at: datetime) -> int:
    """For the worker: files whose time is over go, and files that belong to no export. Returns how many."""
    over = list(
        db.session.execute(select(LogExport).where(LogExport.state == "done", LogExport.expires_at <= at)).scalars()
    )
    for export in over:
        _drop_file(export)
        export.state, export.stored = "gone", ""
    long_over = (LogExport.state.in_(("gone", "failed"))) & (LogExport.created_at < at - NOTED)
    db.session.execute(delete(LogExport).where(long_over))
    db.session.flush()
    known = set(db.session.execute(select(LogExport.stored).where(LogExport.stored != "")).scalars())
    oldest = (at - timedelta(days=1)).timestamp()
    lost = [path for path in folder().glob("*") if path.name not in known and path.stat().st_mtime < oldest]
    for path in lost:
        path.unlink(missing_ok=True)
    return len(over) + len(lost)


def _mine(id: str, attempt: int) -> Any:
    """This export, as long as this try has it."""
    mine = update(LogExport).where(LogExport.id == id, LogExport.attempts == attempt, LogExport.state == "running")
    return mine.execution_options(synchronize_session=False)


def _changed(id: str, change: Any) -> bool:
    """Do it; whether it was this try's to do. Its owner's open pages follow."""
    mine = bool(db.session.execute(change).rowcount)  # type: ignore[attr-defined]
    if mine:
        nudge([db.session.execute(select(LogExport.person_id).filter_by(id=id)).scalar_one()], "work")
    return mine


def _drop_file(export: LogExport) -> None:
    if export.stored:
        db.session().info.setdefault(DROPPED, []).append(folder() / export.stored)


@event.listens_for(Session, "after_commit")
def _let_go(session: Session) -> None:
    for path in session.info.pop(DROPPED, ()):
        path.unlink(missing_ok=True)


@event.listens_for(Session, "after_rollback")
def _spare(session: Session) -> None:
    """What was not committed after all is still somebody's."""
    session.info.pop(DROPPED, None)
