"""The form that takes a table of offers and needs: pasted, or a file."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import ValidationError
from wtforms.validators import AnyOf

from app.offers.forms.parts import Choice
from app.offers.models import CATEGORIES, KINDS
from app.offers.words import CATEGORY
from app.web.forms import Form, RadioField, paragraph

MOST_LETTERS = 400_000


class ImportForm(Form):
    """A table, and what holds where its lines say nothing."""

    table = paragraph(_l("The table, pasted"), maximum=MOST_LETTERS)
    file = FileField(_l("Or a file"))
    kind = RadioField(
        _l("Where a line does not say what it is, it is"),
        choices=[("offer", _l("an offer")), ("need", _l("a need"))],
        default="offer",
        validate_choice=False,
        validators=[AnyOf(KINDS, _l("Say whether this is an offer or a need."))],
    )
    category = Choice(_l("Category of lines that have none"))

    def __init__(self, **kwargs: Any):
        super().__init__(**kwargs)
        self.category.choices = [
            ("", _("None: such lines are left out")),
            *((key, CATEGORY[key]) for key in CATEGORIES),
        ]
        self.category.data = self.category.data or ""

    def validate_file(self, field: FileField) -> None:
        """One of the two has to be there."""
        if not (field.data and field.data.filename) and not self.table.data:
            raise ValidationError(_("Paste a table, or choose a file."))
