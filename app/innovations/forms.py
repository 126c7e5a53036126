"""What people tell of an innovation, its team and its needs. Every field is bounded."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField, ValidationError

from app.importing.values import address
from app.innovations.models import SocialInnovation
from app.innovations.queries import Detail, organisation_choices, people_found
from app.innovations.words import PRIORITIES, STAGE_MEANINGS
from app.reference.catalogue import GOALS, SECTORS, STAGES
from app.reference.queries import countries, languages, topic_choices
from app.web.forms import Form, RadioField, SelectField, SelectMultipleField, line, paragraph, required


class InnovationForm(Form):
    """Put an innovation forward, or tell more about it."""

    name = line(_l("Name"), required(_l("Give it a name.")), maximum=200)
    summary = paragraph(_l("What it is, in short"), required(_l("Say in a few sentences what it is.")), maximum=8000)
    language = SelectField(_l("Language of these texts"))
    challenge = paragraph(_l("The challenge"), maximum=8000)
    solution = paragraph(_l("What it does about it"), maximum=8000)
    stage = SelectField(_l("Maturity"))
    sectors = SelectMultipleField(_l("Sectors"))
    goals = SelectMultipleField(_l("Sustainable Development Goals"), coerce=int)
    country = SelectField(_l("Country"))
    city = line(_l("Town"))
    website = line(_l("Website"), maximum=300)
    organisation_id = SelectField(_l("Organisation"))

    def __init__(self, innovation: SocialInnovation | None = None, more: Detail | None = None, **defaults: Any):
        data = dict(defaults)
        if innovation is not None and more is not None:
            names = ("name", "summary", "language", "challenge", "solution", "stage", "country", "city", "website")
            data |= {name: getattr(innovation, name) for name in names}
            data |= {"organisation_id": innovation.organisation_id or ""}
            data |= {"sectors": list(more.sectors), "goals": list(more.goals)}
        super().__init__(data=data)
        nothing = ("", _("Not said"))
        self.language.choices = [nothing, *languages()]
        self.stage.choices = [nothing, *((code, f"{name}: {STAGE_MEANINGS[code]}") for code, name in STAGES.items())]
        self.sectors.choices = [(code, str(name)) for code, name in SECTORS.items()]
        self.goals.choices = [(number, f"{number} {name}") for number, name in GOALS.items()]
        self.country.choices = [nothing, *countries()]
        self.organisation_id.choices = [("", _("None")), *organisation_choices(data.get("organisation_id"))]

    def validate_website(self, field: StringField) -> None:
        """An address as people write it; http:// is put before a bare one."""
        if not field.data:
            return
        sound = address(field.data if "://" in field.data else f"https://{field.data}")
        if not sound or len(sound) > 300:
            raise ValidationError(_("Write a web address such as https://example.org."))
        field.data = sound

    def told(self) -> dict[str, Any]:
        """What the actions take."""
        return {name: value for name, value in self.data.items() if name not in ("join", "organisation_id")} | {
            "organisation_id": self.organisation_id.data or None
        }


class PutForwardForm(InnovationForm):
    """The same, and whether one is of its team."""

    join = BooleanField(_l("I am part of its team"), default=True)


class TextForm(Form):
    """The summary in one more language."""

    in_language = SelectField(_l("Language"), validators=[required(_l("Choose a language."))])
    text = paragraph(_l("The summary in this language"), maximum=8000)

    def __init__(self, **defaults: Any):
        super().__init__(data=defaults)
        self.in_language.choices = [("", _("Choose…")), *languages()]


class TalkForm(Form):
    """A message to the team."""

    text = paragraph(_l("Your message"), required(_l("Write something first.")), maximum=5000)


class TeamForm(Form):
    """Somebody who joins the team: by name or address; when several fit, one of them is chosen."""

    who = line(_l("Name or e-mail address"), required(_l("Write a member's name or address.")), maximum=254)
    title = line(_l("What they do in the team"), maximum=80)
    person = RadioField(_l("Which of them?"), validate_choice=False)

    chosen: str = ""

    def __init__(self, reader_id: str = "") -> None:
        super().__init__()
        self.person.choices = []
        self.reader_id = reader_id

    def validate_who(self, field: StringField) -> None:
        """Exactly one person must be meant."""
        people = people_found(field.data or "", self.reader_id)
        ids = {row.id for row in people}
        if self.person.data in ids or len(people) == 1:
            self.chosen = self.person.data if self.person.data in ids else people[0].id
            return
        if not people:
            raise ValidationError(_("Nobody of that name or address is a member here. Ask an animator to invite them."))
        self.person.choices = [(row.id, _named(row)) for row in people]
        raise ValidationError(_("Several people fit. Choose one below."))


def _named(row: Any) -> str:
    about = ", ".join(part for part in (row.headline, row.organisation) if part)
    return f"{row.name}\n{about}" if about else row.name


class NeedForm(Form):
    """A topic in which help is wanted."""

    topic = SelectField(_l("Topic"), validators=[required(_l("Choose a topic."))])
    priority = RadioField(_l("How much does it matter?"), coerce=int, default=2)
    note = line(_l("What exactly"), maximum=300)

    def __init__(self, **defaults: Any):
        super().__init__(data=defaults)
        self.topic.choices = [("", _("Choose…")), *topic_choices()]
        self.priority.choices = [(number, str(name)) for number, name in PRIORITIES.items()]


class WithdrawForm(Form):
    """Why it is taken back."""

    reason = line(_l("Why?"), required(_l("Say in a few words why: members will see it.")), maximum=300)
