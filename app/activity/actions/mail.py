"""The care for mails that could not be sent; nothing of it is an event."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from app.activity.models import Delivery
from app.activity.rules import may_care_for_mail
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, require
from app.extensions import db


@action(silent="the log of mail says what became of each letter")
def try_mail_again(actor: Actor, delivery: Delivery) -> Delivery:
    """A parked mail is due again, with a fresh count of tries and the same Message-ID."""
    require(may_care_for_mail(actor))
    if delivery.state == "parked":
        delivery.state, delivery.attempts, delivery.due_at = "queued", 0, now()
    return delivery


@action(silent="the log of mail says what became of each letter")
def drop_mail(actor: Actor, delivery: Delivery) -> Delivery:
    """A parked mail is given up."""
    require(may_care_for_mail(actor))
    if delivery.state == "parked":
        delivery.state, delivery.done_at = "skipped", now()
    return delivery


@action(silent="the log of mail says what became of each letter")
def try_all_mails_again(actor: Actor) -> int:
    """The same for all that could not be sent; how many."""
    require(may_care_for_mail(actor))
    return _move_parked(state="queued", attempts=0, due_at=now())


@action(silent="the log of mail says what became of each letter")
def drop_all_mails(actor: Actor) -> int:
    """All that could not be sent is given up; how many."""
    require(may_care_for_mail(actor))
    return _move_parked(state="skipped", done_at=now())


def _move_parked(**values: Any) -> int:
    parked = Delivery.channel == "email", Delivery.state == "parked"
    moved = update(Delivery).where(*parked).values(**values).returning(Delivery.id)
    return len(db.session.execute(moved.execution_options(synchronize_session=False)).all())
