"""What an innovation needs help with."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.innovations.words import PRIORITIES
from app.reference.queries import topic_choices
from app.web.forms import Form, RadioField, SelectField, line, required


class NeedForm(Form):
    """A topic in which help is wanted."""

    topic = SelectField(_l("Topic"), validators=[required(_l("Choose a topic."))])
    priority = RadioField(_l("How much does it matter?"), coerce=int, default=2)
    note = line(_l("What exactly"), maximum=300)

    def __init__(self, **defaults: Any):
        super().__init__(data=defaults)
        self.topic.choices = [("", _("Choose…")), *topic_choices()]
        self.priority.choices = [(number, str(name)) for number, name in PRIORITIES.items()]
