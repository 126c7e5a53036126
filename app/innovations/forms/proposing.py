"""What a visitor puts forward, and what an animator answers. Spam is kept out without any third party: a trap that no
person sees, the time it takes to write, and bounds on length and links."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import BooleanField, Field, HiddenField, StringField, ValidationError
from wtforms.validators import InputRequired

from app.innovations.forms.seen import sound_address
from app.innovations.forms.telling import region_choices
from app.innovations.opened import AT_LEAST, AT_MOST, opened_for, opened_now
from app.innovations.words import stage_choices
from app.people.forms.parts import a_mail_address
from app.reference.catalogue import GOALS, SECTORS
from app.reference.queries import countries
from app.reference.regions import country_of
from app.web.forms import Form, SelectField, SelectMultipleField, line, paragraph, required

MAX_ADDRESSES = 2
"""So many web addresses may stand in the texts, beside the website."""
_ADDRESS = re.compile(r"https?://|www\.|\[url|<a\s", re.IGNORECASE)
TOLD = ("name", "summary", "challenge", "solution", "evidence", "stage", "country", "region", "city", "website",
        "sectors", "goals")  # fmt: skip


class ProposalForm(Form):
    """An innovation, and how to answer whoever knows it."""

    name = line(_l("Name of the innovation"), required(_l("Give it a name.")), maximum=200)
    summary = paragraph(_l("What it is, in short"), required(_l("Say in a few sentences what it is.")), maximum=2000)
    challenge = paragraph(_l("The challenge"), maximum=2000)
    solution = paragraph(_l("What it does about it"), maximum=2000)
    evidence = paragraph(_l("What shows that it works"), maximum=2000)
    stage = SelectField(_l("Maturity"), default="")
    country = SelectField(_l("Country"), default="")
    region = SelectField(_l("Region"), default="")
    city = line(_l("Town"))
    website = line(_l("Website"), maximum=300)
    sectors = SelectMultipleField(_l("Sectors"))
    goals = SelectMultipleField(_l("Sustainable Development Goals"), coerce=int)
    contact_name = line(_l("Your name"), maximum=120)
    contact_email = line(_l("Your mail address"), maximum=254)
    consent = BooleanField(
        _l("I agree that the animators read and keep this, and may show it to the members"),
        [InputRequired(_l("Without your consent nothing can be kept."))],
    )
    surname = StringField(_l("Leave this empty"))
    opened = HiddenField("")

    def __init__(self) -> None:
        super().__init__()
        nothing = ("", _("Not said"))
        self.stage.choices = [nothing, *stage_choices()]
        self.country.choices = [nothing, *countries()]
        self.region.choices = [nothing, *region_choices()]
        self.sectors.choices = [(code, str(name)) for code, name in SECTORS.items()]
        self.goals.choices = [(number, f"{number} {name}") for number, name in GOALS.items()]
        self.sent_at = self.opened.data or ""
        known = opened_for(self.sent_at)
        if known is None or known > AT_MOST:
            self.opened.data = opened_now()

    @property
    def trapped(self) -> bool:
        """Was the field filled in that no person sees?"""
        return bool(self.surname.data)

    def validate_website(self, field: StringField) -> None:
        """An address as people write it."""
        sound_address(field)

    def validate_contact_email(self, field: Field) -> None:
        """Only when there is one."""
        if field.data:
            a_mail_address(self, field)

    def validate_region(self, field: SelectField) -> None:
        """It lies in the country; without one, it says which."""
        if field.data and not self.country.data:
            self.country.data = country_of(field.data)
        if field.data and country_of(field.data) != self.country.data:
            raise ValidationError(_("This region is not in the country that you chose."))

    def validate_summary(self, _field: Field) -> None:
        """All texts together hold few addresses: that is what spam is made of."""
        texts = (self.name, self.summary, self.challenge, self.solution, self.evidence, self.city, self.contact_name)
        if sum(len(_ADDRESS.findall(text.data or "")) for text in texts) > MAX_ADDRESSES:
            told = ngettext(
                "At most %(num)d web address fits here beside the website. Take some out.",
                "At most %(num)d web addresses fit here beside the website. Take some out.",
                MAX_ADDRESSES,
            )
            raise ValidationError(told)

    def validate_opened(self, _field: Field) -> None:
        """Nobody reads and writes this in no time, or leaves it for days."""
        since = opened_for(self.sent_at)
        if since is None or since > AT_MOST:
            raise ValidationError(_("This page was open for very long. Look over what you wrote and send it again."))
        if since < AT_LEAST:
            raise ValidationError(_("That was quick. Look over what you wrote and send it again."))

    def told(self) -> dict[str, Any]:
        """What is said of the innovation."""
        return {name: value for name in TOLD if (value := getattr(self, name).data)}


class AcceptProposalForm(Form):
    """Yes, with a word to whoever put it forward."""

    word = paragraph(_l("A word to them"), maximum=1000)


class DeclineProposalForm(Form):
    """No, and why."""

    note = paragraph(_l("Why not"), required(_l("Say why: the next animator will ask.")), maximum=1000)
