"""What is told in a story, and what an animator says to it."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from app.reference.queries import languages
from app.stories.models import StoryOfChange
from app.web.forms import Form, SelectField, line, paragraph, required


class BeginForm(Form):
    """A title is enough: the rest is drafted from what is recorded."""

    title = line(_l("Title"), required(_l("Give the story a title.")), maximum=160)


class StoryForm(Form):
    """The parts of a story, in Markdown."""

    title = line(_l("Title"), required(_l("Give the story a title.")), maximum=160)
    language = SelectField(_l("Language"))
    before = paragraph(_l("Before"), maximum=8000)
    happened = paragraph(_l("What happened"), maximum=8000)
    helped = paragraph(_l("Who helped"), maximum=4000)
    evidence = paragraph(_l("What shows it"), maximum=8000)
    quote = paragraph(_l("A quote"), maximum=1000)
    quote_by = line(_l("Who says it"), maximum=160)
    quote_consent = line(_l("Who agreed that it is shown, and how"), maximum=300)

    def __init__(self, story: StoryOfChange, **kwargs: Any):
        super().__init__(obj=story, **kwargs)
        self.language.choices = [("", "–"), *languages()]

    def told(self) -> dict[str, Any]:
        """The fields by name."""
        return {name: value or "" for name, value in self.data.items() if name != "csrf_token"}


class ReturnForm(Form):
    """What is to be mended."""

    note = paragraph(_l("What is to be mended"), required(_l("Say what is to be mended.")), maximum=1000)


class PublishForm(Form):
    """Whether visitors may read it."""

    public = BooleanField(_l("Visitors may read it, too"))
