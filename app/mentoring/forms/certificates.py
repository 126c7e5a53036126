"""For which days a certificate is wanted."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import Field, ValidationError
from wtforms.fields import DateField

from app.mentoring.queries.certificates import Preset
from app.web.forms import Form, RadioField
from app.web.jinja import in_days, number
from app.web.periods import FIRST_YEAR, Period

NAMES = {"this_year": _l("This year so far"), "last_year": _l("Last year"), "all": _l("All of it")}


class _Day(DateField):
    """Keeps what was typed, and says what to do instead of "not a valid date"."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([value.strip()[:20] for value in valuelist if value.strip()])
        except ValueError as wrong:
            raise ValueError(_("Write the day like 2026-12-31.")) from wrong


class CertificateForm(Form):
    """One of the periods at hand, or two days."""

    period = RadioField(_l("For which time?"), validate_choice=False)
    since = _Day(_l("From"))
    until = _Day(_l("To"))

    def __init__(self, presets: list[Preset], zone: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.presets, self.zone = {preset.name: preset.period for preset in presets}, zone
        own = ("days", _("Other days\nThe two that you give below."))
        self.period.choices = [*((preset.name, _words(preset)) for preset in presets), own]
        if self.period.data is None:
            self.period.data = presets[0].name if presets else "days"

    def validate_period(self, field: Field) -> None:
        """One that is at hand by now."""
        if field.data != "days" and field.data not in self.presets:
            raise ValidationError(_("Choose one of these."))

    def validate_since(self, field: Field) -> None:
        """Both days, when they are asked for."""
        self._wanted(field)

    def validate_until(self, field: Field) -> None:
        """The same."""
        self._wanted(field)

    def _wanted(self, field: Field) -> None:
        if self.period.data != "days" or field.errors:
            return
        if field.data is None or field.data.year < FIRST_YEAR:
            raise ValidationError(_("Write the day like 2026-12-31."))

    @property
    def chosen(self) -> Period:
        """The period that is asked for."""
        known = self.presets.get(self.period.data or "")
        return known or Period(self.since.data, self.until.data, self.zone)


def _words(preset: Preset) -> str:
    since, until = in_days(preset.period.since), in_days(preset.period.until)
    hours = number(round(preset.total.minutes / 60, 2))
    told = ngettext(
        "%(since)s to %(until)s: %(hours)s h in %(num)s session",
        "%(since)s to %(until)s: %(hours)s h in %(num)s sessions",
        preset.total.sessions, since=since, until=until, hours=hours,
    )  # fmt: skip
    return f"{NAMES[preset.name]}\n{told}"
