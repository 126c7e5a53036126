"""What the worker does with a list: it has it as long as its lease, and only the try that has it changes it. So of
several workers one takes it in, and what a killed one began another carries on: lines are written SLICE at a time,
those together or not at all, so that nobody else who writes waits long."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, insert, select, update

from app.activity.facts import Ref
from app.activity.record import nudge, record
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, require
from app.extensions import db
from app.importing.outcome import STATES, Outcome
from app.innovations.actions.imports import Planned, planned_again, write_planned
from app.innovations.actions.writing import BATCH, Written
from app.innovations.events import InnovationsImported
from app.innovations.models import ImportedRow, InnovationImport
from app.innovations.queries.arriving import WAITING, count_outcomes, due_import, was_written
from app.innovations.rules import may_import_innovations
from app.innovations.uploads import let_go

LEASE = timedelta(minutes=5)
"""Longer than the longest list takes from one sign of life to the next."""
TRIES = 4
SLICE = 2000
"""So many lines are written, or taken out, in one transaction."""


@action(silent="the worker takes its turn; the import is told when it is done")
def claim_import(actor: None) -> InnovationImport | None:
    """The next one that is due, for LEASE, or None. One that was tried too often has failed."""
    one = due_import()
    if one is None:
        return None
    if one.attempts >= TRIES:
        fail_import(actor, one.id, one.attempts, "")
        return claim_import(actor)
    one.attempts, one.rows_done, one.leased_until = one.attempts + 1, 0, now() + LEASE
    return one


@action(silent="a count on the way; the import is told when it is done")
def note_import(actor: None, id: str, attempt: int, done: int, of: int) -> bool:
    """So many lines are read; the lease begins anew. False: this try no longer has the import."""
    return changed(id, attempt, rows_done=done, rows_all=max(of, done), leased_until=now() + LEASE)


@action(silent="nothing is taken in yet; the import is told when it is")
def keep_looked(actor: None, id: str, attempt: int, outcomes: Sequence[Outcome], lines: int) -> bool:
    """It is looked through: what would become of each line waits for the yes."""
    if not changed(id, attempt, state="ready", rows_done=lines, rows_all=lines, leased_until=None, **_counts(outcomes)):
        return False
    db.session.execute(delete(ImportedRow).where(ImportedRow.import_id == id))
    _keep_rows(id, outcomes, {})
    return True


@action
def take_some(actor: Actor, id: str, attempt: int, planned: Sequence[Planned], done: int) -> bool:
    """Take these lines in, all of them or none, by what is here now; `done` are at their end with them. Those that an
    earlier try took in stay. False: this try no longer has the import. A long list is told in several parts."""
    require(may_import_innovations(actor))
    one = mine(id, attempt)
    if one is None:
        return False
    if planned and not was_written(id, planned[0].read.line, planned[-1].read.line):
        again = planned_again(planned, one.public)
        written = write_planned(again, actor, one.public)
        _keep_rows(id, [each.outcome for each in again], written)
        taken = sum(each.state == "taken" for each in again)
        if written:
            source = Ref("list", one.id, one.name)
            record(actor, InnovationsImported(source, taken=taken, updated=len(written) - taken))
    return changed(id, attempt, rows_done=done, leased_until=now() + LEASE)


@action(silent="what was taken in is told already")
def end_import(actor: Actor, id: str, attempt: int) -> bool:
    """All of it is taken in."""
    require(may_import_innovations(actor))
    one = mine(id, attempt)
    if one is None:
        return False
    _close(one)
    return True


def _close(one: InnovationImport, error: str = "") -> None:
    counts = dict.fromkeys(map(str, STATES), 0) | count_outcomes(one.id)
    let_go(one.stored)
    told = {"stored": "", "ended_at": now(), "leased_until": None, "rows_done": one.rows_all, "error": error}
    changed(one.id, one.attempts, state="done", **told, **counts)


@action(silent="it failed for whoever brought it, and the page of the import says so")
def fail_import(actor: None, id: str, attempt: int, why: str) -> None:
    """It cannot be read or taken in. `why` is a sentence for people; empty: it never came to its end. What was taken in
    by then stays, and can be undone; so does what was not yet taken out."""
    one = mine(id, attempt)
    why = (why or _("It was begun several times and never came to its end."))[:300]
    if one is not None and one.state == "undoing":
        changed(id, attempt, state="done", error=why, leased_until=None)
    elif one is not None and one.state == "running" and was_written(id):
        left = ImportedRow.import_id == id, ImportedRow.outcome.in_(("taken", "updated"))
        db.session.execute(
            update(ImportedRow).where(*left, ImportedRow.innovation_id.is_(None)).values(outcome="refused")
        )
        _close(one, why)
    else:
        changed(id, attempt, state="failed", error=why, leased_until=None)


@action(silent="the worker stops; another goes on")
def let_import_wait(actor: None, id: str, attempt: int, later: timedelta) -> None:
    """Not now: it is begun anew so much later."""
    changed(id, attempt, leased_until=now() + later)


def mine(id: str, attempt: int) -> InnovationImport | None:
    """The import, if this try has it. Part of an action."""
    query = select(InnovationImport).where(InnovationImport.id == id, InnovationImport.attempts == attempt)
    return db.session.execute(query.where(InnovationImport.state.in_(WAITING))).scalar_one_or_none()


def changed(id: str, attempt: int, **values: Any) -> bool:
    """Do it, if this try still has the import; whether it has. The page of whoever brought it follows. Part of an
    action."""
    one = mine(id, attempt)
    if one is None:
        return False
    for name, value in values.items():
        setattr(one, name, value)
    db.session.flush()
    if one.person_id:
        nudge([one.person_id], "work")
    return True


def _counts(outcomes: Sequence[Outcome]) -> dict[str, int]:
    counts = dict.fromkeys(STATES, 0)
    for outcome in outcomes:
        counts[outcome.state] += 1
    return {str(state): number for state, number in counts.items()}


def _keep_rows(id: str, outcomes: Sequence[Outcome], written: dict[int, Written]) -> None:
    """What became of these lines, in the place of what was to become of them."""
    for start in range(0, len(outcomes), BATCH):
        some = outcomes[start : start + BATCH]
        gone = ImportedRow.import_id == id, ImportedRow.line.in_([each.line for each in some])
        db.session.execute(delete(ImportedRow).where(*gone))
        db.session.execute(insert(ImportedRow), [_kept(id, each, written.get(each.line)) for each in some])


def _kept(id: str, outcome: Outcome, written: Written | None) -> dict[str, Any]:
    return {
        "import_id": id, "line": outcome.line, "name": outcome.name[:200], "outcome": outcome.state,
        "notes": [[told.code, dict(told.values)] for told in outcome.notes],
        "innovation_id": written.id if written else None, "before": written.before() if written else None,
    }  # fmt: skip
