"""What people say of themselves, of their organisation, and of their role."""

from __future__ import annotations

import re
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, Field, TextAreaField, ValidationError
from wtforms.validators import Optional

from app.people.forms.parts import languages_field, level_fields, locale_field, name_field, role_field, zone_field
from app.reference.queries import countries, language_name
from app.web.forms import Form, SelectField, SelectMultipleField, line, paragraph, required

MOST_LINKS = 5
MOST_SITES, LONGEST_SITE = 20, 300
_SITE = re.compile(r"https://(?P<host>[^/:@?#\s]{1,253})(?::(?P<port>[1-9][0-9]{0,4}))?/?", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{1,63}")
ORGANISATION_KINDS = {
    "stakeholder": _l("Stakeholder"),
    "partner": _l("Partner of the consortium"),
    "incubator": _l("Incubator or hub"),
    "venture": _l("Social venture"),
    "public": _l("Public body"),
    "funder": _l("Funder"),
    "other": _l("Other"),
}


def web_address(text: str) -> str:
    """A whole http(s) address, with https:// put in front where it was left out; ValueError when it is none."""
    whole = text if "://" in text else f"https://{text}"
    parts = urlsplit(whole)
    if parts.scheme not in ("http", "https") or "." not in (parts.hostname or "") or " " in whole or len(whole) > 300:
        raise ValueError("no web address")
    return whole


def a_web_address(form: Any, field: Field) -> None:
    try:
        field.data = web_address(field.data or "")
    except ValueError:
        raise ValidationError(_l("This is not a complete web address. It looks like https://example.org.")) from None


def web_addresses(form: Any, field: Field) -> None:
    """A few, one per line."""
    lines = [line for line in (field.data or "").split("\n") if line.strip()]
    if len(lines) > MOST_LINKS:
        raise ValidationError(_l("Give at most 5 links."))
    try:
        field.data = "\n".join(web_address(line.strip()) for line in lines)
    except ValueError:
        raise ValidationError(
            _l("One of these is not a complete web address. They look like https://example.org.")
        ) from None


def country_field() -> SelectField:
    return SelectField(_l("Country"), [Optional()], choices=lambda: [("", str(_l("Choose a country"))), *countries()])


class ProfileForm(type("_Levels", (Form,), level_fields())):  # type: ignore[misc]
    """What others read. How well somebody speaks a language is asked for those they have chosen."""

    name = name_field(_l("Name"))
    pronouns = line(_l("Pronouns"), maximum=40)
    headline = line(_l("In one line"), maximum=160)
    organisation = line(_l("Organisation"), maximum=160)
    about = paragraph(_l("About you"), maximum=4000)
    city = line(_l("City"), maximum=120)
    country = country_field()
    languages = languages_field(_l("Languages you work in"))
    links = paragraph(_l("Links"), web_addresses, maximum=1600)

    @property
    def levels(self) -> dict[str, str]:
        """Of the chosen languages."""
        return {code: self[f"level_{code}"].data or "" for code in self.languages.data or []}

    @property
    def level_fields(self) -> list[tuple[str, Field]]:
        """The language's name and the field, of those chosen so far."""
        known = [code for code in self.languages.data or [] if f"level_{code}" in self]
        return sorted((language_name(code), self[f"level_{code}"]) for code in known)

    @property
    def links_list(self) -> list[str]:
        return [link for link in (self.links.data or "").split("\n") if link]


class PhotoForm(Form):
    photo = FileField(_l("Photo"), [FileRequired(_l("Choose a file first."))])


class PreferencesForm(Form):
    locale = locale_field()
    timezone = zone_field()


class OrganisationForm(Form):
    name = line(_l("Name"), required(_l("Give the organisation's name.")), maximum=160)
    kind = SelectField(_l("What it is"), choices=list(ORGANISATION_KINDS.items()))
    about = paragraph(_l("What it does"), maximum=4000)
    website = line(_l("Website"), a_web_address, maximum=290)
    city = line(_l("City"), maximum=120)
    country = country_field()


def a_room_pattern(form: Any, field: Field) -> None:
    """An https address with {room} behind its host: there a name is put that nobody can guess."""
    try:
        parts = urlsplit(field.data or "")
        whole = parts.scheme == "https" and "." in (parts.hostname or "") and "{" not in parts.netloc
    except ValueError:
        whole = False
    behind = (field.data or "").replace("{room}", "", 1)
    if not whole or behind == field.data or {"{", "}", " "} & set(behind):
        raise ValidationError(_l("Give an address that begins with https:// and has {room} once, behind the host."))


class OriginsField(TextAreaField):
    """Sites, one a line, as a list; what is typed wrong is kept as it is."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        lines = (valuelist[0] if valuelist else "").splitlines()
        shown = ("".join(letter for letter in line if letter.isprintable()).strip() for line in lines)
        self.data = [line[:LONGEST_SITE] for line in shown if line]

    def _value(self) -> str:
        return "\n".join(self.data or ())


def origins(form: Any, field: Field) -> None:
    """Whole sites over https, as browsers name them: they go into a header, so nothing else may be in them."""
    if len(field.data or ()) > MOST_SITES:
        raise ValidationError(_l("Name at most 20 sites."))
    try:
        field.data = list(dict.fromkeys(_origin(line) for line in field.data or ()))
    except ValueError:
        raise ValidationError(
            _l("Write each site on a line of its own, like https://www.example.org, without a page.")
        ) from None


def _origin(text: str) -> str:
    """ "https://Bücher.example/" → "https://xn--bcher-kva.example"; ValueError when it is no site."""
    said = _SITE.fullmatch(text)
    host = said["host"].lower().encode("idna").decode("ascii") if said else ""
    if said is None or not _HOST.fullmatch(host) or int(said["port"] or 1) > 65535:
        raise ValueError("no site")
    return f"https://{host}" + (f":{said['port']}" if said["port"] else "")


class ClusterForm(Form):
    name = line(_l("Name of the cluster"), required(_l("Give the cluster a name.")), maximum=120)
    about = paragraph(_l("What it is and does"), maximum=4000)
    countries = SelectMultipleField(_l("Countries of the cluster"), choices=partial(countries, everywhere=False))
    languages = languages_field(_l("Languages of the cluster"))
    timezone = zone_field(_l("Time zone of the cluster"))
    room_pattern = line(_l("Meeting rooms"), a_room_pattern, maximum=200)
    embed_origins = OriginsField(_l("Sites that may show the public board"), [origins])
    approve_posts = BooleanField(_l("An animator looks at every offer and need before it is on the board"))
    take_proposals = BooleanField(_l("Visitors can put innovations forward"))


class RoleForm(Form):
    role = role_field()


class AnswerForm(Form):
    """To a request to join."""

    role = role_field()
    note = paragraph(_l("A personal note"), maximum=1000)
