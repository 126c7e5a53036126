"""Lists on their way in and out, read by the worker beside its mail: looked through, taken in, taken out again; carried
on by another one when it is killed."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Protocol

from flask import Flask
from flask_babel import gettext as _

from app.core.rules import Actor, NotAllowed, Refused
from app.extensions import db
from app.importing.headers import headed
from app.importing.outcome import Read
from app.importing.reading import Line, Unreadable, read
from app.importing.words import of_file
from app.innovations.actions.imports import plan
from app.innovations.actions.undoing import end_undo, undo_some
from app.innovations.actions.working import (
    SLICE,
    claim_import,
    end_import,
    fail_import,
    keep_looked,
    let_import_wait,
    note_import,
    take_some,
)
from app.innovations.headings import mapping_of
from app.innovations.models import InnovationImport
from app.innovations.rows import FIELDS, Row, read_rows
from app.innovations.uploads import path_of
from app.people.queries import person_here
from app.web.language import written_for

log = logging.getLogger("commonweave.worker")

STEP = 500
"""Lines between two signs of life."""
LATER = timedelta(seconds=20)


class StopEvent(Protocol):
    """A threading or multiprocessing Event."""

    def is_set(self) -> bool: ...


class Ended(Exception):
    """It is not to be carried on by this try. `later`: when to begin anew; never when it is None."""

    def __init__(self, later: timedelta | None = None) -> None:
        super().__init__()
        self.later = later


def import_due(app: Flask, stop_event: StopEvent | None = None) -> int:
    """Do the next step of the next list that is due; how many were done, one or none."""
    with app.app_context():
        one = claim_import(None)
        if one is None:
            return 0
        id, attempt = one.id, one.attempts
        try:
            _step(one, stop_event)
        except Ended as ended:
            if ended.later is not None:
                let_import_wait(None, id, attempt, ended.later)
        except Exception:
            log.exception("the import %s stumbled", id)
            db.session.rollback()
            let_import_wait(None, id, attempt, LATER)
        return 1


def _step(one: InnovationImport, stop_event: StopEvent | None) -> None:
    """Look through it, take it in or out, in the language of whoever asked for it."""
    id, attempt = one.id, one.attempts
    owner = person_here(one.person_id or "")
    if owner is None:
        return fail_import(None, id, attempt, "")
    with written_for(owner.locale, owner.timezone):
        try:
            {"looking": _look, "running": _take, "undoing": _undo}[one.state](owner, one, stop_event)
        except Unreadable as problem:
            fail_import(None, id, attempt, of_file(problem))
        except (NotAllowed, Refused) as problem:
            fail_import(None, id, attempt, str(problem.reason))


def _look(_owner: Actor, one: InnovationImport, stop_event: StopEvent | None) -> None:
    reads, lines = _read(one, stop_event)
    keep_looked(None, one.id, one.attempts, [each.outcome for each in plan(reads, one.public)], lines)


def _take(owner: Actor, one: InnovationImport, stop_event: StopEvent | None) -> None:
    """What is here may have changed since it was looked through: it is planned anew, and where a line cannot be taken
    after all, nothing is. The last lines first, so that the list's first row is the first on the page."""
    id, attempt = one.id, one.attempts
    reads, lines = _read(one, stop_event)
    planned = sorted(plan(reads, one.public), key=lambda each: each.read.line)
    if not one.skip_bad and any(each.state == "refused" for each in planned):
        raise Refused(_("There are lines now that cannot be taken. Look through the list again."))
    for start in reversed(range(0, len(planned), SLICE)):
        _go_on(stop_event)
        if not take_some(owner, id, attempt, planned[start : start + SLICE], lines - start // 2):
            raise Ended()
    end_import(owner, id, attempt)


def _undo(owner: Actor, one: InnovationImport, stop_event: StopEvent | None) -> None:
    id, attempt = one.id, one.attempts
    while undo_some(owner, id, attempt):
        _go_on(stop_event)
    end_undo(owner, id, attempt)


def _go_on(stop_event: StopEvent | None) -> None:
    if stop_event is not None and stop_event.is_set():
        raise Ended(timedelta(0))


def _read(one: InnovationImport, stop_event: StopEvent | None) -> tuple[list[Read[Row]], int]:
    """Every line, and how many there are; with a sign of life now and then."""
    counted = _Counted(one, stop_event)
    columns = dict(one.columns)
    table = headed(read(path_of(one.stored)), FIELDS)
    counted.of = len(table.lines)
    reads, _columns = read_rows(table, mapping_of(table, columns), counted.through)
    return reads, counted.of


class _Counted:
    """Counts lines while they pass; at each STEP says so, and asks whether to go on."""

    def __init__(self, one: InnovationImport, stop_event: StopEvent | None) -> None:
        self.id, self.attempt, self.stop_event, self.of = one.id, one.attempts, stop_event, 0
        self.share = 2 if one.state == "running" else 1  # reading is half the way of taking in

    def through(self, lines: Iterable[Line]) -> Iterator[Line]:
        """The same lines."""
        for number, line in enumerate(lines):
            if number % STEP == 0:
                self._say(number)
            yield line

    def _say(self, done: int) -> None:
        _go_on(self.stop_event)
        if not note_import(None, self.id, self.attempt, done // self.share, self.of):
            raise Ended()
