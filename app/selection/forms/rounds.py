"""A round: what it looks for, its days, what it asks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField, ValidationError
from wtforms.validators import InputRequired, Optional

from app.offers.forms.parts import DayField, UnitsField
from app.reference.queries import languages
from app.selection.models import SelectionRound
from app.selection.queries import today
from app.selection.said import ROUND_FIELDS
from app.web.forms import Form, SelectField, line, one_line, paragraph, required

MOST_EACH = 20


class NumberField(StringField):
    """A number from 0 to 100, with a point or a comma; whatever else is typed is kept and asked about."""

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else "" if self.data is None else f"{self.data:g}"

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = str(one_line(valuelist[0])) if valuelist else ""
        self.data = None
        try:
            self.data = float(text.replace(",", ".")) if text else None
        except ValueError:
            self.data = None
        if text and (self.data is None or not 0 <= self.data <= 100 or len(text) > 12):
            self.data = None
            raise ValueError(_("Write a number from 0 to 100."))


class RoundForm(Form):
    """Prepare a round, or change it."""

    name = line(_l("Name"), required(_l("Give it a name.")), maximum=120)
    call = paragraph(_l("The call: what is looked for"), maximum=20_000)
    language = SelectField(_l("Language of the call"))
    opens_on = DayField(_l("Opens on"), [required(_l("Say from which day innovations can enter."))])
    closes_on = DayField(_l("Last day to enter"), [required(_l("Say until when innovations can enter."))])
    assess_by = DayField(_l("Assessed by"), [required(_l("Say until when the assessors have time."))])
    decide_by = DayField(_l("Decided by"), [required(_l("Say when the teams will know."))])
    threshold = NumberField(_l("Threshold, of 100"), [InputRequired(_l("Write a number from 0 to 100."))])
    minimum = UnitsField(_l("Minimum on each criterion"), [InputRequired(_l("Write a number from 0 to 5."))])
    assessors_each = UnitsField(_l("Assessors for each"), [InputRequired(_l("Write a number from 1 to 20."))])
    places = UnitsField(_l("Places"), [Optional()])
    call_public = BooleanField(_l("Show the call to visitors"))

    def __init__(self, selection_round: SelectionRound | None = None, language: str = "") -> None:
        super().__init__(data=_begun(selection_round, language))
        self.language.choices = [("", _("Not said")), *languages()]

    def validate_closes_on(self, field: DayField) -> None:
        """The days follow each other."""
        _in_order(field, self.opens_on, _("The last day to enter is before the first."))

    def validate_assess_by(self, field: DayField) -> None:
        """After the call."""
        _in_order(field, self.closes_on, _("Assessing ends before the call does."))

    def validate_decide_by(self, field: DayField) -> None:
        """After assessing."""
        _in_order(field, self.assess_by, _("Decisions come after assessing."))

    def validate_minimum(self, field: UnitsField) -> None:
        """A score."""
        if field.data is None or field.data > 5:
            raise ValidationError(_("Write a number from 0 to 5."))

    def validate_assessors_each(self, field: UnitsField) -> None:
        """At least one."""
        if not field.data or field.data > MOST_EACH:
            raise ValidationError(_("Write a number from 1 to 20."))

    def validate_places(self, field: UnitsField) -> None:
        """At least one, where it is said."""
        if field.data is not None and not 1 <= field.data <= 2000:
            raise ValidationError(_("Write a number from 1 to 2,000, or leave it empty."))

    def told(self) -> dict[str, Any]:
        """What the actions take."""
        texts = ("name", "call", "language")
        return {name: self[name].data or "" if name in texts else self[name].data for name in ROUND_FIELDS}


def _begun(selection_round: SelectionRound | None, language: str) -> dict[str, Any]:
    if selection_round is not None:
        return {name: getattr(selection_round, name) for name in ROUND_FIELDS}
    first, month = today(), timedelta(days=30)
    days = {"opens_on": first, "closes_on": first + month, "assess_by": first + 2 * month}
    days["decide_by"] = first + 3 * month
    return days | {"threshold": 60.0, "minimum": 2, "assessors_each": 2, "language": language}


def _in_order(field: DayField, earlier: DayField, words: str) -> None:
    if field.data and earlier.data and field.data < earlier.data:
        raise ValidationError(words)


class CancelForm(Form):
    """Why a round is cancelled."""

    reason = line(_l("Why?"), required(_l("Say in a few words why: members will see it.")), maximum=300)
