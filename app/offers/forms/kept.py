"""A long form that is kept while it is typed, with files that stay when the rest has to be mended."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from app.web.forms import Form, writable

Said = dict[str, list[str]]
LONGEST, MOST = 10_000, 60
"""Of what is kept: letters in a value, and values of a field."""


class KeptForm(Form):
    """`files` are rows (parts.FileRow) of files that are there already, `alt` says what the new pictures show; of the
    fields named in `new_files` nothing is kept here."""

    files: Any
    alt: Any
    new_files: ClassVar[tuple[str, ...]]
    most_files: ClassVar[int]

    def kept(self) -> tuple[tuple[str, str], ...]:
        """The files that stay: (id, what the picture shows)."""
        rows = [row.form for row in self.files if row.form.id.data and not row.form.drop.data]
        return tuple((row.id.data, row.alt.data or "") for row in rows)

    def add_kept(self, ids: Iterable[str]) -> None:
        """Files that were looked into and are kept while the rest is mended."""
        for id_ in list(ids)[: self.most_files - len(self.files)]:
            self.files.append_entry({"id": id_, "alt": self.alt.data or ""})
        self.alt.data, self.alt.raw_data = "", None

    def said(self) -> Said:
        """Everything as it was typed, right or wrong, for a draft: our own fields only, within bounds."""
        plain = [field for field in self if field.name not in ("files", *self.new_files)]
        typed = {field.name: field.raw_data or [] for field in plain if field is not self.alt}
        typed |= {"alt": [self.alt.data or ""]}
        for row in self.files:
            typed |= {field.name: field.raw_data or [field.data] for field in row.form if field.data}
        return {name: [_bounded(value) for value in values[:MOST]] for name, values in typed.items()}


def _bounded(value: Any) -> str:
    return writable(value)[:LONGEST] if isinstance(value, str) else ""
