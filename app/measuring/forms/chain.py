"""The theory of change on one page: for each step the links it has and room for more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Form as PlainForm
from wtforms import FormField

from app.measuring.words import STEPS
from app.web.forms import FieldList, Form, line

MOST, SPARE = 8, 2


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
        """What was told, as (step, text, assumption)."""
        return [
            (step, entry.form.text.data or "", entry.form.assumption.data or "")
            for step in STEPS for entry in self[step].entries
        ]  # fmt: skip


for _step, _name in STEPS.items():
    setattr(ChainForm, _step, FieldList(FormField(LinkForm), _name, max_entries=MOST))
