"""How the site is, in words for animators: what a person who does not look into logs can see and pass on.

Cheap: nothing is read through. `commonweave doctor` looks deeper.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask import current_app
from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _
from sqlalchemy import func, select

from app.activity.models import Beat, Delivery
from app.core.clock import now
from app.extensions import db
from app.hosting.backups.noted import last_outcome, newest_made, unsafe_since
from app.hosting.doctor import ROOM
from app.hosting.queries import backup_folder
from app.hosting.schema import database_file, newest_revision
from app.web.faults import Fault, faults_of_the_day
from app.web.jinja import in_full

BEAT = timedelta(seconds=90)
WAITS_LONG = timedelta(minutes=15)


@dataclass(frozen=True)
class State:
    """One thing: its name, how it is in words, whether that is well, and what to do when not."""

    name: str
    words: str
    well: bool = True
    remedy: str = ""


def states() -> list[State]:
    """All of them, the worst first."""
    return sorted([_disk(), _worker(), *_mail(), _backups(), *_database(), _faults()], key=lambda one: one.well)


def _mb(number: int) -> str:
    return _("%(number)s MB", number=format_decimal(number // 1024**2))


def _disk() -> State:
    free = shutil.disk_usage(current_app.config["INSTANCE"]).free
    remedy = _("Ask whoever hosts the site to make room: when the disk is full, nothing can be written.")
    return State(_("Disk"), _("%(size)s free", size=_mb(free)), free >= ROOM, remedy)


def _worker() -> State:
    seen = db.session.execute(select(func.max(Beat.at))).scalar_one()
    if seen is None or seen < now() - BEAT:
        remedy = _("No mail is sent and no backup made. Ask whoever hosts the site to start it again.")
        words = _("no sign of life since %(when)s", when=in_full(seen)) if seen else _("not running")
        return State(_("Worker"), words, False, remedy)
    return State(_("Worker"), _("running"))


def _mail() -> Iterator[State]:
    counted = select(
        func.count().filter(Delivery.state == "queued", Delivery.due_at < now() - WAITS_LONG),
        func.count().filter(Delivery.state == "parked"),
        func.max(Delivery.done_at).filter(Delivery.state == "sent"),
    ).where(Delivery.channel == "email", Delivery.state.in_(("queued", "parked", "sent")))
    recent = counted.where(Delivery.id > select(func.coalesce(func.max(Delivery.id), 0) - 20_000).scalar_subquery())
    waiting, parked, sent = db.session.execute(recent).one()
    if current_app.config["MAIL_URL"].startswith("file:"):
        remedy = _("Ask whoever hosts the site to name a mail server (MAIL_URL).")
        yield State(_("Mail"), _("written to files: nobody gets any"), False, remedy)
        return
    last = in_full(sent) if sent else _("never")
    words = _(
        "%(waiting)s waiting, %(parked)s given up, the last sent: %(last)s", waiting=waiting, parked=parked, last=last
    )
    yield State(
        _("Mail"), words, not waiting and not parked, _("See the mail log: it says what the mail server answered.")
    )


def _backups() -> State:
    folder = backup_folder()
    newest, outcome = newest_made(folder), last_outcome(folder)
    words = in_full(newest) if newest else _("none yet")
    well = unsafe_since(folder) is None and not (outcome and (outcome.wrong or outcome.copy_wrong))
    return State(_("Last backup"), words, well, _("See the page of backups: it says what went wrong."))


def _database() -> Iterator[State]:
    file = database_file(current_app._get_current_object())  # type: ignore[attr-defined]
    if file:
        size = sum(path.stat().st_size for path in (file, Path(f"{file}-wal")) if path.exists())
        yield State(_("Database"), _("%(size)s, schema %(name)s", size=_mb(size), name=newest_revision()))


def _faults() -> State:
    many = len(faults_of_the_day())
    words = ngettext("%(num)s in the last day", "%(num)s in the last day", many)
    return State(_("Errors"), words, not many, _("Pass the references below on to whoever hosts the site."))


def faults() -> list[Fault]:
    """For the page: the newest twenty."""
    return faults_of_the_day()[:20]
