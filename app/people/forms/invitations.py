"""Inviting people: one, or a pasted list."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.people.forms.parts import email_field, locale_field, role_field
from app.web.forms import Form, line, paragraph, required


class InvitationForm(Form):
    email = email_field(_l("Mail address"))
    name = line(_l("Name"), maximum=120)
    role = role_field()
    note = paragraph(_l("A personal note"), maximum=1000)
    locale = locale_field(_l("Language of the mail"))


class InvitationListForm(Form):
    people = paragraph(
        _l("People, one per line"),
        required(_l("Paste at least one line.")),
        maximum=40_000,
    )
    role = role_field()
    note = paragraph(_l("A personal note"), maximum=1000)
    locale = locale_field(_l("Language of the mail"))
