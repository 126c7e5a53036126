"""Choosing a time, repeating it, cancelling, contesting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, StringField, ValidationError
from wtforms.validators import InputRequired, NumberRange
from wtforms.validators import Optional as OptionalValue

from app.mentoring.series import FEWEST, MOST
from app.mentoring.week import read_start
from app.web.forms import FieldList, Form, RadioField, SelectField, line, paragraph, required

_SERIES = _l("A series has 2 to 12 sessions.")


class StartField(StringField):
    """A chosen free time; `start` is the instant."""

    start: datetime

    def pre_validate(self, form: Any) -> None:
        start = read_start(self.data)
        if start is None:
            raise ValidationError(gettext("Choose one of the times shown."))
        self.start = start


class StartForm(Form):
    """Choose a time; `week` keeps the page where it was."""

    start = StartField(_l("Time"))
    week = HiddenField()


FORMAT_NAMES: dict[str, Any] = {
    "video": _l("Video call"),
    "phone": _l("Phone call"),
    "in_person": _l("In person"),
}


EVERY = ("1", "2")
"""Weeks from one session of a series to the next."""


class BookForm(StartForm):
    """Choose a time, how to meet (of the ways that the mentor offers), and whether it repeats.

    What there is nothing to choose of is left out; a mentor who confirms each booking is not asked for a series.
    """

    kind = HiddenField()
    view = HiddenField()
    format = RadioField(_l("How do you want to meet?"))
    weeks = SelectField(
        _l("Repeat"),
        choices=[("", _l("Only once")), (EVERY[0], _l("Every week")), (EVERY[1], _l("Every two weeks"))],
        default="",
    )
    number = IntegerField(_l("How many times"), [OptionalValue(), NumberRange(FEWEST, MOST, _SERIES)], default=4)

    def __init__(self, formats: Iterable[str], **kwargs: Any):
        super().__init__(**kwargs)
        offered = [(name, words) for name, words in FORMAT_NAMES.items() if name in formats]
        self.format.choices = offered
        if len(offered) < 2:
            del self.format
        elif not self.format.data or self.format.data == "None":
            self.format.data = offered[0][0]

    @property
    def chosen_format(self) -> str:
        """The format's code; empty where there was nothing to choose."""
        return self.format.data or "" if "format" in self else ""

    @property
    def chosen_kind(self) -> str:
        """The kind's code; an ordinary session where none was told."""
        return self.kind.data or "session"

    @property
    def series(self) -> tuple[int, int] | None:
        """How many and how many weeks apart; None for a single one, and for what is no choice."""
        if self.weeks.data not in EVERY:
            return None
        return self.number.data or 0, int(self.weeks.data)


class SeriesForm(BookForm):
    """The same again, with the dates that the person leaves out."""

    without = FieldList(StringField(), max_entries=MOST)

    @property
    def left_out(self) -> list[datetime]:
        """As instants; what is none is not among them."""
        return [start for entry in self.without if (start := read_start(entry.data))]


class ReasonForm(Form):
    """Decline a session that was asked for; or all dates of its series, which is what was asked for."""

    scope = RadioField(
        _l("Which ones?"),
        choices=[("all", _l("All dates of the series")), ("one", _l("Only this date; the others still wait"))],
        default="all",
    )
    reason = line(_l("A word for them"), maximum=300)

    def __init__(self, series: bool = False, **kwargs: Any):
        super().__init__(**kwargs)
        if not series:
            del self.scope

    @property
    def whole_series(self) -> bool:
        """Not this date alone?"""
        return "scope" in self and self.scope.data != "one"


class CancelForm(Form):
    """Cancel a session."""

    scope = RadioField(
        _l("Which ones?"),
        choices=[("one", _l("Only this one")), ("rest", _l("This one and all later ones of the series"))],
        default="one",
    )
    reason = line(_l("Why?"), required(_l("Give a short reason: the other one will read it.")), maximum=300)

    def __init__(self, series: bool = False, **kwargs: Any):
        super().__init__(**kwargs)
        if not series:
            del self.scope

    @property
    def whole_rest(self) -> bool:
        """All later ones of the series, too?"""
        return "scope" in self and self.scope.data == "rest"


class ContestForm(Form):
    """It was otherwise (B13)."""

    note = paragraph(
        _l("What happened?"),
        required(_l("Say in a sentence how it was: the cluster's animators read it, and decide.")),
        maximum=1000,
    )


class DecisionForm(Form):
    """An animator decides a dispute."""

    outcome = RadioField(_l("What was it?"), [InputRequired(_l("Choose what it was."))], choices=[])

    def __init__(self, mentor: str, mentee: str, **kwargs: Any):
        super().__init__(**kwargs)
        self.outcome.choices = [
            ("held", _l("It took place")),
            ("mentor", _l("%(name)s did not come", name=mentor)),
            ("mentee", _l("%(name)s did not come", name=mentee)),
            ("cancelled", _l("It did not take place, and nobody is to blame")),
        ]
