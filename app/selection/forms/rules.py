"""Gates and criteria: rows that are there, and a few empty ones. A text left as it is shipped stays translated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FormField, HiddenField, ValidationError

from app.selection.forms.rounds import NumberField
from app.selection.models import MAX_CRITERIA
from app.selection.queries import Asked, Gate
from app.selection.said import CriterionSaid, GateSaid
from app.selection.shipped import criterion_help, criterion_name, gate_words, guidance_of
from app.web.forms import FieldList, Form, line, one_line, paragraph

SPARE = 2
SCORES = range(6)


class GateRow(Form):
    """A question that is answered yes or no."""

    id = HiddenField(filters=[one_line])
    question = line(_l("Question"), maximum=300)
    drop = BooleanField(_l("Take it out"))


class CriterionRow(Form):
    """What is scored, how much it weighs, and what each score means."""

    id = HiddenField(filters=[one_line])
    name = line(_l("Name"), maximum=160)
    weight = NumberField(_l("Weight"))
    help = paragraph(_l("What is asked"), maximum=600)
    reversed = BooleanField(_l("The higher the worse"))
    drop = BooleanField(_l("Take it out"))

    def validate_weight(self, field: NumberField) -> None:
        """Where there is a name, there is a weight."""
        if self.name.data and not self.drop.data and not field.data:
            raise ValidationError(_("Write a number above 0, up to 100."))

    def guidance(self) -> list[Any]:
        """The fields of the six scores."""
        return [self[f"score_{score}"] for score in SCORES]


for _score in SCORES:
    setattr(CriterionRow, f"score_{_score}", line(_l("What %(score)d means", score=_score), maximum=300))


class RulesForm(Form):
    """All gates and all criteria of a round."""

    gates = FieldList(FormField(GateRow), max_entries=MAX_CRITERIA + SPARE)
    criteria = FieldList(FormField(CriterionRow), max_entries=MAX_CRITERIA + SPARE)

    def __init__(self, gates: Sequence[Gate], criteria: Sequence[Asked]) -> None:
        begun = {
            "gates": [{"id": one.id, "question": one.question} for one in gates] + [{}] * SPARE,
            "criteria": [_row(one) for one in criteria] + [{}] * SPARE,
        }
        super().__init__(data=begun)
        self.codes = {one.id: one.code for one in gates} | {one.id: one.code for one in criteria}

    def said_gates(self) -> list[GateSaid]:
        """The gates that stay."""
        rows = [row.form for row in self.gates.entries]
        return [
            GateSaid(row.id.data or "", self._own(row.question.data, gate_words(self._code(row), "")))
            for row in rows
            if row.question.data and not row.drop.data
        ]

    def said_criteria(self) -> list[CriterionSaid]:
        """The criteria that stay."""
        rows = [row.form for row in self.criteria.entries]
        return [self._criterion(row) for row in rows if row.name.data and not row.drop.data]

    def _criterion(self, row: Any) -> CriterionSaid:
        code = self._code(row)
        told = zip(row.guidance(), guidance_of(code, []), strict=True)
        return CriterionSaid(
            id=row.id.data or "",
            name=self._own(row.name.data, criterion_name(code, "")),
            help=self._own(row.help.data, criterion_help(code, "")),
            weight=row.weight.data,
            reversed=row.reversed.data,
            guidance=tuple(self._own(field.data, shipped) for field, shipped in told),
        )

    def _code(self, row: Any) -> str:
        return self.codes.get(row.id.data or "", "")

    @staticmethod
    def _own(text: str | None, shipped: str) -> str:
        return "" if (text or "") == shipped else text or ""


def _row(one: Asked) -> dict[str, Any]:
    meanings = {f"score_{score}": words for score, words in enumerate(one.guidance)}
    return {name: getattr(one, name) for name in ("id", "name", "weight", "help", "reversed")} | meanings
