"""The box for a message, and the few other forms."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, MultipleFileField
from wtforms.validators import InputRequired

from app.files.keeping import Upload, read_upload
from app.messages.queries.reports import OUTCOMES, REASONS
from app.web.forms import Form, RadioField, line, paragraph, required

LONGEST = 5000
MOST_FILES = 5
_EMPTY = _l("Write something first.")


class MessageForm(Form):
    """Light Markdown, and up to five files."""

    text = paragraph(_l("Your message"), maximum=LONGEST)
    file = MultipleFileField(_l("Files"))

    @classmethod
    def next(cls) -> MessageForm:
        """Empty again, and where one goes on typing: it comes into a page that is open already."""
        return cls._awaited("data-focus")

    @classmethod
    def first(cls) -> MessageForm:
        """Where one begins to type when the page opens, with or without script."""
        return cls._awaited("autofocus")

    @classmethod
    def _awaited(cls, mark: str) -> MessageForm:
        form = cls(formdata=None)
        form.text.render_kw = {mark: True}
        return form

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Something has to be sent: words or a file."""
        good = super().validate(*args, **kwargs)
        if good and not self.text.data and not self._sent():
            self.text.errors = [_EMPTY]
        if len(self._sent()) > MOST_FILES:
            self.file.errors = [_l("Five files at most go with a message.")]
        return good and not self.text.errors and not self.file.errors

    def uploads(self) -> list[Upload]:
        """The files, looked into. Refused, with words, when one is of no kind that is taken."""
        return [read_upload(file) for file in self._sent()]

    def _sent(self) -> list[Any]:
        return [file for file in self.file.data or [] if getattr(file, "filename", "")]


class EditForm(Form):
    """Other words in their place."""

    text = paragraph(_l("Your message"), required(_EMPTY), maximum=LONGEST)


class GroupForm(Form):
    """What a group is called."""

    title = line(_l("What is it about?"), required(_l("Give the group a name.")), maximum=120)


class SeenForm(Form):
    """Whether others see what one has read."""

    shows = BooleanField(_l("Others see when I have read their messages, and I see when they have read mine"))


class ReportForm(Form):
    """Show a message to the animators."""

    reason = RadioField(
        _l("What is it about?"), [InputRequired(_l("Choose what comes closest."))], choices=list(REASONS.items())
    )
    text = paragraph(_l("What should they know?"), maximum=2000)


class DecideForm(Form):
    """What an animator decides about it."""

    outcome = RadioField(_l("Your decision"), [InputRequired(_l("Choose what you decide."))])
    words = paragraph(_l("What both sides read"), maximum=1000)

    def __init__(self, can_suspend: bool, **kwargs: Any):
        super().__init__(**kwargs)
        self.outcome.choices = [it for it in OUTCOMES.items() if can_suspend or it[0] != "suspended"]
