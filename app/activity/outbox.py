"""The queue of mails: claimed by a conditional update, looked at again, settled (BEHAVIOURS N2).

A claim pushes `due_at` into the future: that is the lease. A worker that is killed between claiming and settling leaves
a mail that is due again when the lease ends, with the Message-ID it already has.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import select, update

from app.activity.facts import FACTS
from app.activity.letters import SWITCHES
from app.activity.models import Delivery, Event
from app.activity.queries import Person, addressed_to, notice_settings, way_of
from app.activity.ways import AT_ONCE
from app.core.action import action
from app.core.clock import now
from app.core.models import new_id
from app.extensions import db
from app.people.queries import cluster

LEASE = timedelta(minutes=5)
TRIES = 8
FIRST_PAUSE = timedelta(minutes=1)
STALE = timedelta(days=4)
"""A sentence this old is no news: a worker that was down does not send it. Letters carry their own end."""


@dataclass(frozen=True)
class Parcel:
    """A claimed mail and everything needed to write it."""

    delivery_id: int
    attempts: int
    message_id: str
    letter: str
    person_id: str | None
    address: str
    name: str
    role: str
    locale: str
    zone: str
    verb: str
    at: datetime
    facts: dict[str, Any]
    object_kind: str
    object_id: str


def due_mails(limit: int = 20) -> list[tuple[int, datetime]]:
    """What is due now, longest waiting first, as (id, due_at)."""
    query = (
        select(Delivery.id, Delivery.due_at)
        .where(Delivery.channel == "email", Delivery.state == "queued", Delivery.due_at <= now())
        .order_by(Delivery.due_at, Delivery.id)
        .limit(limit)
    )
    found = [(id_, due_at) for id_, due_at in db.session.execute(query)]
    db.session.commit()
    return found


@action(silent="a letter on its way; the log of mail says what became of it")
def claim_mail(actor: None, delivery_id: int, due_at: datetime) -> bool:
    """Take this mail for the length of the lease. False when another worker was first."""
    mine = db.session.execute(
        update(Delivery)
        .where(Delivery.id == delivery_id, Delivery.state == "queued", Delivery.due_at == due_at)
        .values(due_at=now() + LEASE, attempts=Delivery.attempts + 1)
        .returning(Delivery.id)
        .execution_options(synchronize_session=False)
    ).first()
    if mine is None:
        return False
    db.session.execute(
        update(Delivery)
        .where(Delivery.id == delivery_id, Delivery.message_id == "")
        .values(message_id=_message_id())
        .execution_options(synchronize_session=False)
    )
    return True


def _message_id() -> str:
    return f"<{new_id()}@{urlsplit(current_app.config['BASE_URL']).hostname or 'localhost'}>"


def open_parcel(delivery_id: int) -> Parcel | str:
    """The claimed mail, or why it is not to be sent any more."""
    row = db.session.execute(
        select(Delivery, Event, Person)
        .join(Event, Event.id == Delivery.event_id)
        .outerjoin(Person, Person.id == Delivery.person_id)
        .where(Delivery.id == delivery_id)
        .execution_options(populate_existing=True)
    ).one()
    delivery, event, person = row
    if reason := _not_any_more(delivery, event, person):
        return reason
    home = cluster()
    return Parcel(
        delivery.id, delivery.attempts, delivery.message_id, delivery.letter, delivery.person_id,
        delivery.address or (person.email if person else "") or "",
        person.name if person else "", person.role if person else "",
        (person.locale if person else "") or next(iter(home.languages or ["en"])),
        (person.timezone if person else "") or home.timezone,
        event.verb, event.at, event.facts, event.object_kind, event.object_id,
    )  # fmt: skip


def _not_any_more(delivery: Delivery, event: Event, person: Person | None) -> str:
    """Looked at again just before sending: much can have changed since the action."""
    if delivery.person_id and (person is None or person.state != "active"):
        return "the person is not active"
    if not (delivery.address or (person and person.email)):
        return "there is no address"
    if person and person.mail_refused_at and not delivery.address:
        return "the address was refused before"
    if person is None or (delivery.letter and template_of(delivery.letter) not in SWITCHES):
        return ""
    if notice_settings(person.id).quiet:
        return "the person wants quiet"
    return "" if delivery.letter else _no_news(delivery, event, person)


def _no_news(delivery: Delivery, event: Event, person: Person) -> str:
    """Why a sentence is of no use to them any more."""
    if now() - event.at > STALE:
        return "it is no longer news"
    if way_of(person.id, event.verb) not in (None, AT_ONCE):
        return "the person wants no mail of this kind"
    if not db.session.execute(select(Event.id).where(Event.id == event.id, addressed_to(person))).first():
        return "the person may no longer see it"
    return "the person has seen it" if event.verb in FACTS and FACTS[event.verb].mail_after and _seen(delivery) else ""


def template_of(letter: str) -> str:
    """The template of a letter, which may be about one of several things ("people/mail/x:ID")."""
    return letter.partition(":")[0]


def _seen(delivery: Delivery) -> bool:
    """Is the same event read in the inbox by now?"""
    same = (Delivery.event_id == delivery.event_id) & (Delivery.person_id == delivery.person_id)
    read = select(Delivery.id).where(same, Delivery.channel == "inbox", Delivery.state == "read")
    return db.session.execute(read).first() is not None


@action(silent="a letter on its way; the log of mail says what became of it")
def settle(actor: None, delivery_id: int, state: str, error: str = "") -> None:
    """The end of a mail: sent, skipped or parked."""
    db.session.execute(
        update(Delivery)
        .where(Delivery.id == delivery_id, Delivery.state == "queued")
        .values(state=state, done_at=now(), error=error[:500])
        .execution_options(synchronize_session=False)
    )


@action(silent="a letter on its way; the log of mail says what became of it")
def postpone(actor: None, delivery_id: int, attempts: int, error: str) -> None:
    """It could not be sent: again later, each time three times as late, a little scattered; parked after 8 tries."""
    if attempts >= TRIES:
        return settle(actor, delivery_id, "parked", error)
    pause = FIRST_PAUSE * 3 ** (attempts - 1) * random.uniform(0.8, 1.2)
    db.session.execute(
        update(Delivery)
        .where(Delivery.id == delivery_id, Delivery.state == "queued")
        .values(due_at=now() + pause, error=error[:500])
        .execution_options(synchronize_session=False)
    )
    return None


@action(silent="a letter on its way; the log of mail says what became of it")
def skip_stale(actor: None) -> None:
    """All sentences that are no longer news, at once: after a long rest there may be thousands."""
    old = select(Event.id).where(Event.at < now() - STALE)
    db.session.execute(
        update(Delivery)
        .where(
            Delivery.channel == "email", Delivery.state == "queued", Delivery.letter == "", Delivery.event_id.in_(old)
        )
        .values(state="skipped", done_at=now(), error="it is no longer news")
        .execution_options(synchronize_session=False)
    )
