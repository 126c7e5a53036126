"""What people choose to be told by mail, and the care for mails that could not be sent; nothing of it is an event."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete

from app.activity.letters import SWITCHES
from app.activity.models import Delivery, MailPreference
from app.activity.rules import may_care_for_mail
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, require
from app.extensions import db


@action
def choose_mail(actor: Actor, wanted: Collection[str], kinds: Collection[str]) -> None:
    """Of these kinds, mail at once for the wanted ones only."""
    db.session.execute(
        delete(MailPreference).where(MailPreference.person_id == actor.id, MailPreference.verb.in_(kinds))
    )
    db.session.add_all(MailPreference(person_id=actor.id, verb=verb) for verb in sorted(set(kinds) - set(wanted)))


@action
def unsubscribe(actor: Actor | None, person_id: str, verb: str) -> None:
    """No more mail at once for this kind; who holds the link of the mail may say so without signing in (N3)."""
    if verb in SWITCHES:
        SWITCHES[verb].off(person_id)
    elif db.session.get(MailPreference, (person_id, verb)) is None:
        db.session.add(MailPreference(person_id=person_id, verb=verb))


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
