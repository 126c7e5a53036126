"""The forms of animators."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.web.forms import Form, paragraph


class IntroduceForm(Form):
    """A word to both."""

    note = paragraph(_l("A line to both"), maximum=1000)
