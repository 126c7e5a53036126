"""Scoring one candidate: each criterion with what each score means in sight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from app.selection.queries import Asked
from app.selection.said import Scored
from app.web.forms import Form, RadioField, line, paragraph, required

SCORES = range(6)


class ScoresForm(Form):
    """Made by `named_scores` with the fields of a round's criteria: `score_<id>` and `note_<id>`."""

    criteria: Sequence[Asked] = ()
    comment = paragraph(_l("What you would tell the team"), maximum=4000)
    then = HiddenField()

    def rows(self) -> list[tuple[Asked, Any, Any]]:
        """Each criterion with its two fields."""
        return [(one, self[f"score_{one.id}"], self[f"note_{one.id}"]) for one in self.criteria]

    def validate(self, extra_validators: Any = None) -> bool:
        """A note is kept with a score alone."""
        fine = bool(super().validate(extra_validators))
        for _criterion, score, note in self.rows():
            if note.data and score.data not in map(str, SCORES):
                score.errors = [*score.errors, _("Give a score as well: a note alone is not kept.")]
                fine = False
        return fine

    def said(self) -> dict[str, Scored]:
        """What was given."""
        return {
            one.id: Scored(int(score.data) if score.data in map(str, SCORES) else None, note.data or "")
            for one, score, note in self.rows()
        }

    def refuse(self, refused: Any) -> None:
        """The action names criteria by their ids."""
        for one in (refused, *refused.also):
            one.field = f"score_{one.field}" if one.field else None
        super().refuse(refused)


def named_scores(criteria: Sequence[Asked], given: Mapping[str, tuple[int, str]], comment: str) -> ScoresForm:
    """The form for these criteria, with what was given before."""
    fields: dict[str, Any] = {"criteria": criteria}
    data: dict[str, Any] = {"comment": comment}
    for one in criteria:
        choices = [(str(score), f"{score}\n{words}") for score, words in enumerate(one.guidance)]
        fields[f"score_{one.id}"] = RadioField(one.name, choices=choices, validate_choice=False)
        fields[f"note_{one.id}"] = line(_l("Why"), maximum=600)
        if told := given.get(one.id):
            data |= {f"score_{one.id}": str(told[0]), f"note_{one.id}": told[1]}
    form: ScoresForm = type("ScoresForm", (ScoresForm,), fields)(data=data)
    return form


class DeclineForm(Form):
    """Why somebody else shall assess it."""

    reason = line(_l("Why"), required(_l("Say in a few words why.")), maximum=300)
    conflict = HiddenField()
