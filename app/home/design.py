"""What the page /design shows: a form with one field of each kind, some of them wrong, and sample data."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    FileField,
    Form,
    IntegerField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import DataRequired, Length

from app import config

KINDS = [SelectChoice("", _l("any")), SelectChoice("first_talk", _l("first talks only"))]
TOPICS = [
    SelectChoice("finance", _l("Finance and investment")),
    SelectChoice("legal", _l("Legal and governance")),
    SelectChoice("impact", _l("Impact measurement")),
    SelectChoice("replication", _l("Replication and franchising")),
]
VISIBILITY = [
    SelectChoice("private", _l("Only me\nNobody else reads it, ever.")),
    SelectChoice("pair", _l("Both of us\nYou and your mentor can read it.")),
    SelectChoice("animator", _l("The animator too\nFor what should be looked at.")),
]
PLACES = [SelectChoice("remote", _l("Online")), SelectChoice("here", _l("At a place"))]
CATEGORIES = [SelectChoice("", _l("Choose one")), SelectChoice("space", _l("Space"))]
WEEK = (("monday", _l("Monday")), ("tuesday", _l("Tuesday")), ("wednesday", _l("Wednesday")))


class DesignForm(Form):
    """One field of each kind."""

    title = StringField(_l("Title"), [DataRequired(_l("Say in a few words what you give.")), Length(max=120)])
    email = StringField(_l("E-mail address"), [DataRequired()])
    password = PasswordField(
        _l("Password"), [DataRequired(), Length(min=12, message=_l("Use at least 12 characters."))]
    )
    about = TextAreaField(_l("What is it about?"), [Length(max=4000)])
    category = SelectField(_l("Category"), choices=CATEGORIES)
    topics = SelectMultipleField(_l("Topics"), choices=TOPICS)
    visibility = RadioField(_l("Who can read this note?"), choices=VISIBILITY)
    place = RadioField(_l("Where?"), [DataRequired(_l("Choose one."))], choices=PLACES)
    quantity = IntegerField(_l("How many?"))
    until = DateField(_l("Until when?"))
    photo = FileField(_l("Photo"))
    region = StringField(_l("Region"))
    agree = BooleanField(_l("Show my name on the public page"))
    zone = StringField(_l("Time zone"))
    locked = StringField(_l("Address of the profile"), render_kw={"disabled": True})
    message = TextAreaField(_l("Message"), [DataRequired()])
    monday_from = TimeField(_l("From"))
    monday_kind = SelectField(_l("For"), choices=KINDS)
    monday_until = TimeField(_l("Until"))
    tuesday_from = TimeField(_l("From"))
    tuesday_kind = SelectField(_l("For"), choices=KINDS)
    tuesday_until = TimeField(_l("Until"))
    wednesday_from = TimeField(_l("From"))
    wednesday_kind = SelectField(_l("For"), choices=KINDS)
    wednesday_until = TimeField(_l("Until"))


class LateForm(Form):
    """One that cannot be shown again."""

    note = TextAreaField(_l("A personal note"))


def design_context() -> dict[str, Any]:
    """Everything that design.html needs."""
    form = DesignForm(data={"email": "ana.kovac@example.org", "topics": ["legal"], "visibility": "pair", "quantity": 6})
    form.title.errors = [_l("Say in a few words what you give.")]
    form.password.errors = [_l("Use at least 12 characters.")]
    form.place.errors = [_l("Choose one.")]
    form.tuesday_until.errors = [_l("The end comes before the beginning.")]
    week = [(label, [(form[f"{day}_from"], form[f"{day}_until"], form[f"{day}_kind"])]) for day, label in WEEK]
    late = LateForm(data={"note": _l("Could we look at the price list on Thursday?")})
    late.note.errors = [_l("This request was withdrawn in the meantime.")]
    return {"form": form, "late": late, "week": week, "icons": _icons(), "days": _days(), "year": _year()}


def _year() -> dict[str, Any]:
    """A strip of days with nothing, little and much in them."""
    first = date(2026, 1, 5)
    days = [
        {"day": first + timedelta(days=n), "x": n // 7 * 16 + 1, "y": n % 7 * 16 + 1, "size": n % 5 * 3, "count": n % 5,
         "url": "#"}
        for n in range(70)
    ]  # fmt: skip
    return {"days": days, "months": [(date(2026, 2, 1), 64), (date(2026, 3, 1), 128)], "width": 176}


def _icons() -> list[str]:
    sprite = (config.SHIPPED / "static" / "icons.svg").read_text("utf-8")
    return re.findall(r'<symbol id="([^"]+)"', sprite)


def _days() -> list[dict[str, Any]]:
    times = {
        "18": ["09:00", "09:30", "14:00"],
        "19": ["10:00", "10:30"],
        "20": [],
        "21": ["09:00", "13:30"],
        "22": ["11:00"],
    }
    names = zip(times, (_l("Mon"), _l("Tue"), _l("Wed"), _l("Thu"), _l("Fri")), strict=True)
    return [
        {
            "label": name,
            "number": number,
            "long": f"{name} {number}",
            "slots": [
                {"value": f"{number}-{at}", "text": at, "note": "", "disabled": (number, at) == ("18", "09:30")}
                for at in times[number]
            ],
        }
        for number, name in names
    ]
