"""Who is meant: a member by name or address."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, ValidationError
from wtforms.validators import Optional

from app.innovations.queries import people_found
from app.offers.forms.parts import UnitsField
from app.web.forms import Form, RadioField, SelectField, line, required


class PersonForm(Form):
    """A member; when several fit, one of them is chosen."""

    who = line(_l("Name or e-mail address"), required(_l("Write a member's name or address.")), maximum=254)
    person = RadioField(_l("Which of them?"), validate_choice=False)

    chosen: str = ""

    def __init__(self, reader_id: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
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
            raise ValidationError(_("Nobody of that name or address is a member here."))
        self.person.choices = [(row.id, f"{row.name}\n{row.headline or row.organisation or ''}") for row in people]
        raise ValidationError(_("Several people fit. Choose one below."))


class AssessorForm(PersonForm):
    """An assessor, and how many they can take."""

    most = UnitsField(_l("At most"), [Optional()])


class ConflictForm(Form):
    """Between whom there is a conflict of interest, and why."""

    person = SelectField(_l("Assessor"))
    innovation = SelectField(_l("Innovation"))
    reason = line(_l("Why"), required(_l("Say in a few words what ties them.")), maximum=300)
