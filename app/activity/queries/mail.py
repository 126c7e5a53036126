"""Reads of mail on its way: to whom, what for, in which state; never what is in it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from app.activity.models import Delivery, Event, MailPreference, NoticeSettings
from app.activity.ways import preference_key
from app.core.glances import Waiting
from app.core.rules import Actor
from app.extensions import db
from app.people.queries import Person


def ways_of(person_id: str) -> dict[str, str]:
    """How this person wants to be told of the kinds for which they chose: key → way (ways.py)."""
    mine = select(MailPreference.verb, MailPreference.how).where(MailPreference.person_id == person_id)
    rows: Any = db.session.execute(mine).all()
    return dict(rows)


def way_of(person_id: str, verb: str) -> str | None:
    """What they chose for this verb, or None when it is as usual."""
    chosen = db.session.get(MailPreference, (person_id, preference_key(verb)), populate_existing=True)
    return chosen.how if chosen else None


def notice_settings(person_id: str) -> NoticeSettings:
    """What they chose for all kinds together; as usual (and not stored) while they chose nothing."""
    found = db.session.get(NoticeSettings, person_id, populate_existing=True)
    return found or usual_settings(person_id)


def usual_settings(person_id: str) -> NoticeSettings:
    """The digest on Monday at eight, nothing quiet: what holds while nobody chose."""
    return NoticeSettings(
        person_id=person_id, quiet=False, digest="weekly", digest_hour=8, digest_day=0, shows_seen=True
    )


def parked() -> tuple[int, datetime | None]:
    """How many mails could not be sent after all tries, and since when. Those to an address that is refused do not
    count: animators are told of the address."""
    known = (Person.id.is_(None)) | Person.mail_refused_at.is_(None)
    query = select(func.count(Delivery.id), func.min(Event.at)).join(Event, Event.id == Delivery.event_id)
    query = query.outerjoin(Person, Person.id == Delivery.person_id)
    row = db.session.execute(query.where(Delivery.channel == "email", Delivery.state == "parked", known)).one()
    return row[0], row[1]


def mail_by_id(delivery_id: int) -> Delivery | None:
    """One mail on its way."""
    found = db.session.get(Delivery, delivery_id)
    return found if found is not None and found.channel == "email" else None


def waiting_for(reader: Actor) -> list[Waiting]:
    """For animators: that mails could not be sent."""
    number, since = parked() if reader.role == "animator" else (0, None)
    if not number or since is None:
        return []
    text = ngettext("%(num)s mail could not be sent", "%(num)s mails could not be sent", number)
    url = url_for("activity.mail", state="parked")
    return [Waiting("activity", _("Mail"), text, url, _("Look at it"), since)]
