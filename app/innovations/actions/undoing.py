"""Taking a whole list out again, while nothing hangs on what it brought."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import delete, select

from app.activity.facts import Ref
from app.activity.record import record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Conflict, Refused, require
from app.core.search import SearchDocument
from app.extensions import db
from app.innovations.actions.writing import put_back
from app.innovations.events import ImportUndone
from app.innovations.models import ImportedRow, InnovationImport, SocialInnovation
from app.innovations.queries import FOR_VISITORS
from app.innovations.queries.undoing import obstacles, rows_of
from app.innovations.rules import may_import_innovations


@action
def undo_import(actor: Actor, one: InnovationImport) -> InnovationImport:
    """What the list brought is deleted, what it changed says again what it said. Refused when something hangs on any of
    it: `obstacles` says what."""
    require(may_import_innovations(actor))
    if one.state != "done":
        raise Conflict(_("This list is not taken in, or was undone already."))
    if obstacles(one):
        raise Refused(_("This list cannot be undone any more: people have gone on with what it brought."))
    brought = rows_of(one.id, "taken")
    documents = SearchDocument.kind.in_(("innovation", FOR_VISITORS)), SearchDocument.ref.in_(brought)
    db.session.execute(delete(SearchDocument).where(*documents))
    put_back(_said(one.id))
    db.session.execute(delete(SocialInnovation).where(SocialInnovation.id.in_(brought)))
    db.session.expire_all()
    one.state, one.undone_at = "undone", now()
    record(actor, ImportUndone(Ref("list", one.id, one.name), taken=one.taken, updated=one.updated))
    return one


def _said(import_id: str) -> list[tuple[str, dict[str, object]]]:
    """What the updated ones said before."""
    query = select(ImportedRow.innovation_id, ImportedRow.before).where(
        ImportedRow.import_id == import_id, ImportedRow.outcome == "updated", ImportedRow.innovation_id.is_not(None)
    )
    return [(id_ or "", before["said"]) for id_, before in db.session.execute(query) if before]
