"""Each worker's sign of life, for /readyz: one row for each process, gone when it ends or is found dead."""

from __future__ import annotations

import os
import socket
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from app.activity.models import Beat
from app.core.action import action
from app.core.clock import now
from app.extensions import db

EVERY = timedelta(seconds=10)
GONE, HANGS = timedelta(minutes=10), timedelta(hours=1)
"""After so long without a sign, a worker of another machine is not expected back; and what has the number of one here
is something else by now."""


def own_name() -> str:
    """This process among all workers: the machine (shortened) and the process number."""
    return f"{_machine()}-{os.getpid()}"


def _machine() -> str:
    return socket.gethostname()[:11]


def beat_if_due(actor: None) -> None:
    """A sign of life, every ten seconds."""
    last = db.session.get(Beat, own_name(), populate_existing=True)
    if last is None or now() - last.at >= EVERY:
        _beat(actor)


@action(silent="the worker's sign of life")
def _beat(actor: None) -> None:
    """And who is dead is forgotten: a worker that was killed and started again is no worker that hangs."""
    moment = now()
    statement = insert(Beat).values(name=own_name(), at=moment)
    db.session.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"at": moment}))
    for name, at in db.session.execute(select(Beat.name, Beat.at)).all():
        if not _may_live(name, moment - at):
            db.session.execute(delete(Beat).where(Beat.name == name))


@action(silent="the worker's sign of life")
def end_beat(actor: None) -> None:
    """This worker ends as it should."""
    db.session.execute(delete(Beat).where(Beat.name == own_name()))


def _may_live(name: str, silence: timedelta) -> bool:
    machine, _dash, number = name.rpartition("-")
    if machine != _machine() or os.name == "nt" or not number.isdecimal():
        return silence < GONE
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return silence < HANGS
