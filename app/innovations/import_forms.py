"""The forms of lists on their way in: the file, and which column is which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, ValidationError

from app.innovations.field_words import field_choices, field_name
from app.innovations.rows import FIELDS
from app.web.forms import Form, SelectField

MOST_BYTES = 20_000_000


class ImportForm(Form):
    """The file."""

    file = FileField(_l("The list"))

    content: bytes = b""

    def validate_file(self, field: FileField) -> None:
        """There must be one, and no larger than what a request may hold."""
        if not (field.data and field.data.filename):
            raise ValidationError(_("Choose a file."))
        self.content = field.data.stream.read(MOST_BYTES + 1)
        if len(self.content) > MOST_BYTES:
            raise ValidationError(_("The file is too large: at most %(megabytes)s MB.", megabytes=20))


class ColumnsForm(Form):
    """A select for each column; made for one list by `columns_form`."""

    public = BooleanField(_l("Show them to visitors, too"))

    headings: Sequence[str] = ()

    def rows(self) -> list[tuple[str, Any]]:
        """(heading, its field) in the list's order."""
        return [(heading, self[f"column_{at}"]) for at, heading in enumerate(self.headings)]

    def told(self) -> dict[str, str]:
        """Field → heading."""
        return {select.data: heading for heading, select in self.rows() if select.data}

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field comes from one column, and what is required from some."""
        sound = super().validate(extra_validators)
        seen: set[str] = set()
        for _heading, select in self.rows():
            if select.data and select.data in seen:
                said = _("Another column is “%(field)s” already.", field=field_name(select.data))
                select.errors = [*select.errors, said]
            seen.add(select.data)
        for field in FIELDS.required:
            if field not in seen:
                self.form_errors.append(_("Say which column is “%(field)s”.", field=field_name(field)))
        return sound and not self.errors


def columns_form(headings: Sequence[str], chosen: Mapping[str, str], public: bool) -> ColumnsForm:
    """The form for a list with these headings; `chosen` (field → heading) is preselected."""
    of_heading = {heading: field for field, heading in chosen.items()}
    choices = [("", _("Leave it out")), *field_choices()]
    fields = {
        f"column_{at}": SelectField(heading, choices=choices, default=of_heading.get(heading, ""))
        for at, heading in enumerate(headings)
    }
    made: ColumnsForm = type("ColumnsFormOfOneList", (ColumnsForm,), {**fields, "headings": tuple(headings)})(
        data={"public": public}
    )
    return made
