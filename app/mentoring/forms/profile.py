"""A mentor's terms, weekly hours and single days."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from flask_babel import format_date, gettext
from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, StringField, ValidationError
from wtforms.validators import InputRequired, NumberRange, Optional

from app.core.rules import Refused
from app.mentoring.models import MentorProfile
from app.mentoring.slots import Window
from app.reference.queries import topic_choices
from app.web.forms import Form, RadioField, SelectField, SelectMultipleField, clean, line, paragraph, required
from app.web.language import ZONES

LENGTHS = (20, 30, 45, 60, 75, 90, 120)
WINDOWS = 3
"""Windows a day that the form has room for."""
_TIME = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?")


def zone_choices(chosen: str) -> list[tuple[str, str]]:
    """Zones people live in, by region; and the one already chosen."""
    regions = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
    names = {name for name in ZONES if name.startswith(regions)} | {"UTC"} | ({chosen} & ZONES)
    return [(name, name.replace("_", " ")) for name in sorted(names, key=lambda n: (not n.startswith("Europe/"), n))]


def whole(label: Any, low: int, high: int, **kwargs: Any) -> IntegerField:
    """A whole number within bounds."""
    said = _l("Give a whole number from %(low)d to %(high)d.", low=low, high=high)
    return _Whole(label, [InputRequired(said), NumberRange(low, high, said)], **kwargs)


class _Whole(IntegerField):
    """Says what to do, in the reader's language, instead of "not a valid integer"."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([value.strip()[:9] for value in valuelist])
        except ValueError as wrong:
            raise ValueError(gettext("Give a whole number.")) from wrong


class TermsForm(Form):
    """What a mentor offers and on what terms."""

    offer = paragraph(_l("What I can help with"), required(_l("Say in a few words what you can help with.")),
                      maximum=3000)  # fmt: skip
    topics = SelectMultipleField(_l("Topics"), validate_choice=True)
    capacity = whole(_l("Mentees at the same time"), 0, 50)
    session_minutes = SelectField(_l("A session lasts"), coerce=int)
    place = line(_l("Where, or by which link"), maximum=300)
    timezone = SelectField(_l("Your time zone"))
    notice_hours = whole(_l("Notice"), 0, 336)
    horizon_days = whole(_l("Bookable for"), 1, 180)
    buffer_before = whole(_l("Free before a session"), 0, 240)
    buffer_after = whole(_l("Free after a session"), 0, 240)
    weekly_limit = _Whole(
        _l("Sessions a week, at most"),
        [Optional(), NumberRange(1, 100, _l("Give a whole number from 1 to 100, or nothing for no limit."))],
    )

    def __init__(self, profile: MentorProfile | None = None, zone: str = "UTC", topics: Any = (), **kwargs: Any):
        if profile is None:
            kwargs |= {"timezone": zone, "capacity": 2, "session_minutes": 45, "notice_hours": 24}
            kwargs |= {"horizon_days": 56, "buffer_before": 0, "buffer_after": 0}
        super().__init__(obj=profile, topics=list(topics), **kwargs)
        self.topics.choices = topic_choices()
        chosen = profile.session_minutes if profile else 45
        self.session_minutes.choices = [(n, gettext("%(n)d minutes", n=n)) for n in sorted({*LENGTHS, chosen})]
        self.timezone.choices = zone_choices(profile.timezone if profile else zone)

    def terms(self) -> dict[str, Any]:
        """As the action's Terms takes them."""
        return {name: value for name, value in self.data.items() if name != "topics"} | {
            "topics": tuple(self.topics.data or ()), "offer": self.offer.data or "", "place": self.place.data or "",
        }  # fmt: skip


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


def shown(minutes: int) -> str:
    """540 → "09:00"."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


class _Windows(Form):
    """A form with pairs of hours; `pairs` names them."""

    def windows(self, pairs: list[tuple[HourField, HourField]]) -> list[tuple[int, int]]:
        """The pairs filled in, in order; what does not fit together is said beside its field."""
        told: list[tuple[int, int]] = []
        for start, end in pairs:
            if start.errors or end.errors or (start.minutes is None and end.minutes is None):
                continue
            if start.minutes is None or end.minutes is None:
                (end if end.minutes is None else start).errors = [gettext("Give both times, or neither.")]
            elif end.minutes <= start.minutes:
                end.errors = [
                    gettext("The end must be later than the start. What runs past midnight begins a new day.")
                ]
            elif any(start.minutes < other[1] and other[0] < end.minutes for other in told):
                start.errors = [gettext("These hours overlap with others of the same day. Make them one.")]
            else:
                told.append((start.minutes, end.minutes))
        return sorted(told)


def _week_fields() -> dict[str, Any]:
    return {
        f"d{day}_{slot}_{side}": HourField(end=side == "until")
        for day in range(7)
        for slot in range(WINDOWS)
        for side in ("from", "until")
    }


class HoursForm(type("_WeekFields", (_Windows,), _week_fields())):  # type: ignore[misc]
    """The week: three windows a day."""

    def __init__(self, windows: list[Window] = [], **kwargs: Any):  # noqa: B006 (never changed)
        counts = [0] * 7
        for window in windows:
            slot = counts[window.weekday]
            counts[window.weekday] += 1
            kwargs[f"d{window.weekday}_{slot}_from"] = shown(window.start_minute)
            kwargs[f"d{window.weekday}_{slot}_until"] = shown(window.end_minute)
        super().__init__(**kwargs)

    def pairs(self, day: int) -> list[tuple[HourField, HourField]]:
        return [(self[f"d{day}_{slot}_from"], self[f"d{day}_{slot}_until"]) for slot in range(WINDOWS)]

    @property
    def days(self) -> list[tuple[str, list[tuple[HourField, HourField]]]]:
        """As the week editor shows them."""
        names = [format_date(date(2026, 6, 1 + day), "EEEE") for day in range(7)]
        return [(name[:1].upper() + name[1:], self._shown(day)) for day, name in enumerate(names)]

    def _shown(self, day: int) -> list[tuple[HourField, HourField]]:
        """What is filled in, and room for more; at least two windows."""
        pairs = self.pairs(day)
        filled = [n for n, (start, end) in enumerate(pairs) if start.data or end.data]
        return pairs[: max(2, max(filled, default=0) + 2)]

    def validate(self, extra_validators: Any = None) -> bool:
        fine = super().validate(extra_validators)
        self.week = [Window(day, *told) for day in range(7) for told in self.windows(self.pairs(day))]
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


class ExceptionForm(_Windows):
    """One date: closed, or other hours."""

    day = _Day(_l("Day"), [InputRequired(_l("Choose a day."))])
    closed = RadioField(
        _l("On this day"), choices=[("closed", _l("I take no sessions")), ("other", _l("I have other hours"))],
        default="closed",
    )  # fmt: skip
    first_from, first_until = HourField(_l("From")), HourField(_l("Until"), end=True)
    second_from, second_until = HourField(_l("And from")), HourField(_l("Until"), end=True)
    note = line(_l("Note for yourself"), maximum=120)

    def validate(self, extra_validators: Any = None) -> bool:
        fine = super().validate(extra_validators)
        pairs = [(self.first_from, self.first_until), (self.second_from, self.second_until)]
        self.told = [] if self.closed.data == "closed" else self.windows(pairs)
        if fine and self.closed.data == "other" and not self.told and not any(field.errors for field in self):
            self.refuse(Refused(gettext("Give the hours of that day, or say that you take no sessions."), "first_from"))
        return fine and not any(field.errors for field in self)
