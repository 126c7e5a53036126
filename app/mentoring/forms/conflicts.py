"""Declaring a conflict of interest (M4)."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import ValidationError
from wtforms.validators import InputRequired

from app.mentoring.queries.conflicts import things_named
from app.web.forms import Form, RadioField, line, paragraph, required

TIES: dict[str, Any] = {
    "investor": _l("Investor or funder"),
    "client": _l("Client or supplier"),
    "competitor": _l("Competitor"),
    "family": _l("Family or close friend"),
    "other": _l("Another tie"),
}
"""How a mentor can be tied to somebody they would mentor."""
THINGS: dict[str, Any] = {
    "person": _l("Person"),
    "innovation": _l("Innovation"),
    "organisation": _l("Organisation"),
}


def _kind() -> RadioField:
    return RadioField(
        _l("What is the tie?"), [InputRequired(_l("Choose what comes closest."))], choices=list(TIES.items())
    )


class _TieForm(Form):
    @property
    def thing(self) -> tuple[str, str]:
        """What was chosen, as (thing, id)."""
        thing, _colon, id_ = (self["target"].data or "").partition(":")
        return thing, id_


class OwnTieForm(_TieForm):
    """For who could be mentored: to themselves, or to what they belong to."""

    target = RadioField(_l("The mentor is tied to"), [InputRequired(_l("Choose one."))])
    kind = _kind()
    note = paragraph(_l("A word about it"), maximum=300)

    def __init__(self, choices: list[tuple[str, str]], **kwargs: Any):
        super().__init__(**kwargs)
        self.target.choices = choices


class NamedTieForm(_TieForm):
    """For mentors and animators: to anybody or anything here, by name; when several fit, one of them is chosen."""

    name = line(_l("Tied to"), required(_l("Write the name of somebody or something here.")), maximum=200)
    target = RadioField(_l("Which of them?"), validate_choice=False)
    kind = _kind()
    note = paragraph(_l("A word about it"), maximum=300)

    def __init__(self, reader: Any, **kwargs: Any):
        super().__init__(**kwargs)
        self.target.choices = []
        self.reader = reader

    def validate_name(self, field: Any) -> None:
        """Exactly one must be meant."""
        found = {f"{thing}:{id_}": (thing, name) for thing, id_, name in things_named(self.reader, field.data or "")}
        if self.target.data in found:
            return
        exact = [key for key, (_thing, name) in found.items() if name.casefold() == field.data.casefold()]
        one = exact if len(exact) == 1 else list(found)
        if len(one) == 1:
            self.target.data = one[0]
            return
        if not found:
            raise ValidationError(gettext("Nothing of that name is here. Check how it is written."))
        self.target.choices = [(key, f"{name}\n{THINGS[thing]}") for key, (thing, name) in found.items()]
        raise ValidationError(gettext("Several fit. Choose one below."))
