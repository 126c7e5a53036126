"""The form in which two innovations become one: for each thing that they say differently, which of the two."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField
from wtforms.validators import InputRequired

from app.innovations.merged import differing, preselected
from app.innovations.words import stage_name
from app.reference.queries import country_name, language_name
from app.web.forms import Form, RadioField

GROUP_WORDS: dict[str, Any] = {
    "name": _l("Name"),
    "summary": _l("Summary"),
    "challenge": _l("The challenge"),
    "solution": _l("What it does about it"),
    "evidence": _l("Evidence so far"),
    "internal_note": _l("Internal note"),
    "website": _l("Website"),
    "place": _l("Place"),
    "stage": _l("Maturity"),
    "organisation": _l("Organisation"),
    "found": _l("Found by"),
}
LONGEST = 600
"""Letters of a text that are shown; the whole of it is on the innovation's own page."""


class MergeForm(Form):
    """A choice for each group that differs; made for two innovations by `merge_form`."""

    seen = HiddenField()
    sure = BooleanField(
        _l("They are the same, and this cannot be undone"), [InputRequired(_l("Tick this to make them one."))]
    )

    groups: tuple[str, ...] = ()

    def told(self) -> dict[str, str]:
        """Group → "kept" or "other"."""
        return {group: self[group].data for group in self.groups}


def merge_form(kept: Any, other: Any, houses: dict[str, str], seen: str) -> MergeForm:
    """The form; preselected is what the kept one says, where it says anything. `houses`: organisation id → name."""
    groups = tuple(differing(kept, other))
    fields: dict[str, Any] = {
        group: RadioField(
            GROUP_WORDS[group],
            choices=[("kept", _shown(kept, group, houses)), ("other", _shown(other, group, houses))],
            default=preselected(kept, other, group),
        )
        for group in groups
    }
    made: MergeForm = type("MergeFormOfTwo", (MergeForm,), fields | {"groups": groups})(data={"seen": seen})
    return made


def _shown(one: Any, group: str, houses: dict[str, str]) -> str:
    if group == "place":
        point = f"{one.latitude}, {one.longitude}" if one.latitude is not None else ""
        told = ", ".join(filter(None, (one.postcode, one.city, one.region, country_name(one.country), point)))
    elif group == "stage":
        told = stage_name(one.stage)
    elif group == "organisation":
        told = houses.get(one.organisation_id or "", "")
    elif group == "found":
        told = ", ".join(filter(None, (one.found_by, one.found_at)))
    elif group == "summary" and one.summary and one.language:
        told = f"{one.summary} ({language_name(one.language)})"
    else:
        told = getattr(one, group)
    told = " ".join((told or _("Nothing said")).split())
    return told if len(told) <= LONGEST else told[:LONGEST].rstrip() + "…"
