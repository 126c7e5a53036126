"""What people do with their inbox and their mail settings; nothing of it is an event."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, select, update
from sqlalchemy.sql.elements import ColumnElement

from app.activity.letters import SWITCHES
from app.activity.models import Delivery, Event, MailPreference
from app.activity.record import nudge
from app.activity.rules import may_care_for_mail
from app.core.action import action
from app.core.clock import now
from app.core.rules import Actor, require
from app.extensions import db


@action
def mark_read(actor: Actor, event_id: int) -> None:
    """The person has seen this entry of their inbox."""
    _read(actor, Delivery.event_id == event_id)


@action
def mark_all_read(actor: Actor, up_to: int) -> None:
    """The person has seen the inbox as it was on their page; what came since stays new."""
    _read(actor, Delivery.event_id <= up_to)


@action
def read_about(actor: Actor, kind: str, ref: str) -> None:
    """The person has dealt with this thing: its inbox entries are no longer new. For actions of other slices."""
    about = select(Event.id).where(Event.object_kind == kind, Event.object_id == ref)
    _read(actor, Delivery.event_id.in_(about))


def _read(actor: Actor, which: ColumnElement[bool]) -> None:
    changed = db.session.execute(
        update(Delivery)
        .where(Delivery.person_id == actor.id, Delivery.channel == "inbox", Delivery.state == "unread", which)
        .values(state="read", done_at=now())
        .returning(Delivery.id)
        .execution_options(synchronize_session=False)
    ).all()
    if changed:
        nudge([actor.id], "inbox")


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
