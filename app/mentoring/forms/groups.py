"""Announcing a group session, changing it, moving it, cancelling it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, IntegerField, TimeField, ValidationError
from wtforms.validators import InputRequired, NumberRange

from app.mentoring.forms.sessions import FORMAT_NAMES
from app.web.forms import Form, RadioField, SelectField, line, paragraph, required
from app.web.language import timezone

_LENGTH = _l("A session lasts from 15 minutes to 8 hours.")
_SEATS = _l("Offer from 2 to 50 seats.")


class GroupTermsForm(Form):
    """What it is, for how many, and where."""

    title = line(_l("Title"), required(_l("Give it a title.")), maximum=160)
    about = paragraph(_l("What it is about"), required(_l("Say in a few words what it is about.")), maximum=4000)
    seats = IntegerField(_l("Seats"), [InputRequired(_SEATS), NumberRange(2, 50, _SEATS)], default=8)
    format = SelectField(_l("How you meet"), choices=list(FORMAT_NAMES.items()))
    place = line(_l("Place or link"), maximum=300)


class GroupTimeForm(Form):
    """When, and for how long: the day and the time are the writer's own clock's."""

    day = DateField(_l("Day"), [InputRequired(_l("Choose a day."))])
    time = TimeField(_l("Time"), [InputRequired(_l("Give a time, such as 14:30."))])
    minutes = IntegerField(_l("Length"), [InputRequired(_LENGTH), NumberRange(15, 480, _LENGTH)], default=60)

    def validate_day(self, field: Any) -> None:
        """Within what a calendar is good for."""
        if field.data and not 2000 <= field.data.year <= 2199:
            field.data = None
            raise ValidationError(gettext("Choose a day within the next year."))

    def validate_time(self, field: Any) -> None:
        """The clock must show this time on that day."""
        if self.day.data and field.data and self.starts_at.astimezone(self._zone).time() != field.data:
            raise ValidationError(gettext("The clock skips this time on that day. Choose another one."))

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(timezone())

    @property
    def starts_at(self) -> datetime:
        """The instant; of two at which the clock shows this time, the first."""
        return datetime.combine(self.day.data, self.time.data, self._zone).astimezone(UTC)


class GroupForm(GroupTermsForm, GroupTimeForm):
    """A group session to be announced."""


class GroupCancelForm(Form):
    """Cancel it."""

    reason = line(_l("Why?"), required(_l("Give a short reason: all who wanted to come will read it.")), maximum=300)


class PresenceForm(Form):
    """Who came: the ticked ones are read by the view; a refusal stands above them."""

    present = HiddenField()


class GroupDecisionForm(Form):
    """An animator decides a dispute; `missed` is the name of who contests that they were missing."""

    outcome = RadioField(_l("What was it?"), [InputRequired(_l("Choose what it was."))], choices=[])

    def __init__(self, missed: str = "", **kwargs: Any):
        super().__init__(**kwargs)
        there = [("there", _l("It took place, and %(name)s was there", name=missed))] if missed else []
        held, cancelled = ("held", _l("It took place, as was said")), ("cancelled", _l("It did not take place"))
        self.outcome.choices = [held, *there, cancelled]
