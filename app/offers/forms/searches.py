"""The form of a search that is kept."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms.validators import AnyOf

from app.web.forms import Form, RadioField, line, required


class SearchForm(Form):
    """What it is called, and how often one hears of it."""

    name = line(_l("Name"), required(_l("Give the search a name.")), maximum=80)
    rhythm = RadioField(
        _l("Tell me of new posts"),
        choices=[
            ("daily", _l("Daily, by mail")),
            ("weekly", _l("On Mondays, by mail")),
            ("off", _l("Not at all, I look myself")),
        ],
        default="weekly",
        validate_choice=False,
        validators=[AnyOf(("daily", "weekly", "off"), _l("Choose how often you want to hear of it."))],
    )
