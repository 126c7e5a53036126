"""What only time does: deliveries confirmed by silence, requests that expire, traces that need not be kept."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from inspect import signature
from typing import Any

from sqlalchemy import delete, or_, select, update

from app.activity.actions import wake_snoozed
from app.activity.models import KEEP_DELIVERIES, Delivery
from app.activity.outbox import skip_stale
from app.core.action import DoneForm, action
from app.core.clock import now
from app.extensions import db

log = logging.getLogger("commonweave.worker")

CHORES = (
    "activity.heads.keep_head",
    "activity.chores.forget_deliveries",
    "people.actions.forget_expired",
    "people.actions.carry_out_erasures",
    "people.actions.care_for_inactive",
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


@action(silent="what was sent and read long ago; the log keeps what it told")
def forget_deliveries(at: datetime) -> int:
    """Mails that are settled and entries of inboxes that are read, ninety days later: so many at a time that nobody who
    writes waits. How many."""
    settled = or_(
        Delivery.channel.in_(("email", "digest")) & Delivery.state.in_(("sent", "skipped", "bundled")),
        (Delivery.channel == "inbox") & Delivery.state.in_(("read", "done")),
    )
    bundles = select(Delivery.bundle_id).where(Delivery.bundle_id.is_not(None), Delivery.due_at >= at - KEEP_DELIVERIES)
    old = select(Delivery.id).where(settled, Delivery.due_at < at - KEEP_DELIVERIES, Delivery.id.not_in(bundles))
    some = list(db.session.execute(old.order_by(Delivery.bundle_id.is_(None), Delivery.id).limit(2000)).scalars())
    db.session.execute(update(Delivery).where(Delivery.bundle_id.in_(some)).values(bundle_id=None))
    db.session.execute(delete(Delivery).where(Delivery.id.in_(some)))
    return len(some)


@action(silent="housekeeping of forms that were answered")
def forget_done_forms(actor: None) -> None:
    """A form is not resent a week later."""
    db.session.execute(delete(DoneForm).where(DoneForm.created_at < now() - KEEP_FORMS))
