"""The base of every form: bounds on everything, spaces trimmed, no NUL or lone surrogates (SECURITY 20)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, SelectChoice, StringField, TextAreaField, ValidationError, fields
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from app.core.bidi import unturned

__all__ = ["FieldList", "Form", "RadioField", "SelectField", "SelectMultipleField", "line", "paragraph", "required"]

_ROW = re.compile(r"-[0-9]{1,4}(?:-|\Z)")


def clean(value: Any) -> Any:
    """Trimmed, with line ends as \\n, and without what turns the direction of its surroundings."""
    return unturned(value.replace("\r\n", "\n").replace("\r", "\n")).strip() if isinstance(value, str) else value


def readable(_form: Any, field: Field) -> None:
    """No control characters but tab and new line, no lone surrogates: nobody types them, databases choke on them."""
    text = field.data
    if isinstance(text, str) and any(map(_unwritable, text)):
        field.data = writable(text)
        raise ValidationError(
            _l("There was a character here that cannot be shown. It has been taken out: please check.")
        )


def writable(text: str) -> str:
    """The text without what cannot be shown."""
    return "".join(letter for letter in text if not _unwritable(letter))


def _unwritable(letter: str) -> bool:
    """Control characters, surrogates and what Unicode says is no character: HTML and XML cannot hold them."""
    code = ord(letter)
    controls = (code < 32 and letter not in "\n\t") or 0x7F <= code <= 0x9F
    return controls or 0xD800 <= code <= 0xDFFF or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE


def one_line(value: Any) -> Any:
    """The same in one line: a name or a subject with a line end in it could pass for two."""
    return " ".join(cleaned.split("\n")).replace("\t", " ") if isinstance(cleaned := clean(value), str) else value


def required(message: Any) -> DataRequired:
    """Must be filled in; `message` says what to do ("Say what you need help with")."""
    return DataRequired(message)


def line(label: Any, *validators: Any, maximum: int = 120, **kwargs: Any) -> StringField:
    """One line of text, optional unless a `required()` is among the validators."""
    return StringField(label, _bounded(validators, maximum), filters=[one_line], **kwargs)


def paragraph(label: Any, *validators: Any, maximum: int = 4000, **kwargs: Any) -> TextAreaField:
    """Several lines of text."""
    return TextAreaField(label, _bounded(validators, maximum), filters=[clean], **kwargs)


def _bounded(validators: tuple[Any, ...], maximum: int) -> list[Any]:
    first: list[Any] = [] if any(isinstance(v, DataRequired | InputRequired) for v in validators) else [Optional()]
    length = Length(max=maximum, message=_l("Please use at most %(max)d characters."))
    return [*first, readable, length, *validators]


class _Pairs:
    """Choices are given as (value, label), as our queries have them; WTForms wants them as SelectChoice."""

    def __init__(self, label: Any = None, validators: Any = None, *, choices: Any = None, **kwargs: Any):
        super().__init__(label, validators, choices=_options(choices), **kwargs)  # type: ignore[call-arg]

    @property
    def choices(self) -> Any:
        """The choices, as SelectChoice."""
        return super().choices  # type: ignore[misc]

    @choices.setter
    def choices(self, choices: Any) -> None:
        fields.SelectField.choices.fset(self, _options(choices))


def _options(choices: Any) -> Any:
    if callable(choices):
        return lambda: _options(choices())
    return choices and [choice if isinstance(choice, SelectChoice) else SelectChoice(*choice) for choice in choices]


class SelectField(_Pairs, fields.SelectField):
    """One of a list."""


class RadioField(_Pairs, fields.RadioField):
    """One of a few, all in sight."""


class SelectMultipleField(_Pairs, fields.SelectMultipleField):
    """Several of a list."""


class FieldList(fields.FieldList):
    """Rows of fields. The number of a row in a field's name is at most four plain digits: wtforms hands to int() what
    isdigit() lets by, and that raises ValueError of "²" and of 5000 digits."""

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        return super()._extract_indices(prefix, [name for name in formdata if _ROW.match(name, len(prefix))])


class Form(FlaskForm):
    """Binds only the listed fields. The CSRF token is checked once for the whole app, not per form."""

    class Meta:
        csrf = False

    def __init__(self, *args: Any, **kwargs: Any):
        """`fresh=True`: another form of the same page was sent; this one is shown as it begins."""
        if kwargs.pop("fresh", False):
            kwargs["formdata"] = None
        super().__init__(*args, **kwargs)

    def refuse(self, refused: Any) -> None:
        """Show a refusal (Refused) and those that came with it, each beside its field, or on top when it names none."""
        for one in (refused, *refused.also):
            field = getattr(self, one.field or "", None) or next(iter(self))
            field.errors = [*field.errors, one.reason]

    @property
    def problems(self) -> list[tuple[Field, str]]:
        """Every error with its field, for the summary on top."""
        return [(field, str(error)) for field in self for error in field.errors]
