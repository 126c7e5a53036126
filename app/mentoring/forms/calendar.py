"""Which reminders one wants."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from app.web.forms import Form


class RemindersForm(Form):
    """Mail before a session (B11)."""

    day = BooleanField(_l("24 hours before a session"))
    hour = BooleanField(_l("One hour before a session"))
