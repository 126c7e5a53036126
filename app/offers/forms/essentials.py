"""What every post has to say: what it is, how much, and until when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, ValidationError
from wtforms.validators import AnyOf, NumberRange, StopValidation

from app.offers.forms.parts import UNITS, Choice, DayField, UnitsField
from app.offers.models import CATEGORIES, MAX_UNITS
from app.offers.queries import today
from app.web.forms import Form, line, paragraph, required

YEARS_AHEAD = timedelta(days=5 * 366)


def a_number_or_no_limit(form: Any, field: UnitsField) -> None:
    """One of the two has to be said."""
    if field.data is None:
        raise StopValidation(None if form.unlimited.data else _("Say how many there are, or that there is no limit."))


def a_day_or_standing(form: Any, field: DayField) -> None:
    """One of the two has to be said; what stands has no last day."""
    if form.standing.data:
        field.errors = []
        raise StopValidation()
    if field.data is None and not field.errors:
        raise StopValidation(_("Say until which day, or that it stands."))
    if field.data is None:
        raise StopValidation()


class EssentialsForm(Form):
    """The first boxes of an offer or a need."""

    title = line(_l("Title"), required(_l("Give it a title: what it is, in a few words.")), maximum=120)
    text = paragraph(_l("Description"), required(_l("Describe it in a few sentences.")), maximum=6000)
    category = Choice(_l("Category"), [AnyOf(CATEGORIES, _l("Choose one of the categories."))])
    quantity = UnitsField(_l("How many"), [a_number_or_no_limit, NumberRange(1, MAX_UNITS, UNITS)])
    unit = line(_l("Of what"), maximum=40)
    unlimited = BooleanField(_l("There is no limit"))
    until = DayField(_l("Last day"), [a_day_or_standing])
    standing = BooleanField(_l("It stands, without a last day"))
    kept_until: date | None = None

    def validate_until(self, field: DateField) -> None:
        """Today or later, within five years, and not before the first day."""
        day = today()
        if field.data is None or field.data == self.kept_until:
            return
        if field.data < day:
            raise ValidationError(_("This day has passed. Choose today or a later day."))
        if field.data > day + YEARS_AHEAD:
            raise ValidationError(_("Choose a day within the next five years, or none."))
