"""Fields of the board's forms."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, ValidationError
from wtforms.validators import StopValidation

from app.web.forms import SelectField

UNITS = _l("Write a whole number from 1 to 1,000,000.")
_DAY = _l("Write the day like 2026-12-31.")


class UnitsField(IntegerField):
    """A whole number of units; whatever else is typed is kept and asked about."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        if not text:
            return
        if not (text.isascii() and text.isdigit() and len(text) <= 12):
            raise ValueError(str(UNITS))
        self.data = int(text)

    def pre_validate(self, form: Any) -> None:
        """What is no number is told once; nothing more is asked of it."""
        if self.process_errors:
            raise StopValidation()


class DayField(DateField):
    """A day, without a time."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            super().process_formdata([valuelist[0].strip()] if valuelist and valuelist[0].strip() else [])
        except ValueError:
            raise ValueError(str(_DAY)) from None


class Choice(SelectField):
    """One of the choices, in our own words when it is not."""

    def pre_validate(self, form: Any) -> None:
        if self.data not in {str(value) for value, *_rest in self.iter_choices()}:
            raise ValidationError(_("Choose one from the list."))
