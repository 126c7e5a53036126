"""Notes at the desk, decisions, and the words of the letters."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired

from app.selection.models import OUTCOMES
from app.selection.words import OUTCOMES as NAMES
from app.web.forms import Form, RadioField, line, paragraph, required


class NotesForm(Form):
    """What is to be talked about."""

    notes = paragraph(_l("Notes for the discussion"), maximum=4000)


class DecisionForm(Form):
    """What becomes of those that were chosen, and why."""

    outcome = RadioField(_l("Decision"), [DataRequired(_l("Choose one."))])
    reason = paragraph(_l("Why"), required(_l("Say why: the team reads it.")), maximum=4000)

    def __init__(self, outcomes: tuple[str, ...] = OUTCOMES, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.outcome.choices = [(code, str(NAMES[code])) for code in outcomes]


class LetterForm(Form):
    """The words of a letter; names in braces are filled in."""

    subject = line(_l("Subject"), required(_l("Write a subject.")), maximum=160)
    text = paragraph(_l("Text"), required(_l("Write the letter.")), maximum=8000)
