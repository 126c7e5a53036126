"""What a person chose for their calendar: the feed's address, the reminders."""

from __future__ import annotations

from dataclasses import dataclass

from app.extensions import db
from app.mentoring.models import CalendarSettings
from app.people.feeds import secret_of


@dataclass(frozen=True)
class CalendarChoice:
    """As chosen, or as it is before anybody has chosen: no feed (its secret is empty), both reminders."""

    feed_token: str = ""
    remind_day: bool = True
    remind_hour: bool = True


def calendar_choice(person_id: str) -> CalendarChoice:
    """What holds for this person."""
    row = db.session.get(CalendarSettings, person_id)
    if row is None:
        return CalendarChoice()
    return CalendarChoice(secret_of(CalendarSettings, person_id), row.remind_day, row.remind_hour)
