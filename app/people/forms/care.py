"""Telling the animators of somebody's conduct, and what came of it."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from app.people.queries import REPORT_REASONS
from app.web.forms import Form, RadioField, paragraph, required


class ReportForm(Form):
    """Report a person (M3)."""

    reason = RadioField(
        _l("What is it about?"), [InputRequired(_l("Choose what comes closest."))], choices=list(REPORT_REASONS.items())
    )
    text = paragraph(_l("What happened?"), maximum=4000)


class OutcomeForm(Form):
    """Settle a report."""

    outcome = paragraph(_l("What did you do about it?"), required(_l("Say what you did about it.")), maximum=2000)
