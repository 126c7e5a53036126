"""A number as people write it."""

from __future__ import annotations

from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _
from wtforms import StringField, ValidationError

from app.measuring.numbers import NotANumber, european, read_number, write_number

EXAMPLE = 1234.5


def as_number(text: str | None) -> float | None:
    """What was typed, in the reader's separators. Raises ValidationError with an example."""
    try:
        return read_number(text or "", get_locale())
    except NotANumber:
        told = write_number(EXAMPLE, european(get_locale()))
        raise ValidationError(_("Write a number such as %(example)s.", example=told)) from None


def in_words(value: float | None) -> str:
    """As it stands in a form."""
    return write_number(value, get_locale())


class NumberField(StringField):
    """`data` is what was typed; `number` what it means, once it was validated."""

    number: float | None = None

    def pre_validate(self, form: Any) -> None:
        self.number = as_number(self.data)
