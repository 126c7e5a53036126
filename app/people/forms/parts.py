"""The fields that several forms share."""

from __future__ import annotations

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from babel.languages import get_official_languages
from flask_babel import lazy_gettext as _l
from wtforms import Field, PasswordField, StringField, ValidationError
from wtforms.validators import DataRequired, Length, Optional

from app.config import LANGUAGES
from app.people import addresses, passwords
from app.people.queries import cluster
from app.reference.queries import SPOKEN, languages
from app.web.forms import RadioField, SelectField, SelectMultipleField, clean, line, readable, required

ROLE_NAMES = {
    "member": _l("Member"),
    "partner": _l("Partner"),
    "observer": _l("Observer"),
    "animator": _l("Animator"),
}
ROLES_TOLD = {
    "member": _l("Member\nMentors, innovators and stakeholders: takes part in everything."),
    "partner": _l("Partner\nStaff of a consortium partner: takes part in everything."),
    "observer": _l("Observer\nReads figures and reports, without people's names; changes nothing."),
    "animator": _l("Animator\nRuns the cluster: invites, introduces, moderates."),
}
SITE_LANGUAGES = {"en": "English", "fr": "Français"}


def zone_choices() -> list[tuple[str, str]]:
    """Time zones by name. The first is empty: the browser's own is put there (data-timezone-guess), and confirmed."""
    return [("", str(_l("Choose your time zone"))), *((name, name.replace("_", " ")) for name in _zones())]


@cache
def _zones() -> list[str]:
    known = (name for name in available_timezones() if "/" in name)
    old = ("Etc/", "posix/", "right/", "SystemV/", "US/", "Canada/", "Brazil/", "Chile/", "Mexico/")
    return [*sorted(name for name in known if not name.startswith(old)), "UTC"]


def a_mail_address(form: Any, field: Field) -> None:
    """Valid, and from here on in its one form."""
    try:
        field.data = addresses.normal(field.data or "")
    except ValueError:
        raise ValidationError(_l("This is not a complete mail address. It looks like name@example.org.")) from None


def a_good_password(form: Any, field: Field) -> None:
    """Long enough and not everybody's."""
    own = [getattr(form, name).data or "" for name in ("email", "name") if hasattr(form, name)]
    if wrong := passwords.problem(field.data or "", *own):
        raise ValidationError(wrong)


def email_field(label: Any, missing: Any = None) -> StringField:
    return StringField(
        label,
        [DataRequired(missing or _l("Enter a mail address.")), readable, a_mail_address],
        filters=[clean],
        render_kw={"type": "email"},
    )


def password_field(label: Any, missing: Any, *validators: Any) -> PasswordField:
    return PasswordField(label, [DataRequired(missing), readable, Length(max=500), *validators])


def username_field() -> StringField:
    """Not shown and not read: it tells the browser's password store whose password this is."""
    return StringField("")


def new_password_field(label: Any = None) -> PasswordField:
    return password_field(label or _l("Password"), _l("Choose a password."), a_good_password)


def zone_field(label: Any = None) -> SelectField:
    return SelectField(
        label or _l("Your time zone"), [DataRequired(_l("Choose your time zone."))], choices=zone_choices
    )


def locale_field(label: Any = None) -> SelectField:
    return SelectField(
        label or _l("Language of the pages and mails"),
        choices=[(code, SITE_LANGUAGES.get(code, code)) for code in LANGUAGES],
    )


def name_field(label: Any = None) -> StringField:
    return line(label or _l("Your name"), required(_l("Enter a name.")), maximum=120)


def role_field() -> RadioField:
    choices = list(ROLES_TOLD.items())
    return RadioField(_l("Role"), [DataRequired(_l("Choose a role."))], choices=choices, default="member")


LEVEL_NAMES = {
    "basic": _l("a little"),
    "good": _l("well"),
    "fluent": _l("fluently"),
    "native": _l("as my own"),
}
"""How well somebody works in a language, as they say it of themselves."""


def level_fields() -> dict[str, SelectField]:
    """One for each language people work in; a page shows those of the languages that are chosen."""
    told = [("", _l("not said")), *LEVEL_NAMES.items()]
    return {f"level_{code}": SelectField(validators=[Optional()], choices=told, default="") for code in SPOKEN}


def languages_field(label: Any) -> SelectMultipleField:
    return SelectMultipleField(label, choices=languages_nearest_first)


def languages_nearest_first() -> list[tuple[str, str]]:
    """Those of the cluster, then those of its countries, then Europe's others."""
    home = cluster()
    official = [code for country in home.countries for code in get_official_languages(country, de_facto=True)]
    rank = {code: place for place, codes in enumerate((official, home.languages)) for code in codes}
    return sorted(languages(), key=lambda pair: -rank.get(pair[0], -1))
