"""The page on which somebody says which column of a list is which: with samples, and what was chosen for such a list
before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from app.core.rules import Conflict
from app.importing.columns import labels
from app.importing.reading import Table, peek
from app.innovations.headings import proposed, table_of
from app.innovations.import_forms import columns_form
from app.innovations.models import InnovationImport
from app.innovations.queries.arriving import remembered_columns
from app.innovations.uploads import path_of

SAMPLES, LONGEST = 3, 80
ENCODINGS = {"utf-8": "UTF-8", "cp1252": "Windows-1252"}


def columns_page(one: InnovationImport) -> dict[str, Any]:
    """What the page needs. Preselected: what was chosen for this list, else for the newest one with the same headings,
    else what the headings' names tell."""
    table = table_of(_content(one), peek)
    headings = labels(table.header)
    remembered = {} if one.columns else remembered_columns(one.heading_key, one.id)
    chosen = one.columns or remembered or proposed(table)
    known = {field: heading for field, heading in chosen.items() if heading in headings}
    return {
        "one": one,
        "form": columns_form(headings, known, one.public),
        "samples": [_samples(table, at) for at in range(len(headings))],
        "remembered": bool(remembered),
        "encoding": ENCODINGS.get(one.encoding, one.encoding.upper()),
    }


def _content(one: InnovationImport) -> bytes:
    """Its file, which may be gone: the host has put back an older copy of the data."""
    try:
        return path_of(one.stored).read_bytes()
    except OSError as gone:
        told = _("The file of this list is not here any more: put the list aside and bring it again.")
        raise Conflict(told) from gone


def _samples(table: Table, at: int) -> Sequence[str]:
    """The first few different cells of a column, shortened."""
    cells = (line.cells[at] for line in table.lines if at < len(line.cells) and line.cells[at])
    short = (cell if len(cell) <= LONGEST else cell[:LONGEST].rstrip() + "…" for cell in cells)
    return list(dict.fromkeys(short))[:SAMPLES]
