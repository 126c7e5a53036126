"""What only time does: deliveries confirmed by silence, requests that expire, traces that need not be kept."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from inspect import signature
from typing import Any

from sqlalchemy import delete

from app.activity.actions import wake_snoozed
from app.activity.outbox import skip_stale
from app.core.action import DoneForm, action
from app.core.clock import now
from app.extensions import db

log = logging.getLogger("commonweave.worker")

CHORES = (
    "activity.heads.keep_head",
    "people.actions.forget_expired",
    "people.actions.carry_out_erasures",
    "mentoring.actions.remind_mentors",
    "mentoring.actions.expire_requests",
    "mentoring.actions.expire_holds",
    "mentoring.actions.settle_seats",
    "mentoring.actions.return_mentors",
    "measuring.actions.open_by_calendar",
    "measuring.actions.remind_reports",
    "offers.actions.confirm_silent_deliveries",
    "offers.actions.expire_unanswered_claims",
    "offers.actions.tell_saved_searches",
    "offers.actions.nudge_owners",
    "files.keeping.sweep",
    "core.search.let_words_go",
    "activity.actions.sweep_exports",
    "innovations.actions.sweep_imports",
    "innovations.actions.forget_contacts",
    "activity.digests.send_digests",
)
"""Called every few minutes (with the moment, when they take it); each does nothing when nothing is due."""
KEEP_FORMS = timedelta(days=7)


def do_chores() -> None:
    """All of them; one that fails does not keep the others from being done."""
    chores: list[Callable[[], Any]] = [
        partial(forget_done_forms, None),
        partial(skip_stale, None),
        partial(wake_snoozed, None),
        *_chores(),
    ]
    for chore in chores:
        try:
            chore()
        except Exception:
            log.exception("a chore failed")
            db.session.rollback()


def _chores() -> Iterator[Callable[[], Any]]:
    for name in CHORES:
        module, _dot, function = name.rpartition(".")
        try:
            found = getattr(importlib.import_module(f"app.{module}"), function)
        except (ModuleNotFoundError, AttributeError):
            continue
        yield partial(found, now()) if signature(found).parameters else found


@action(silent="housekeeping of forms that were answered")
def forget_done_forms(actor: None) -> None:
    """A form is not resent a week later."""
    db.session.execute(delete(DoneForm).where(DoneForm.created_at < now() - KEEP_FORMS))
