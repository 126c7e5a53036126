"""Why an innovation rests, or is taken back."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.web.forms import Form, line, required


class WithdrawForm(Form):
    """Why it is taken back."""

    reason = line(_l("Why?"), required(_l("Say in a few words why: members will see it.")), maximum=300)


class HoldForm(Form):
    """Why the work on it rests."""

    hold_reason = line(_l("Why?"), required(_l("Say in a few words why: members will see it.")), maximum=300)
