"""What those who take part write down: goals, steps, actions, notes, files; a break, the end."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, DateField, HiddenField, ValidationError
from wtforms.validators import InputRequired, Optional

from app.mentoring.queries.pairs import Who
from app.mentoring.queries.profiles import local_today
from app.mentoring.queries.work import GoalLine
from app.web.forms import Form, RadioField, SelectField, line, paragraph, required
from app.web.language import timezone

RATINGS = [
    ("", _l("Not said")), ("1", _l("1: at the very beginning")), ("2", _l("2: first steps done")),
    ("3", _l("3: half way")), ("4", _l("4: nearly there")), ("5", _l("5: where we want to be")),
]  # fmt: skip
AUDIENCES = [
    ("private", _l("Only me\nNobody else reads it, ever.")),
    ("shared", _l("All who take part\nMentor, mentee and the team.")),
    ("animators", _l("The animators, too\nAll who take part, and the cluster's animators.")),
]
ENDINGS: dict[str, Any] = {
    "no_time": _l("There is no time for it just now"),
    "changed": _l("What we need has changed"),
    "no_match": _l("We are not the right match"),
    "lost_touch": _l("We lost touch"),
    "done": _l("It is done, sooner than planned"),
    "other": _l("Something else"),
}
"""Why a mentorship ends early: nobody's fault, and read by animators only."""
FURTHEST = timedelta(days=5 * 366)


class DueField(DateField):
    """A day from today on, or none; `was` may stay although it is over."""

    def __init__(self, label: Any = None, **kwargs: Any):
        super().__init__(label, [Optional()], **kwargs)
        self.was: date | None = None

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([value.strip()[:10] for value in valuelist])
        except ValueError as wrong:
            raise ValueError(gettext("Choose a day, or none.")) from wrong

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        if self.data is None or self.data == self.was or self.errors:
            return
        today = local_today(timezone())
        if self.data < today:
            raise ValidationError(gettext("This day is over. Choose today or a later one."))
        if self.data > today + FURTHEST:
            raise ValidationError(gettext("This is very far ahead. Choose a day in the next five years."))


class GoalForm(Form):
    """A goal."""

    title = line(_l("Goal"), required(_l("Say in a few words what you want to reach.")), maximum=200)
    detail = paragraph(_l("What would be different then?"), maximum=2000)
    due = DueField(_l("Until"))
    before = SelectField(_l("How far are you now?"), [Optional()], choices=RATINGS)

    def __init__(self, goal: Any = None, **kwargs: Any):
        if goal is not None:
            kwargs |= {"title": goal.title, "detail": goal.detail, "due": goal.due, "before": str(goal.before or "")}
        super().__init__(**kwargs)
        self.due.was = goal.due if goal is not None else None

    @property
    def told(self) -> dict[str, Any]:
        """As the actions take them."""
        before = int(self.before.data) if self.before.data else None
        return {"title": self.title.data, "detail": self.detail.data or "", "due": self.due.data, "before": before}


class StepForm(Form):
    """A step of a goal."""

    text = line(_l("Next step"), required(_l("Say what the step is.")), maximum=300)


class AgreedForm(Form):
    """Who does what until when."""

    text = line(_l("What"), required(_l("Say what is to be done.")), maximum=300)
    owner_id = SelectField(_l("Who"), [InputRequired(_l("Choose who does it."))])
    due = DueField(_l("Until"))

    def __init__(self, people: list[Who], **kwargs: Any):
        super().__init__(**kwargs)
        self.owner_id.choices = [(who.id, who.name) for who in people]


class NoteForm(Form):
    """A note, and who reads it (M7)."""

    text = paragraph(_l("Note"), required(_l("Write something first.")), maximum=8000)
    audience = RadioField(_l("Who reads it"), choices=AUDIENCES, default="private")
    session_id = HiddenField()


class FileForm(Form):
    """A file."""

    file = FileField(_l("File"))


class MemberForm(Form):
    """Somebody of the team."""

    person_id = SelectField(_l("Who"), [InputRequired(_l("Choose somebody of your team."))])

    def __init__(self, people: list[Who], **kwargs: Any):
        super().__init__(**kwargs)
        self.person_id.choices = [(who.id, who.name) for who in people]


class TalkForm(Form):
    """A message to the other one."""

    text = paragraph(_l("Your message"), required(_l("Write something first.")), maximum=5000)


class PauseForm(Form):
    """A break."""

    note = line(_l("Why, or until when"), maximum=300)


class EndingForm(Form):
    """It ends early; all of it may be left out."""

    reason = RadioField(
        _l("What comes closest?"), [Optional()], choices=[*ENDINGS.items(), ("", _l("I'd rather not say"))], default=""
    )
    note = paragraph(_l("Anything the animators should know"), maximum=2000)


class ClosingForm(Form):
    """Looking back at the end; `goals` are the fields of each goal, where one rates."""

    changed = paragraph(_l("What has changed?"), maximum=3000)
    may_tell = BooleanField(_l("The cluster may tell this story"))
    goals: list[tuple[GoalLine, Any, Any]]

    @property
    def ratings(self) -> dict[str, dict[str, int]]:
        """`before` and `after` by goal, where said."""
        told: dict[str, dict[str, int]] = {"before": {}, "after": {}}
        for goal, before, after in self.goals:
            for side, field in (("before", before), ("after", after)):
                if field.data:
                    told[side][goal.id] = int(field.data)
        return told


def closing_form(goals: list[GoalLine], rates: bool, **kwargs: Any) -> ClosingForm:
    """With two ratings for each goal that was not dropped, for who rates."""
    rated = [goal for goal in goals if rates and goal.state != "dropped"]
    fields: dict[str, Any] = {}
    for goal in rated:
        for side, label in (("before", _l("At the beginning")), ("after", _l("Now"))):
            fields[f"{side}_{goal.id}"] = SelectField(label, [Optional()], choices=RATINGS,
                                                      default=str(getattr(goal, side) or ""))  # fmt: skip
    form: ClosingForm = type("ClosingFormOf", (ClosingForm,), fields)(**kwargs)
    form.goals = [(goal, form[f"before_{goal.id}"], form[f"after_{goal.id}"]) for goal in rated]
    return form
