"""Report a post; decide what becomes of it."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from app.offers.models import REPORT_REASONS
from app.offers.words import REPORTED
from app.web.forms import Form, RadioField, paragraph

DECISIONS: dict[str, Any] = {
    "approve": _l("Put it on the board"),
    "keep": _l("Keep it: nothing is wrong with it"),
    "show": _l("Put it back on the board"),
    "return": _l("Return it to its owner: they can mend it and publish it again"),
    "hide": _l("Hide it: only its owner and the animators see it; what is agreed goes on"),
    "remove": _l("Remove it for good: its words and files are gone, open requests end"),
}
"""What an animator can decide about a post."""


class ReportForm(Form):
    """Not right, and why."""

    reason = RadioField(
        _l("What is not right?"),
        [InputRequired(_l("Choose what comes closest."))],
        choices=[(key, REPORTED[key]) for key in REPORT_REASONS],
    )
    text = paragraph(_l("In your words"), maximum=2000)


class DecisionForm(Form):
    """What becomes of it."""

    decision = RadioField(_l("What shall become of it?"), [InputRequired(_l("Choose one."))])
    note = paragraph(_l("A note to its owner"), maximum=600)

    def __init__(self, possible: list[str], **kwargs: Any):
        super().__init__(**kwargs)
        self.decision.choices = [(key, words) for key, words in DECISIONS.items() if key in possible]
