"""The theory of change on one page: for each step the links it has and room for more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import Form as PlainForm
from wtforms import FormField

from app.measuring.words import STEPS
from app.web.forms import FieldList, Form, line

MOST, SPARE = 8, 2
_NUMBERS = tuple(map(str, range(MOST)))


class LinkForm(PlainForm):
    """A link of the chain; one without text is none."""

    text = line(_l("What"), maximum=300)
    assumption = line(_l("What has to hold for it"), maximum=300)


class ChainForm(Form):
    """A list for each step, in their order."""

    def __init__(self, told: Mapping[str, Sequence[tuple[str, str]]]):
        rows: dict[str, Any] = {}
        for step in STEPS:
            here = [{"text": text, "assumption": assumed} for text, assumed in told.get(step, [])]
            rows[step] = (here + [{}] * min(SPARE, MOST - len(here)))[:MOST]
        super().__init__(data=rows)

    def steps(self) -> list[Any]:
        """The lists, one for each step."""
        return [self[step] for step in STEPS]

    def links(self) -> list[tuple[str, str, str]]:
        """What was told, as (step, text, assumption), with one link moved where that was asked for."""
        told = {step: [entry.form for entry in self[step].entries] for step in STEPS}
        step, number, by = self.moved or ("", 0, 0)
        if 0 <= number + by < len(told.get(step, ())) > number:
            here = told[step]
            here[number], here[number + by] = here[number + by], here[number]
        return [(at, one.text.data or "", one.assumption.data or "") for at in STEPS for one in told[at]]

    @property
    def moved(self) -> tuple[str, int, int] | None:
        """(step, number, -1 or 1) of the link that is to go up or down; None when nothing is to move."""
        asked = request.form.get("move", "").split(":")
        if len(asked) != 3 or asked[0] not in STEPS or asked[1] not in _NUMBERS or asked[2] not in ("up", "down"):
            return None
        return asked[0], int(asked[1]), -1 if asked[2] == "up" else 1


for _step, _name in STEPS.items():
    setattr(ChainForm, _step, FieldList(FormField(LinkForm), _name, max_entries=MOST))
