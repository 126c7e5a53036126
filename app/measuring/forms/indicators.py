"""An indicator and its targets. Every field is bounded."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired

from app.core.clock import now
from app.measuring.forms.fields import as_number, in_words
from app.measuring.models import Indicator, Target
from app.measuring.words import LEVELS, MEASURES, NUMERIC
from app.reference.catalogue import GOALS
from app.web.forms import Form, RadioField, SelectField, line, paragraph, required

MAX_DIMENSIONS, MAX_PARTS, LONGEST = 4, 10, 40
FIRST_YEAR = 1950
_YEAR = re.compile(r"[0-9]{4}")
_IRIS = re.compile(r"(?:OI|OD|PI|PD|FP)\d{4}")


def a_year(text: str) -> None:
    """Raises ValidationError where this is no year that was."""
    if not (_YEAR.fullmatch(text) and FIRST_YEAR <= int(text) <= now().year):
        raise ValidationError(_("Write a year, such as %(year)d.", year=last_year()))


def last_year() -> int:
    """The last one that is over."""
    return now().year - 1


class IndicatorForm(Form):
    """What is measured, and where it began. Of one of the starter set only the second half is asked."""

    title = line(_l("What is measured"), required(_l("Give it a name.")), maximum=160)
    description = paragraph(_l("What exactly counts"), maximum=2000)
    level = RadioField(_l("Level"), choices=list(LEVELS.items()), default="output")
    measure = SelectField(_l("How it is told"), choices=list(MEASURES.items()), default="unit")
    unit = line(_l("Unit"), maximum=40)
    choices = paragraph(_l("The words to choose from"), maximum=600)
    ascending = RadioField(
        _l("What is better?"), choices=[("1", _l("More is better")), ("0", _l("Less is better"))], default="1"
    )
    baseline_year = line(_l("Year of the baseline"), maximum=4)
    baseline = line(_l("Baseline"), maximum=300)
    baseline_comment = paragraph(_l("How it was found out"), maximum=2000)
    dimensions = paragraph(_l("Broken down by"), maximum=1000)
    goal = SelectField(_l("Sustainable Development Goal"), coerce=int)
    iris_code = line(_l("IRIS+ code"), maximum=12)

    def __init__(self, one: Indicator | None = None, sent: bool = True):
        """`sent`: was this form sent? Else it is as the indicator stands, whatever other form of the page was."""
        super().__init__(**({} if sent else {"formdata": None}), data=_as_typed(one) if one else {})
        self.one = one
        self.goal.choices = [(0, _("None")), *((number, f"{number} {name}") for number, name in GOALS.items())]
        if one is not None and one.code:
            for name in ("title", "description", "level", "measure", "unit", "choices", "ascending"):
                delattr(self, name)

    @property
    def kind(self) -> str:
        """The measure that is chosen, or that it has."""
        return self.one.measure if self.one is not None and self.one.code else str(self.measure.data)

    def validate_measure(self, field: SelectField) -> None:
        """Of a word among several there must be several."""
        words = _lines(self.choices.data)
        if field.data in ("nominal", "ordinal") and len(words) < 2:
            raise ValidationError(_("For this, write at least two words below, each in a line of its own."))
        if any(len(word) > LONGEST for word in words):
            raise ValidationError(_("Words to choose from have at most %(max)d characters.", max=LONGEST))

    def validate_baseline_year(self, field: StringField) -> None:
        """A year that was."""
        a_year(field.data)

    def validate_baseline(self, field: StringField) -> None:
        """A number where numbers are told, a word of the list where it is one of several."""
        if not self.baseline_year.data:
            raise ValidationError(_("Say of which year the baseline is."))
        if self.kind in NUMERIC:
            as_number(field.data)
        elif (words := self._words()) and field.data not in words:
            raise ValidationError(_("Choose one of: %(words)s.", words=", ".join(words)))

    def validate_dimensions(self, field: TextAreaField) -> None:
        """A line for each: a name, a colon, its values."""
        read_dimensions(field.data or "")

    def validate_iris_code(self, field: StringField) -> None:
        """Two letters and four digits, as in the catalogue."""
        field.data = (field.data or "").upper()
        if not _IRIS.fullmatch(field.data):
            raise ValidationError(_("An IRIS+ code looks like OI4112."))

    def _words(self) -> list[str]:
        if self.kind not in ("nominal", "ordinal"):
            return []
        return list(self.one.choices) if self.one is not None and self.one.code else _lines(self.choices.data)

    def told(self) -> dict[str, Any]:
        """What the actions take."""
        numeric, base = self.kind in NUMERIC, self.baseline.data or ""
        told: dict[str, Any] = {
            "baseline_year": int(self.baseline_year.data) if self.baseline_year.data else None,
            "baseline_value": as_number(base) if numeric else None,
            "baseline_words": "" if numeric else base,
            "baseline_comment": self.baseline_comment.data or "",
            "dimensions": read_dimensions(self.dimensions.data or "") if numeric else {},
            "goal": self.goal.data or None,
            "iris_code": self.iris_code.data or "",
        }
        return told | (self._own() if hasattr(self, "title") and self.title is not None else {})

    def _own(self) -> dict[str, Any]:
        words = _lines(self.choices.data) if self.measure.data in ("nominal", "ordinal") else []
        plain = {name: getattr(self, name).data or "" for name in ("title", "description", "level", "measure", "unit")}
        return plain | {"choices": words, "ascending": self.ascending.data == "1"}


class TargetForm(Form):
    """What it is to reach in a period."""

    starts_on = DateField(_l("From"), [DataRequired(_l("Say from which day."))])
    ends_on = DateField(_l("Until"), [DataRequired(_l("Say until which day."))])
    target = line(_l("Target"), required(_l("Say what is to be reached.")), maximum=300)
    comment = line(_l("Comment"), maximum=600)

    def __init__(self, one: Indicator):
        super().__init__()
        self.one = one

    def validate_target(self, field: StringField) -> None:
        """A number where numbers are told."""
        if self.one.measure in NUMERIC:
            as_number(field.data)
        elif self.one.choices and field.data not in self.one.choices:
            raise ValidationError(_("Choose one of: %(words)s.", words=", ".join(self.one.choices)))

    def told(self) -> dict[str, Any]:
        """What the action takes."""
        numeric, said = self.one.measure in NUMERIC, self.target.data or ""
        told = {"value": as_number(said) if numeric else None, "words": "" if numeric else said}
        return told | {
            "starts_on": self.starts_on.data, "ends_on": self.ends_on.data, "comment": self.comment.data or "",
        }  # fmt: skip


def _lines(text: str | None) -> list[str]:
    return list(dict.fromkeys(each.strip() for each in (text or "").split("\n") if each.strip()))


def read_dimensions(text: str) -> dict[str, list[str]]:
    """ "gender: women, men, other" in lines. Raises ValidationError with what to mend."""
    told: dict[str, list[str]] = {}
    for each in _lines(text):
        name, colon, values = each.partition(":")
        parts = list(dict.fromkeys(part.strip() for part in values.split(",") if part.strip()))
        if not colon or not name.strip() or len(parts) < 2:
            raise ValidationError(_("Write each in a line like “Gender: women, men, other”."))
        if len(parts) > MAX_PARTS or any(len(word) > LONGEST for word in (name.strip(), *parts)):
            told_of = {"parts": MAX_PARTS, "letters": LONGEST}
            raise ValidationError(_("At most %(parts)d values of %(letters)d characters in each line.", **told_of))
        told[name.strip()] = parts
    if len(told) > MAX_DIMENSIONS:
        raise ValidationError(_("At most %(number)d lines.", number=MAX_DIMENSIONS))
    return told


def write_dimensions(dimensions: dict[str, list[str]]) -> str:
    """As it is typed."""
    return "\n".join(f"{name}: {', '.join(parts)}" for name, parts in dimensions.items())


def _as_typed(one: Indicator) -> dict[str, Any]:
    same = ("title", "description", "level", "measure", "unit", "baseline_comment", "iris_code")
    return {name: getattr(one, name) for name in same} | {
        "choices": "\n".join(one.choices),
        "ascending": "1" if one.ascending else "0",
        "baseline_year": str(one.baseline_year or ""),
        "baseline": in_words(one.baseline_value) if one.measure in NUMERIC else one.baseline_words,
        "dimensions": write_dimensions(one.dimensions),
        "goal": one.goal or 0,
    }


def target_words(one: Indicator, goal: Target) -> str:
    """A target as it is read."""
    return in_words(goal.value) if one.measure in NUMERIC else goal.words
