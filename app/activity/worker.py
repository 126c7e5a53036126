"""The worker: sends what actions left to be sent, does what only time does, and says that it lives (BEHAVIOURS N2)."""

from __future__ import annotations

import importlib
import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from flask import Flask

from app.activity.beats import beat_if_due, end_beat
from app.activity.channels.email import Channel, NotSent, channel
from app.activity.chores import do_chores
from app.activity.looking import look_when_asked
from app.activity.mail import Unusable, write
from app.activity.outbox import TRIES, Parcel, claim_mail, due_mails, open_parcel, postpone, settle
from app.core.clock import now
from app.extensions import db
from app.people.actions import note_refused_address

log = logging.getLogger("commonweave.worker")

REST = 1.5
CHORES_EVERY = timedelta(minutes=5)
LONG = (
    "activity.exporting.background.write_due",
    "innovations.background.import_due",
    "hosting.background.back_up_when_due",
)
"""What can take long: each is asked again and again, does the next one that is due, and says whether there was one."""


class StopEvent(Protocol):
    """A threading or multiprocessing Event."""

    def is_set(self) -> bool: ...
    def wait(self, timeout: float | None = None) -> bool: ...


def run_forever(app: Flask, stop_event: StopEvent) -> None:
    """Look after what is due every second or two until told to stop. Nothing that goes wrong ends it.

    What takes long and looks at the whole log have threads of their own, so that no mail waits for one."""
    for name in LONG:
        threading.Thread(target=keep_doing, args=(app, stop_event, name), name=name, daemon=True).start()
    threading.Thread(target=keep_looking, args=(app, stop_event), name="look", daemon=True).start()
    chores_at: datetime | None = None
    while not stop_event.is_set():
        try:
            with app.app_context():
                beat_if_due(None)
                if chores_at is None or now() >= chores_at:
                    chores_at = now() + CHORES_EVERY
                    do_chores()
            dealt, closed = _send_batch(app, stop_event)
        except Exception:
            log.exception("the worker stumbled")
            dealt, closed = 0, True
        stop_event.wait(0.05 if dealt and not closed else REST)
    with app.app_context():
        end_beat(None)


def keep_doing(app: Flask, stop_event: StopEvent, name: str) -> None:
    """Do one of LONG until told to stop. Nothing that goes wrong ends it."""
    do = _named(name)
    while not stop_event.is_set():
        try:
            done = do(app, stop_event)
        except Exception:
            log.exception("%s stumbled", name)
            done = 0
        stop_event.wait(0.05 if done else REST)


def _named(name: str) -> Callable[..., int]:
    module, _dot, function = name.rpartition(".")
    found: Callable[..., int] = getattr(importlib.import_module(f"app.{module}"), function)
    return found


def keep_looking(app: Flask, stop_event: StopEvent) -> None:
    """Look at the whole log whenever it is asked for."""
    while not stop_event.wait(REST * 2):
        try:
            look_when_asked(app)
        except Exception:
            log.exception("a look at the log stumbled")


def run_once(app: Flask) -> int:
    """Do the chores and everything that is due, and return how many mails were dealt with."""
    with app.app_context():
        beat_if_due(None)
        do_chores()
    for name in LONG:
        while _named(name)(app):
            pass
    look_when_asked(app)
    total, closed = 0, False
    while not closed:
        dealt, closed = _send_batch(app)
        total, closed = total + dealt, closed or not dealt
    return total


def send_due(app: Flask, stop_event: StopEvent | None = None) -> int:
    """A batch of due mails; how many were dealt with. Claimed one by one, so that workers share the work."""
    return _send_batch(app, stop_event)[0]


def _send_batch(app: Flask, stop_event: StopEvent | None = None) -> tuple[int, bool]:
    """How many mails were dealt with, and whether the way is closed: then the others wait, without a try lost."""
    dealt = 0
    with app.app_context():
        waiting = due_mails()
        if not waiting:
            return 0, False
        with channel(app.config["MAIL_URL"]) as way:
            for delivery_id, due_at in waiting:
                if stop_event is not None and stop_event.is_set():
                    break
                beat_if_due(None)
                if claim_mail(None, delivery_id, due_at):
                    dealt += 1
                    if not _deliver(app, way, delivery_id):
                        return dealt, True
    return dealt, False


def _deliver(app: Flask, way: Channel, delivery_id: int) -> bool:
    """Send one claimed mail and settle it. False when the way itself is closed: the rest of the batch can wait."""
    parcel = open_parcel(delivery_id)
    db.session.commit()
    if isinstance(parcel, str):
        settle(None, delivery_id, "skipped", parcel)
    elif parcel.attempts > TRIES:
        settle(None, delivery_id, "parked", "the worker ended each time it tried")
    else:
        return _try(app, way, parcel)
    return True


def _try(app: Flask, way: Channel, parcel: Parcel) -> bool:
    try:
        message = write(app, parcel)
        db.session.commit()
        if message is not None:
            way.send(message)
    except Unusable as wrong:
        settle(None, parcel.delivery_id, "parked", str(wrong))
    except NotSent as wrong:
        log.warning("mail %s, try %s: %s", parcel.delivery_id, parcel.attempts, " ".join(str(wrong).split()))
        if wrong.final:
            settle(None, parcel.delivery_id, "parked", str(wrong))
            if wrong.nobody and parcel.person_id:
                note_refused_address(None, parcel.person_id, parcel.address, str(wrong))
        else:
            postpone(None, parcel.delivery_id, parcel.attempts, str(wrong))
        return not wrong.everywhere
    except Exception as wrong:
        log.exception("mail %s cannot be written", parcel.delivery_id)
        postpone(None, parcel.delivery_id, parcel.attempts, f"{type(wrong).__name__}: {wrong}")
    else:
        settled = ("sent", "") if message is not None else ("skipped", "it is no longer of use")
        settle(None, parcel.delivery_id, *settled)
    return True
