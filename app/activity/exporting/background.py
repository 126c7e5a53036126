"""Long exports, written by the worker beside its mail: begun, carried on, finished, or begun anew by another one."""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any, Protocol
from urllib.parse import parse_qsl

from flask import Flask
from werkzeug.datastructures import MultiDict

from app.activity.actions.exports import claim_export, finish_export, give_up_export, note_progress
from app.activity.exporting.files import write_file
from app.activity.exporting.telling import Told, told_log
from app.activity.forms import read_filters
from app.activity.models import LogExport
from app.activity.queries.exports import count_exactly, folder
from app.core.rules import Actor
from app.extensions import db
from app.people.links import external
from app.people.queries import cluster, person_here
from app.web.language import written_for

log = logging.getLogger("commonweave.worker")

STEP = 5_000
"""Entries between two signs of life."""
LATER = timedelta(minutes=1)


class Ended(Exception):
    """It is not to be carried on now: the worker stops, its owner left, or another worker has it. `later`: when to
    begin anew; never when it is None."""

    def __init__(self, why: str, later: timedelta | None = None) -> None:
        super().__init__(why)
        self.later = later


class StopEvent(Protocol):
    """A threading or multiprocessing Event."""

    def is_set(self) -> bool: ...
    def wait(self, timeout: float | None = None) -> bool: ...


def write_due(app: Flask, stop_event: StopEvent | None = None) -> int:
    """Write the next export that is due; how many were written, one or none."""
    with app.app_context():
        export = claim_export(None)
        if export is None:
            return 0
        id, attempt = export.id, export.attempts
        try:
            _write(export, stop_event)
        except Ended as ended:
            give_up_export(None, id, attempt, str(ended), ended.later)
        except Exception as wrong:
            log.exception("export %s cannot be written", id)
            db.session.rollback()
            give_up_export(None, id, attempt, type(wrong).__name__, LATER)
        return 1


def _write(export: LogExport, stop_event: StopEvent | None) -> None:
    """Into a file of its own, which becomes the export's only when all of it is there."""
    owner = person_here(export.person_id)
    if owner is None:
        raise Ended("its owner is not here")
    stored = f"{secrets.token_hex(20)}.{export.format}"
    for place in (folder().parent, folder()):
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder() / stored
    try:
        with written_for(export.locale, export.timezone):
            rows = _fill(export, owner, path, stop_event)
        if finish_export(None, export.id, export.attempts, stored, path.stat().st_size, rows):
            return
        raise Ended("another worker has it")
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _fill(export: LogExport, owner: Actor, path: Any, stop_event: StopEvent | None) -> int:
    asked: MultiDict[str, str] = MultiDict(parse_qsl(export.query))
    filters, _wrong = read_filters(asked, owner)
    counted = _Counted(export, count_exactly(owner, filters), stop_event)
    entries = counted.through(told_log(owner, filters))
    here = external("activity.index") + (f"?{export.query}" if export.query else "")
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        write_file(export.format, entries, here, cluster().name, out)
        out.flush()
        os.fsync(out.fileno())
    return counted.done


class _Counted:
    """Counts entries while they pass; at each STEP says so, and asks whether to go on."""

    def __init__(self, export: LogExport, of: int, stop_event: StopEvent | None) -> None:
        self.id, self.attempt, self.owner = export.id, export.attempts, export.person_id
        self.of, self.stop_event, self.done = of, stop_event, 0
        self._say()

    def through(self, entries: Iterable[Told]) -> Iterator[Told]:
        """The same entries."""
        for entry in entries:
            self.done += 1
            if self.done % STEP == 0:
                self._say()
            yield entry
        self._say()

    def _say(self) -> None:
        if self.stop_event is not None and self.stop_event.is_set():
            raise Ended("the worker was stopped", timedelta(0))
        if person_here(self.owner) is None:
            raise Ended("its owner is not here")
        if not note_progress(None, self.id, self.attempt, self.done, self.of):
            raise Ended("another worker has it")
