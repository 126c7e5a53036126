"""Where all that is measured began, on one page: a year, and a number for each that has none yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField

from app.measuring.forms.fields import NumberField
from app.measuring.forms.indicators import a_year, last_year
from app.measuring.models import Indicator
from app.measuring.words import title_of, unit_of
from app.web.forms import Form, line, required


class BaselinesForm(Form):
    """Made for an innovation by `baselines_form`. What is left empty stays without a baseline."""

    year = line(_l("Year of the baselines"), required(_l("Say of which year they are.")), maximum=4)

    numbers: tuple[str, ...] = ()

    def validate_year(self, field: StringField) -> None:
        """A year that was."""
        a_year(field.data or "")

    def told(self) -> dict[str, float]:
        """Indicator → its baseline, of those that have one now."""
        return {name: self[name].number for name in self.numbers if self[name].number is not None}

    def fields(self) -> list[Any]:
        """The numbers, in the order of the indicators."""
        return [self[name] for name in self.numbers]


def baselines_form(indicators: Sequence[Indicator]) -> BaselinesForm:
    """The form for these, which are told in numbers."""
    numbers: dict[str, Any] = {one.id: NumberField(_label(one)) for one in indicators}
    made = type("BaselinesFormOf", (BaselinesForm,), numbers | {"numbers": tuple(numbers)})
    form: BaselinesForm = made(data={"year": str(last_year())})
    return form


def _label(one: Indicator) -> str:
    title, unit = title_of(one.code, one.title), unit_of(one.code, one.unit, one.measure)
    return f"{title} ({unit})" if unit else title
