"""Who works on an innovation, and what they say to each other."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, ValidationError

from app.innovations.queries import people_found
from app.people.forms.parts import email_field, locale_field
from app.web.forms import Form, RadioField, line, paragraph, required


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


class TeamInvitationForm(Form):
    """Somebody who has no account yet, by their address."""

    email = email_field(_l("Mail address"))
    invited_name = line(_l("Name"), maximum=120)
    invited_title = line(_l("What they do in the team"), maximum=80)
    locale = locale_field(_l("Language of the mail"))
    note = paragraph(_l("A personal note"), maximum=1000)
