"""The care for mails that could not be sent; nothing of it is an event."""

from __future__ import annotations

from app.activity.models import Delivery
from app.activity.rules import may_care_for_mail
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, require


@action
def try_mail_again(actor: Actor, delivery: Delivery) -> Delivery:
    """A parked mail is due again, with a fresh count of tries and the same Message-ID."""
    require(may_care_for_mail(actor))
    if delivery.state == "parked":
        delivery.state, delivery.attempts, delivery.due_at = "queued", 0, now()
    return delivery


@action
def drop_mail(actor: Actor, delivery: Delivery) -> Delivery:
    """A parked mail is given up."""
    require(may_care_for_mail(actor))
    if delivery.state == "parked":
        delivery.state, delivery.done_at = "skipped", now()
    return delivery
