"""What people tell of an innovation. Every field is bounded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectChoice, StringField, ValidationError

from app.innovations.forms.seen import sound_address
from app.innovations.models import SocialInnovation
from app.innovations.queries import Detail, organisation_choices
from app.innovations.words import PART_NAMES, stage_choices
from app.reference.catalogue import GOALS, SECTORS
from app.reference.queries import countries, country_name, languages
from app.reference.regions import country_of, regions
from app.web.forms import Form, SelectField, SelectMultipleField, line, paragraph, required

_OWN = ("name", "summary", "language", "challenge", "solution", "evidence", "stage", "country", "region", "city",
        "website", "found_by", "found_at", "internal_note")  # fmt: skip


def region_choices(current: str = "") -> list[SelectChoice]:
    """Every region, under its country's name in the reader's language; and the one that is chosen, of whatever list."""
    known = regions() | ({current: ""} if current and current not in regions() else {})
    rows = [(country_name(country_of(code)), code, name) for code, name in known.items()]
    return [
        SelectChoice(code, f"{code} {name}".strip(), optgroup=country)
        for country, code, name in sorted(rows, key=lambda row: (row[0], row[1]))
    ]


class InnovationForm(Form):
    """Put an innovation forward, or tell more about it."""

    name = line(_l("Name"), required(_l("Give it a name.")), maximum=200)
    summary = paragraph(_l("What it is, in short"), required(_l("Say in a few sentences what it is.")), maximum=8000)
    language = SelectField(_l("Language of these texts"))
    challenge = paragraph(_l("The challenge"), maximum=8000)
    solution = paragraph(_l("What it does about it"), maximum=8000)
    evidence = paragraph(_l("What shows that it works"), maximum=8000)
    stage = SelectField(_l("Maturity"))
    sectors = SelectMultipleField(_l("Sectors"))
    goals = SelectMultipleField(_l("Sustainable Development Goals"), coerce=int)
    country = SelectField(_l("Country"))
    region = SelectField(_l("Region"), default="")
    city = line(_l("Town"))
    website = line(_l("Website"), maximum=300)
    organisation_id = SelectField(_l("Organisation"))
    found_by = line(_l("Who found it"), maximum=160)
    found_at = line(_l("Where it was come across"), maximum=300)
    internal_note = paragraph(_l("Internal note"), maximum=8000)

    def __init__(
        self,
        innovation: SocialInnovation | None = None,
        more: Detail | None = None,
        fresh: bool = False,
        **defaults: Any,
    ):
        data = dict(defaults)
        if innovation is not None and more is not None:
            data |= {name: getattr(innovation, name) for name in _OWN}
            data |= {"organisation_id": innovation.organisation_id or ""}
            data |= {"sectors": list(more.sectors), "goals": list(more.goals)}
        super().__init__(data=data, fresh=fresh)
        nothing = ("", _("Not said"))
        self.language.choices = [nothing, *languages()]
        self.stage.choices = [nothing, *stage_choices()]
        self.sectors.choices = [(code, str(name)) for code, name in SECTORS.items()]
        self.goals.choices = [(number, f"{number} {name}") for number, name in GOALS.items()]
        self.country.choices = [nothing, *countries()]
        self.region.choices = [nothing, *region_choices(data.get("region", ""))]
        self.organisation_id.choices = [("", _("None")), *organisation_choices(data.get("organisation_id"))]

    def validate_website(self, field: StringField) -> None:
        """An address as people write it."""
        sound_address(field)

    def validate_region(self, field: SelectField) -> None:
        """It lies in the country; without one, it says which."""
        if field.data and not self.country.data:
            self.country.data = country_of(field.data)
        if field.data and country_of(field.data) != self.country.data:
            raise ValidationError(_("This region is not in the country that you chose."))

    def told(self) -> dict[str, Any]:
        """What the actions take."""
        return {name: value for name, value in self.data.items() if name not in ("join", "organisation_id")} | {
            "organisation_id": self.organisation_id.data or None
        }


class PutForwardForm(InnovationForm):
    """The same, and whether one is of its team."""

    join = BooleanField(_l("I am part of its team"), default=True)
    parts = SelectMultipleField(_l("What visitors may see"))

    def __init__(self, **defaults: Any):
        super().__init__(**defaults)
        self.parts.choices = [(part, str(name)) for part, name in PART_NAMES.items()]


class PartsForm(Form):
    """What visitors may see of it, each part by itself."""

    parts = SelectMultipleField(_l("What visitors may see"))

    def __init__(self, given: Sequence[str] = (), fresh: bool = False):
        super().__init__(data={"parts": list(given)}, fresh=fresh)
        self.parts.choices = [(part, str(name)) for part, name in PART_NAMES.items()]


class TextForm(Form):
    """The summary in one more language."""

    in_language = SelectField(_l("Language"), validators=[required(_l("Choose a language."))])
    text = paragraph(_l("The summary in this language"), maximum=8000)

    def __init__(self, fresh: bool = False, **defaults: Any):
        super().__init__(data=defaults, fresh=fresh)
        self.in_language.choices = [("", _("Choose…")), *languages()]
