"""What people choose for their calendar; nothing of it is an event."""

from __future__ import annotations

from sqlalchemy import delete

from app.core.action import action
from app.core.rules import Actor, require
from app.extensions import db
from app.mentoring.models import CalendarSettings
from app.mentoring.rules import may_keep_calendar
from app.people.feeds import OWN, own_row


@action(silent="how one is told is nobody else's business")
def choose_reminders(actor: Actor, day: bool, hour: bool) -> CalendarSettings:
    """Mail 24 hours before, one hour before, both, or none (B11)."""
    require(may_keep_calendar(actor))
    settings = own_row(CalendarSettings, actor.id)
    settings.remind_day, settings.remind_hour = day, hour
    return settings


@action(silent=OWN)
def open_feed(actor: Actor) -> None:
    """Give one's sessions a secret address. Open already: the address stays."""
    require(may_keep_calendar(actor))
    own_row(CalendarSettings, actor.id).open_address()


@action(silent=OWN)
def renew_feed(actor: Actor) -> None:
    """Another address; the one before leads nowhere from now on."""
    require(may_keep_calendar(actor))
    own_row(CalendarSettings, actor.id).renew_address()


@action(silent=OWN)
def close_feed(actor: Actor) -> None:
    """The address leads nowhere from now on."""
    require(may_keep_calendar(actor))
    own_row(CalendarSettings, actor.id).close_address()


def forget_calendar(person_id: str) -> None:
    """A person leaves: no feed, no choices."""
    db.session.execute(delete(CalendarSettings).where(CalendarSettings.person_id == person_id))


def stop_reminder(person_id: str, name: str) -> None:
    """No more of this reminder (`remind_day` or `remind_hour`): by the link in a mail, within activity's action."""
    setattr(own_row(CalendarSettings, person_id), name, False)
