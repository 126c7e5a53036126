"""What the worker does with a list: it has it as long as its lease, and only the try that has it changes it. So of
several workers one takes it in, and what a killed one began another begins anew: nothing of it was written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, insert, select

from app.activity.facts import Ref
from app.activity.record import nudge
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, Refused, require
from app.extensions import db
from app.importing.outcome import STATES, Outcome, Read
from app.innovations.actions.imports import plan, write_planned
from app.innovations.actions.writing import Written
from app.innovations.models import ImportedRow, InnovationImport
from app.innovations.queries.arriving import WAITING, due_import
from app.innovations.rows import Row
from app.innovations.rules import may_import_innovations
from app.innovations.uploads import let_go

LEASE = timedelta(minutes=5)
"""Longer than the longest list takes from one sign of life to the next."""
TRIES = 4


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
    return _changed(id, attempt, rows_done=done, rows_all=max(of, done), leased_until=now() + LEASE)


@action(silent="nothing is taken in yet; the import is told when it is")
def keep_looked(actor: None, id: str, attempt: int, outcomes: Sequence[Outcome], lines: int) -> bool:
    """It is looked through: what would become of each line waits for the yes."""
    if not _changed(
        id, attempt, state="ready", rows_done=lines, rows_all=lines, leased_until=None, **_counts(outcomes)
    ):
        return False
    _keep_rows(id, outcomes, {})
    return True


@action(silent="the list that was taken in is told")
def take_import(actor: Actor, id: str, attempt: int, reads: Sequence[Read[Row]], lines: int) -> bool:
    """Take it in, all at once. What is here may have changed since it was looked through: it is planned anew, and where
    a line cannot be taken after all, nothing is. False: this try no longer has the import."""
    require(may_import_innovations(actor))
    one = _mine(id, attempt)
    if one is None:
        return False
    planned = plan(reads, one.public)
    if not one.skip_bad and any(each.state == "refused" for each in planned):
        raise Refused(_("There are lines now that cannot be taken. Look through the list again."))
    outcomes = [each.outcome for each in planned]
    written = _write(actor, one, planned)
    _keep_rows(id, outcomes, written)
    let_go(one.stored)
    told = {"stored": "", "ended_at": now(), "leased_until": None, "rows_done": lines, "rows_all": lines}
    return _changed(id, attempt, state="done", **told, **_counts(outcomes))


@action
def _write(actor: Actor, one: InnovationImport, planned: Any) -> dict[int, Written]:
    return write_planned(planned, actor, Ref("list", one.id, one.name), one.public)


@action(silent="it failed for whoever brought it, and the page of the import says so")
def fail_import(actor: None, id: str, attempt: int, why: str) -> None:
    """It cannot be read or taken in. `why` is a sentence for people; empty: it never came to its end."""
    _changed(id, attempt, state="failed", error=why[:300], leased_until=None)


@action(silent="the worker stops; another goes on")
def let_import_wait(actor: None, id: str, attempt: int, later: timedelta) -> None:
    """Not now: it is begun anew so much later."""
    _changed(id, attempt, leased_until=now() + later)


def _mine(id: str, attempt: int) -> InnovationImport | None:
    query = select(InnovationImport).where(InnovationImport.id == id, InnovationImport.attempts == attempt)
    return db.session.execute(query.where(InnovationImport.state.in_(WAITING))).scalar_one_or_none()


def _changed(id: str, attempt: int, **values: Any) -> bool:
    """Do it, if this try still has the import; whether it has. The page of whoever brought it follows."""
    one = _mine(id, attempt)
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
    db.session.execute(delete(ImportedRow).where(ImportedRow.import_id == id))
    rows = [
        {
            "import_id": id, "line": each.line, "name": each.name[:200], "outcome": each.state,
            "notes": [[told.code, dict(told.values)] for told in each.notes],
            "innovation_id": written[each.line].id if each.line in written else None,
            "before": written[each.line].before() if each.line in written else None,
        }
        for each in outcomes
    ]  # fmt: skip
    if rows:
        db.session.execute(insert(ImportedRow), rows)
