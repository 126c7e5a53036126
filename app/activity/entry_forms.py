"""The boxes below an entry."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.web.forms import Form, paragraph, required


class CommentForm(Form):
    """Say something about it."""

    text = paragraph(_l("Your comment"), required(_l("Write something first.")), maximum=2000)


class RemovalForm(Form):
    """Take a comment back; for an animator, why."""

    why = paragraph(_l("Why"), maximum=300)


class CorrectionForm(Form):
    """How it really was."""

    text = paragraph(_l("How it really was"), required(_l("Say how it really was.")), maximum=500)
