"""Taking a whole list out again, while nothing hangs on what it brought: by the worker, some lines at a time."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import delete, update

from app.activity.facts import Ref
from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Refused, require
from app.core.search import SearchDocument
from app.extensions import db
from app.innovations.actions.working import LEASE, SLICE, changed, mine
from app.innovations.actions.writing import put_back
from app.innovations.events import ImportUndone
from app.innovations.models import ImportedRow, SocialInnovation
from app.innovations.queries import FOR_VISITORS
from app.innovations.queries.undoing import next_lines, obstacles
from app.innovations.rules import may_import_innovations


@action
def undo_some(actor: Actor, id: str, attempt: int) -> int:
    """The next lines: what they brought is deleted, what they changed says again what it said. How many there were; 0
    when none is left, or this try no longer has the import. Refused when something hangs on any of it by now. A long
    list is told in several parts."""
    require(may_import_innovations(actor))
    one = mine(id, attempt)
    lines = next_lines(id, SLICE) if one else ()
    if one is None or not lines:
        return 0
    if obstacles(one, lines[-1].line):
        raise Refused(_("People have gone on with some of it while it was taken out: what was left of it stays."))
    brought = [each.innovation_id for each in lines if each.outcome == "taken"]
    documents = SearchDocument.kind.in_(("innovation", FOR_VISITORS)), SearchDocument.ref.in_(brought)
    db.session.execute(delete(SearchDocument).where(*documents))
    put_back([(each.innovation_id, each.before["said"]) for each in lines if each.outcome == "updated"])
    db.session.execute(delete(SocialInnovation).where(SocialInnovation.id.in_(brought)))
    gone = ImportedRow.import_id == id, ImportedRow.line.between(lines[0].line, lines[-1].line)
    db.session.execute(update(ImportedRow).where(*gone).values(innovation_id=None))
    db.session.expire_all()
    changed(id, attempt, rows_done=one.rows_done + len(lines), leased_until=now() + LEASE)
    fact = ImportUndone(Ref("list", one.id, one.name), taken=len(brought), updated=len(lines) - len(brought))
    record(actor, fact)
    return len(lines)


@action(silent="what was taken out is told already")
def end_undo(actor: Actor, id: str, attempt: int) -> bool:
    """All of it is taken out. False: this try no longer has the import."""
    require(may_import_innovations(actor))
    return changed(id, attempt, state="undone", undone_at=now(), leased_until=None)
