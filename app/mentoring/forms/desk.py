"""Wishes, introductions, changes of a proposal."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import InputRequired

from app.reference.queries import languages, topic_choices
from app.web.forms import Form, SelectField, paragraph


class WishForm(Form):
    """No mentor for this."""

    topic = SelectField(_l("What do you need help with?"), [InputRequired(_l("Choose what it is about."))])
    language = SelectField(_l("In which language?"))
    text = paragraph(_l("Tell a little more"), maximum=2000)

    def __init__(self, **kwargs: Any):
        super().__init__(**kwargs)
        self.topic.choices = [("", gettext("Choose a topic")), *topic_choices()]
        self.language.choices = [("", gettext("Any language I work in")), *languages()]


class IntroduceForm(Form):
    """Bring two people together."""

    mentor = HiddenField()
    note = paragraph(_l("A word to both"), maximum=2000)


class PairForm(Form):
    """A pair of a draft: whom, with which mentor."""

    person = HiddenField()
    mentor = HiddenField()


class PublishForm(Form):
    """Ask everybody of a proposal."""

    note = paragraph(_l("A word to everybody"), maximum=2000)
