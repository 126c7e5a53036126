"""The form with which an animator brings two teams together."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.web.forms import Form, paragraph, required


class IntroduceTeamsForm(Form):
    """A word to both; it is the first message of the group."""

    note = paragraph(_l("A line to both teams"), required(_l("Say why you think of each other.")), maximum=1000)
