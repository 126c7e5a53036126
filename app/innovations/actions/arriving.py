"""A list that an animator brings: put down, its columns named, looked through, confirmed; the worker does the rest."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from app.core.action import action
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.importing.reading import peek
from app.innovations.headings import heading_key, table_of
from app.innovations.models import InnovationImport
from app.innovations.queries.arriving import count_open_imports
from app.innovations.queries.undoing import obstacles
from app.innovations.rules import may_import_innovations
from app.innovations.uploads import folder, keep, let_go

MOST_OPEN = 20
"""So many lists may be under way in a cluster: each holds a file."""
FORGOTTEN = timedelta(days=30)
"""After so long a list that nobody confirmed is put aside."""


@action(silent="nothing is taken in yet; the import is told when it is")
def begin_import(actor: Actor, name: str, content: bytes) -> InnovationImport:
    """Put the file down. Raises Unreadable when it is no table."""
    require(may_import_innovations(actor))
    if count_open_imports() >= MOST_OPEN:
        raise Refused(_("%(max)d lists are under way already: finish one, or put it aside.", max=MOST_OPEN), "file")
    table = table_of(content, peek)
    one = InnovationImport(
        person_id=actor.id, name=name[:160], size=len(content), encoding=table.encoding,
        heading_key=heading_key(table.header), stored=keep(content),
    )  # fmt: skip
    db.session.add(one)
    db.session.flush()
    return one


@action(silent="nothing is taken in yet; the import is told when it is")
def choose_columns(actor: Actor, one: InnovationImport, columns: Mapping[str, str], public: bool) -> InnovationImport:
    """Which column is which (field → heading); then the worker looks through the list. `public`: for visitors, too."""
    require(may_import_innovations(actor))
    if one.state not in ("mapping", "ready", "failed") or not one.stored:
        raise Conflict(_("This list has moved on in the meantime."))
    one.columns, one.public, one.person_id = dict(columns), public, actor.id
    return _hand_over(one, "looking")


@action(silent="the import is told when it is done")
def confirm_import(actor: Actor, one: InnovationImport, skip_bad: bool) -> InnovationImport:
    """Yes, take it in; `skip_bad`: without the lines that cannot be taken."""
    require(may_import_innovations(actor))
    if one.state != "ready":
        raise Conflict(_("This list has moved on in the meantime."))
    if one.refused and not skip_bad:
        raise Refused(_("Say that the lines that cannot be taken are left out, or mend them and bring the list again."))
    one.skip_bad, one.person_id = skip_bad, actor.id
    return _hand_over(one, "running")


@action(silent="that it is taken out is told when it is")
def ask_undo(actor: Actor, one: InnovationImport) -> InnovationImport:
    """Take the whole list out again, which the worker does. Refused when something hangs on any of it: `obstacles` says
    what."""
    require(may_import_innovations(actor))
    if one.state != "done":
        raise Conflict(_("This list is not taken in, or was undone already."))
    if obstacles(one):
        raise Refused(_("This list cannot be undone any more: people have gone on with what it brought."))
    one.person_id = actor.id
    return _hand_over(one, "undoing")


def _hand_over(one: InnovationImport, state: str) -> InnovationImport:
    one.state, one.error, one.rows_done, one.attempts, one.leased_until = state, "", 0, 0, None
    return one


@action(silent="nothing of it was taken in")
def drop_import(actor: Actor, one: InnovationImport) -> None:
    """Put it aside: the file and what was looked at are deleted. A worker that looks through it notices, and stops."""
    require(may_import_innovations(actor))
    if one.state in ("running", "done", "undoing", "undone"):
        raise Conflict(_("This list is taken in: it can be undone, but not put aside."))
    _forget(one)


@action(silent="lists that nobody confirmed, as is said where they are brought")
def sweep_imports(at: datetime) -> int:
    """For the worker: lists that nobody confirmed for a month go, and files that belong to none. Returns how many."""
    waiting = InnovationImport.state.in_(("mapping", "ready", "failed")), InnovationImport.created_at < at - FORGOTTEN
    over = list(db.session.execute(select(InnovationImport).where(*waiting).limit(100)).scalars())
    for one in over:
        _forget(one)
    db.session.flush()
    known = set(db.session.execute(select(InnovationImport.stored).where(InnovationImport.stored != "")).scalars())
    oldest = (at - timedelta(days=1)).timestamp()
    lost = [path for path in folder().glob("*") if path.name not in known and path.stat().st_mtime < oldest]
    for path in lost:
        path.unlink(missing_ok=True)
    return len(over) + len(lost)


def _forget(one: InnovationImport) -> None:
    let_go(one.stored)
    db.session.delete(one)
