"""The gates of a candidate: yes or no, with a note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.selection.queries import Gate
from app.selection.said import Answer
from app.web.forms import Form, RadioField, line


class GatesForm(Form):
    """Made by `named_gates` with the fields of a round's gates: `gate_<id>` and `note_<id>`."""

    gates: Sequence[Gate] = ()

    def rows(self) -> list[tuple[Any, Any]]:
        """The two fields of each gate."""
        return [(self[f"gate_{gate.id}"], self[f"note_{gate.id}"]) for gate in self.gates]

    def told(self) -> list[tuple[str, str]]:
        """The questions with what was answered, to read."""
        names = {"yes": _("Yes"), "no": _("No")}
        return [
            (str(question.label.text), ". ".join(filter(None, (names[question.data], note.data))))
            for question, note in self.rows()
            if question.data in names
        ]

    def answers(self) -> dict[str, Answer]:
        """What was answered; gates left open are not in it."""
        told = {gate.id: self[f"gate_{gate.id}"].data for gate in self.gates}
        return {
            key: Answer(said == "yes", self[f"note_{key}"].data or "")
            for key, said in told.items()
            if said in ("yes", "no")
        }

    def refuse(self, refused: Any) -> None:
        """The action names gates by their ids."""
        refused.field = f"gate_{refused.field}" if refused.field else None
        super().refuse(refused)


def named_gates(gates: Sequence[Gate], answered: Mapping[str, Any]) -> GatesForm:
    """The form for these gates, with what was answered before."""
    fields: dict[str, Any] = {"gates": gates}
    data: dict[str, Any] = {}
    for gate in gates:
        choices = [("yes", _("Yes")), ("no", _("No"))]
        fields[f"gate_{gate.id}"] = RadioField(gate.question, choices=choices, validate_choice=False)
        fields[f"note_{gate.id}"] = line(_l("Note"), maximum=300)
        if told := answered.get(gate.id):
            data |= {f"gate_{gate.id}": "yes" if told.passed else "no", f"note_{gate.id}": told.note}
    form: GatesForm = type("GatesForm", (GatesForm,), fields)(data=data)
    return form
