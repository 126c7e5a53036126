"""A contact as it is written down."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import ValidationError
from wtforms.validators import AnyOf, Optional

from app.offers.forms.parts import DayField
from app.offers.queries import today
from app.stakeholders.models import CONTACT_KINDS
from app.stakeholders.words import CONTACT
from app.web.forms import Form, RadioField, line, paragraph

SPAN = timedelta(days=10 * 366)


class ContactForm(Form):
    """How, when and with whom; what was said; what comes next."""

    kind = RadioField(
        _l("How"), choices=list(CONTACT.items()), default="call", validate_choice=False,
        validators=[AnyOf(CONTACT_KINDS, _l("Say what kind of contact it was."))],
    )  # fmt: skip
    held_on = DayField(_l("When"), default=lambda: today())
    who = line(_l("With whom"), maximum=160)
    text = paragraph(_l("What was said"), maximum=4000)
    next_step = line(_l("Next step"), maximum=300)
    next_on = DayField(_l("By when"), [Optional()])

    def validate_held_on(self, field: DayField) -> None:
        """A day that has come."""
        if field.data is None:
            raise ValidationError(_("Say on which day it was."))
        if field.data > today():
            raise ValidationError(_("This day has not come yet. What is planned is a next step."))
        _near(field)

    def validate_next_on(self, field: DayField) -> None:
        """Of a step that is named."""
        _near(field)
        if field.data and not self.next_step.data:
            raise ValidationError(_("Say what there is to do by then."))


def _near(field: Any) -> None:
    if field.data and abs(field.data - today()) > SPAN:
        raise ValidationError(_("Choose a day within ten years of today."))
