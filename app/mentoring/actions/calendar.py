"""What people choose for their calendar; nothing of it is an event."""

from __future__ import annotations

from sqlalchemy import delete

from app.core.action import action
from app.core.rules import Actor, require
from app.extensions import db
from app.mentoring.models import CalendarSettings
from app.mentoring.queries.calendar_settings import FEED
from app.mentoring.rules import may_keep_calendar
from app.people.links import token_hash


@action(silent="how one is told is nobody else's business")
def choose_reminders(actor: Actor, day: bool, hour: bool) -> CalendarSettings:
    """Mail 24 hours before, one hour before, both, or none (B11)."""
    require(may_keep_calendar(actor))
    settings = _settings(actor.id)
    settings.remind_day, settings.remind_hour = day, hour
    return settings


@action(silent="one's own secret address is nobody else's business")
def open_feed(actor: Actor) -> CalendarSettings:
    """Give one's sessions a secret address. Open already: the address stays."""
    require(may_keep_calendar(actor))
    settings = _settings(actor.id)
    if not settings.feed_on:
        _new_address(settings)
    return settings


@action(silent="one's own secret address is nobody else's business")
def renew_feed(actor: Actor) -> CalendarSettings:
    """Another address; the one before leads nowhere from now on."""
    require(may_keep_calendar(actor))
    settings = _settings(actor.id)
    _new_address(settings)
    return settings


@action(silent="one's own secret address is nobody else's business")
def close_feed(actor: Actor) -> CalendarSettings:
    """The address leads nowhere from now on."""
    require(may_keep_calendar(actor))
    settings = _settings(actor.id)
    settings.feed_on, settings.feed_hash = False, None
    return settings


def _new_address(settings: CalendarSettings) -> None:
    settings.feed_round += 1
    settings.feed_on = True
    settings.feed_hash = token_hash(FEED, settings.person_id, settings.feed_round)


def forget_calendar(person_id: str) -> None:
    """A person leaves: no feed, no choices."""
    db.session.execute(delete(CalendarSettings).where(CalendarSettings.person_id == person_id))


def stop_reminder(person_id: str, name: str) -> None:
    """No more of this reminder (`remind_day` or `remind_hour`): by the link in a mail, within activity's action."""
    setattr(_settings(person_id), name, False)


def _settings(person_id: str) -> CalendarSettings:
    settings = db.session.get(CalendarSettings, person_id)
    if settings is None:
        settings = CalendarSettings(person_id=person_id, feed_round=0, feed_on=False, remind_day=True, remind_hour=True)
        db.session.add(settings)
        db.session.flush()
    return settings
