"""A mentor's hours: the week, single days, holidays, a break, and the terms of booking."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import chain
from typing import Any

from flask_babel import format_date, get_locale, gettext
from flask_babel import lazy_gettext as _l
from wtforms import DateField, StringField, ValidationError
from wtforms.validators import InputRequired, NumberRange, Optional

from app.core.rules import Refused
from app.mentoring.forms.profile import Whole, whole
from app.mentoring.holidays import holidays_of, known_countries
from app.mentoring.slots import Window
from app.reference.queries import countries
from app.web.forms import Form, RadioField, SelectField, SelectMultipleField, clean, line
from app.web.jinja import as_day

WINDOWS = 3
"""Windows a day that the form has room for."""
_TIME = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?")
WINDOW_KINDS = (("", _l("any kind")), ("first_talk", _l("first talks only")), ("session", _l("sessions only")))
COPY_TO = {"weekdays": range(5), "weekend": range(5, 7), "days": range(7)}


def day_names() -> list[str]:
    """Monday to Sunday, as a heading."""
    names = [format_date(date(2026, 6, 1 + day), "EEEE") for day in range(7)]
    return [name[:1].upper() + name[1:] for name in names]


class HourField(StringField):
    """A wall-clock time of day as minutes; "24:00" (or, as an end, "0:00") is the end of the day."""

    def __init__(self, label: Any = None, end: bool = False, **kwargs: Any):
        super().__init__(label, filters=[clean], render_kw={"inputmode": "numeric", "maxlength": 5, "size": 5,
                         "autocomplete": "off"}, **kwargs)  # fmt: skip
        self.end = end
        self.minutes: int | None = None

    def pre_validate(self, form: Any) -> None:
        if not self.data:
            return
        found = _TIME.fullmatch(self.data[:8])
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
        total = hour * 60 + minute
        if minute > 59 or total > 1440 or (total == 1440 and not self.end):
            raise ValidationError(gettext("Write a time like 9:00 or 17:30."))
        self.minutes = 1440 if self.end and total == 0 else total


Pair = tuple[HourField, HourField]
"""From and until."""


def shown(minutes: int) -> str:
    """540 → "09:00"."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _meet(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    """Do they claim the same time for the same kind? Hours for first talks may lie within hours for sessions."""
    alike = one[2] == other[2] or "" in (one[2], other[2])
    return alike and one[0] < other[1] and other[0] < one[1]


class _Windows(Form):
    """A form with pairs of hours; `pairs` names them."""

    def windows(self, pairs: list[Pair], kinds: list[str] | None = None) -> list[tuple[int, int, str]]:
        """The pairs filled in, in order, with their kinds; what does not fit together is said beside its field."""
        told: list[tuple[int, int, str]] = []
        for (start, end), kind in zip(pairs, kinds or [""] * len(pairs), strict=True):
            if start.errors or end.errors or (start.minutes is None and end.minutes is None):
                continue
            if start.minutes is None or end.minutes is None:
                (end if end.minutes is None else start).errors = [gettext("Give both times, or neither.")]
            elif end.minutes <= start.minutes:
                end.errors = [
                    gettext("The end must be later than the start. What runs past midnight begins a new day.")
                ]
            elif any(_meet((start.minutes, end.minutes, kind), other) for other in told):
                start.errors = [gettext("These hours overlap with others of the same day. Make them one.")]
            else:
                told.append((start.minutes, end.minutes, kind))
        return sorted(told)


class Asked(_Windows):
    """A form that asks what becomes of booked sessions, if there are any that it affects (T3)."""

    affected = RadioField(
        _l("What becomes of these sessions?"), [Optional()],
        choices=[("keep", _l("They stay. I keep to them all the same.")),
                 ("cancel", _l("Cancel them all, and tell the others."))],
    )  # fmt: skip

    @property
    def answer(self) -> str:
        return self.affected.data or ""

    @property
    def asks(self) -> bool:
        """Is this the one thing that is still to be said?"""
        return [field for field in self if field.errors] == [self.affected]


def _week_fields() -> dict[str, Any]:
    slots = [f"d{day}_{slot}" for day in range(7) for slot in range(WINDOWS)]
    hours = {f"{slot}_{side}": HourField(end=side == "until") for slot in slots for side in ("from", "until")}
    kinds = {f"{slot}_kind": SelectField(choices=list(WINDOW_KINDS), default="") for slot in slots}
    return hours | kinds


class HoursForm(type("_WeekFields", (Asked,), _week_fields())):  # type: ignore[misc]
    """The week: three windows a day, each for any kind of session or for one."""

    copy_from = SelectField(_l("Copy the hours of"), coerce=int, default=0, choices=lambda: [*enumerate(day_names())])
    copy_to = SelectField(_l("to"), default="weekdays", choices=[
        ("weekdays", _l("Monday to Friday")), ("days", _l("all seven days")), ("weekend", _l("Saturday and Sunday")),
    ])  # fmt: skip

    def __init__(self, windows: list[Window] = [], **kwargs: Any):  # noqa: B006 (never changed)
        counts = [0] * 7
        for window in windows:
            slot = counts[window.weekday]
            counts[window.weekday] += 1
            kwargs[f"d{window.weekday}_{slot}_from"] = shown(window.start_minute)
            kwargs[f"d{window.weekday}_{slot}_until"] = shown(window.end_minute)
            kwargs[f"d{window.weekday}_{slot}_kind"] = window.kind
        super().__init__(**kwargs)
        for day, name in enumerate(day_names()):
            for hour in chain(*self.pairs(day)):
                hour.label.text = name

    def pairs(self, day: int) -> list[Pair]:
        return [(self[f"d{day}_{slot}_from"], self[f"d{day}_{slot}_until"]) for slot in range(WINDOWS)]

    def kinds(self, day: int) -> list[SelectField]:
        return [self[f"d{day}_{slot}_kind"] for slot in range(WINDOWS)]

    @property
    def days(self) -> list[tuple[str, list[tuple[HourField, HourField, SelectField]]]]:
        """As the week editor shows them."""
        return [(name, self._shown(day)) for day, name in enumerate(day_names())]

    def _shown(self, day: int) -> list[tuple[HourField, HourField, SelectField]]:
        """What is filled in, and room for more; at least two windows."""
        windows = [(*pair, kind) for pair, kind in zip(self.pairs(day), self.kinds(day), strict=True)]
        filled = [n for n, (start, end, _kind) in enumerate(windows) if start.data or end.data]
        return windows[: max(2, max(filled, default=0) + 2)]

    def copy(self) -> None:
        """Write one day's hours into others, as typed; nothing is checked and nothing saved yet."""
        source = self.copy_from.data if self.copy_from.data in range(7) else 0
        for day in COPY_TO.get(self.copy_to.data, COPY_TO["weekdays"]):
            for slot in range(WINDOWS):
                for part in ("from", "until", "kind"):
                    self[f"d{day}_{slot}_{part}"].data = self[f"d{source}_{slot}_{part}"].data

    def validate(self, extra_validators: Any = None) -> bool:
        fine = super().validate(extra_validators)
        self.week = [
            Window(day, *told)
            for day in range(7)
            for told in self.windows(self.pairs(day), [kind.data or "" for kind in self.kinds(day)])
        ]
        return fine and not self.errors_now()

    def errors_now(self) -> bool:
        """Errors found after the fields' own."""
        return any(field.errors for field in self)


