"""Fields of the board's forms."""

from __future__ import annotations

from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, HiddenField, IntegerField, ValidationError
from wtforms.validators import StopValidation
from wtforms.widgets import TextInput

from app.offers import money
from app.web.forms import Form, SelectField, clean, line

UNITS = _l("Write a whole number from 1 to 1,000,000.")
_DAY = _l("Write the day like 2026-12-31.")


class UnitsField(IntegerField):
    """A whole number of units; whatever else is typed is kept and asked about, in the words of `asks`."""

    asks: Any = UNITS

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        if not text:
            return
        if not (text.isascii() and text.isdigit() and len(text) <= 12):
            raise ValueError(str(self.asks))
        self.data = int(text)

    def pre_validate(self, form: Any) -> None:
        """What is no number is told once; nothing more is asked of it."""
        if self.process_errors:
            raise StopValidation()


class DayField(DateField):
    """A day, without a time. Emptied, it is none, whatever stood there."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        try:
            super().process_formdata([valuelist[0].strip()] if valuelist and valuelist[0].strip() else [])
        except ValueError:
            raise ValueError(str(_DAY)) from None


class Choice(SelectField):
    """One of the choices, in our own words when it is not."""

    def pre_validate(self, form: Any) -> None:
        if self.data not in {str(value) for value, *_rest in self.iter_choices()}:
            raise ValidationError(_("Choose one from the list."))


class EurosField(IntegerField):
    """An amount in euros, typed in the numbers of the reader's language; its data are whole cents."""

    widget = TextInput()  # a browser's box for numbers knows one way to write them

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else money.typed(self.data, get_locale())

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        try:
            self.data = money.cents(text, get_locale()) if text else None
        except ValueError:
            like = money.typed(125050, get_locale())
            raise ValueError(_("Write an amount in euros up to ten million, like %(amount)s.", amount=like)) from None


class FileRow(Form):
    """A file that a post has, or that is kept for it: what it shows, in words, or that it goes."""

    id = HiddenField(filters=[clean])
    alt = line(_l("What the picture shows"), maximum=200)
    drop = BooleanField(_l("Take it out"))
