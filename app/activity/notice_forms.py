"""The settings of how one is told: for all kinds together as a form, for each kind as one choice in a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from babel.dates import get_day_names
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField
from wtforms.validators import Optional

from app.activity.actions import Wanted
from app.activity.mail_kinds import kind_keys
from app.activity.models import NoticeSettings
from app.activity.ways import WAYS
from app.web.forms import Form, RadioField, SelectField

PREFIX = "how-"
"""Of the fields of the table: how-offers.claim_made."""


class NoticeForm(Form):
    """Quiet, the digest and its hour, and what others see."""

    quiet = BooleanField(_l("Quiet: no mail for now, except what concerns your account, like a new password"))
    digest = RadioField(
        _l("The digest: one mail with all that is new"),
        choices=[("daily", _l("Every day")), ("weekly", _l("Once a week")), ("never", _l("Never"))],
        default="weekly",
    )
    digest_day = SelectField(_l("Day, when once a week"), coerce=int, choices=lambda: list(enumerate(_days())))
    digest_hour = SelectField(_l("Time"), coerce=int, choices=lambda: [(n, f"{n:02d}:00") for n in range(24)])
    shows_seen = BooleanField(_l("Show others when I have seen their messages"))

    @classmethod
    def filled(cls, settings: NoticeSettings) -> NoticeForm:
        """As it is."""
        return cls(formdata=None, data={field.name: getattr(settings, field.name) for field in fields(Wanted)})

    def wanted(self) -> Wanted:
        """What was chosen."""
        return Wanted(**{field.name: self[field.name].data for field in fields(Wanted)})


class PauseForm(Form):
    """Until which day something is put off."""

    day = DateField(_l("Or until another day"), [Optional()])


def _days() -> list[str]:
    names = get_day_names("wide", locale=get_locale() or "en")
    return [names[day] for day in range(7)]


def chosen_ways(sent: Mapping[str, str]) -> dict[str, str] | None:
    """The choices of the table by kind; None when there is a kind or a way among them that does not exist."""
    ways = {name.removeprefix(PREFIX): how for name, how in sent.items() if name.startswith(PREFIX)}
    known = set(kind_keys())
    return ways if all(key in known and how in WAYS for key, how in ways.items()) else None