class _Day(DateField):
    """Says what to do instead of "not a valid date"."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([value.strip()[:10] for value in valuelist])
        except ValueError as wrong:
            raise ValueError(gettext("Choose a day.")) from wrong


class ExceptionForm(Asked):
    """One date or several in a row: closed, or other hours."""

    day = _Day(_l("Day"), [InputRequired(_l("Choose a day."))])
    last = _Day(_l("Up to and including"), [Optional()])
    closed = RadioField(
        _l("On this day, or these days"), default="closed",
        choices=[("closed", _l("I take no sessions")), ("other", _l("I have other hours"))],
    )  # fmt: skip
    first_from, first_until = HourField(_l("From")), HourField(_l("Until"), end=True)
    second_from, second_until = HourField(_l("And from")), HourField(_l("Until"), end=True)
    note = line(_l("Note for yourself"), maximum=120)

    @property
    def days(self) -> list[date]:
        """All of them, once they are found fine."""
        first, last = self.day.data, self.last.data or self.day.data
        return [first + timedelta(days=n) for n in range((last - first).days + 1)]

    def validate(self, extra_validators: Any = None) -> bool:
        fine = super().validate(extra_validators)
        pairs = [(self.first_from, self.first_until), (self.second_from, self.second_until)]
        self.told = [] if self.closed.data == "closed" else [told[:2] for told in self.windows(pairs)]
        if fine and self.closed.data == "other" and not self.told and not any(field.errors for field in self):
            self.refuse(Refused(gettext("Give the hours of that day, or say that you take no sessions."), "first_from"))
        return fine and not any(field.errors for field in self)


class HolidaysForm(Asked):
    """Whose public holidays are taken, and which of those to come are worked all the same."""

    country = SelectField(_l("Public holidays of"))
    worked = SelectMultipleField(_l("I work all the same on"))

    def __init__(self, today: date, country: str = "", worked: list[str] = [], **kwargs: Any):  # noqa: B006 (never changed)
        super().__init__(country=country, worked=worked, **kwargs)
        known = [(code, name) for code, name in countries(everywhere=True) if code in known_countries()]
        self.country.choices = [("", gettext("No public holidays")), *known]
        chosen, until = self.country.data or "", today + timedelta(days=365)
        days = holidays_of(chosen, today, until, get_locale().language) if chosen else []
        self.worked.choices = [(day.isoformat(), f"{as_day(day)}: {name}") for day, name in days]

    @property
    def days_worked(self) -> list[date]:
        return [date.fromisoformat(day) for day in self.worked.data or ()]


class BreakForm(Asked):
    """A break, with or without the day of the return."""

    until = _Day(_l("Back on"), [Optional()])


def _limit(label: Any, high: int) -> Whole:
    said = _l("Give a whole number from 1 to %(high)d, or nothing for no limit.", high=high)
    return Whole(label, [Optional(), NumberRange(1, high, said)])


class BookingForm(Form):
    """On what terms times can be booked."""

    notice_hours = whole(_l("Notice"), 0, 336)
    horizon_days = whole(_l("Bookable for"), 1, 180)
    buffer_before = whole(_l("Free before a session"), 0, 240)
    buffer_after = whole(_l("Free after a session"), 0, 240)
    weekly_limit = _limit(_l("Sessions a week, at most"), 100)
    hours_month = _limit(_l("Hours a month, at most"), 200)
