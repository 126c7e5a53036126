"""A reporting round that an animator opens."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField
from wtforms.validators import DataRequired

from app.measuring.halves import half_ended_before
from app.measuring.queries import today
from app.web.forms import Form, line


class RoundForm(Form):
    """The half-year that ended last stands in it."""

    name = line(_l("Name"), maximum=120)
    starts_on = DateField(_l("From"), [DataRequired(_l("Say from which day."))])
    ends_on = DateField(_l("Until"), [DataRequired(_l("Say until which day."))])
    due_on = DateField(_l("Reports are due on"), [DataRequired(_l("Say when reports are due."))])

    def __init__(self) -> None:
        half = half_ended_before(today())
        due = max(half.due_on, today())
        super().__init__(data={"name": half.name, "starts_on": half.starts_on, "ends_on": half.ends_on, "due_on": due})

    def told(self) -> dict[str, Any]:
        """What the action takes."""
        days = {name: self[name].data for name in ("starts_on", "ends_on", "due_on")}
        return days | {"name": self.name.data or ""}
