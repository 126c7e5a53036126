"""The box for a message."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.web.forms import Form, paragraph, required

LONGEST = 5000


class MessageForm(Form):
    """Plain text."""

    text = paragraph(_l("Your message"), required(_l("Write something first.")), maximum=LONGEST)

    @classmethod
    def next(cls) -> MessageForm:
        """Empty again, and where one goes on typing."""
        form = cls(formdata=None)
        form.text.render_kw = {"data-focus": True}
        return form
