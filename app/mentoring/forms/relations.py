"""Asking, answering, looking back."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField
from wtforms.validators import InputRequired, Length, Optional

from app.mentoring.queries.standing import SHORTEST_REASON
from app.web.forms import Form, RadioField, SelectField, paragraph, required

REASONS: dict[str, Any] = {
    "no_time": _l("I have no time in the coming weeks"),
    "not_my_field": _l("Somebody with another background would help you more"),
    "language": _l("We would need a language that we share"),
    "conflict": _l("I am too close to this: an interest of mine could be in the way"),
    "other": _l("It does not fit just now"),
}
"""Why a mentor declines: a short list in kind words (M1)."""


class StartDay(DateField):
    """A day, or none; says what to do instead of "not a valid date"."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([value.strip()[:10] for value in valuelist])
        except ValueError as wrong:
            raise ValueError(gettext("Choose a day, or leave it open.")) from wrong


class RequestForm(Form):
    """Ask for mentoring (M1)."""

    mentor = HiddenField()
    innovation_id = SelectField(_l("For which innovation"), [InputRequired(_l("Say which innovation it is for."))])
    reason = paragraph(
        _l("What do you want to work on, and why with this mentor?"),
        required(_l("Say what you want help with.")),
        Length(min=SHORTEST_REASON, message=_l("Tell a little more: at least %(n)d characters.", n=SHORTEST_REASON)),
        maximum=4000,
    )

    tried = paragraph(_l("What have you tried so far?"), maximum=2000)
    preferred_start = StartDay(_l("When would you like to begin?"), [Optional()])

    def __init__(self, innovations: list[tuple[str, str]], **kwargs: Any):
        super().__init__(**kwargs)
        if innovations:
            self.innovation_id.choices = innovations
        else:
            del self.innovation_id  # nothing to choose from: a new member may ask before having registered one

    @property
    def chosen(self) -> str | None:
        """The innovation's id, if there is one."""
        return self.innovation_id.data if "innovation_id" in self else None

    def told(self) -> dict[str, Any]:
        """What the action needs."""
        return {
            "reason": self.reason.data or "",
            "innovation_id": self.chosen,
            "tried": self.tried.data or "",
            "preferred_start": self.preferred_start.data,
        }


class QuestionForm(Form):
    """Ask for more before answering (M1)."""

    question = paragraph(
        _l("What would you like to know?"), required(_l("Write what you would like to know.")), maximum=2000
    )


class ReplyForm(Form):
    """Reply to the mentor's question (M1)."""

    text = paragraph(_l("Your reply"), required(_l("Write your reply.")), maximum=4000)


class DeclineForm(Form):
    """Decline in kind words."""

    answer = RadioField(_l("Why"), [InputRequired(_l("Choose what comes closest."))], choices=list(REASONS.items()))
    note = paragraph(_l("A word for them"), maximum=1000)


class FeedbackForm(Form):
    """Two questions (M6)."""

    useful = RadioField(
        _l("Was this session useful?"),
        [InputRequired(_l("Choose what comes closest."))],
        choices=[("4", _l("Very useful")), ("3", _l("Useful")), ("2", _l("A little")), ("1", _l("Not useful"))],
    )
    next_step = paragraph(_l("What is the next step?"), maximum=2000)
