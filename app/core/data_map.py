"""The data map (SECURITY 27): what each table keeps, why and for how long, whose it is, what becomes of it when they
are erased. Each room tells its own tables in its `data_map.py`; a column that none of them names fails a test.

It drives the export of one's own data, erasure, and the record of processing.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pkgutil import iter_modules
from typing import Any

from flask_babel import lazy_gettext as _l

ROW, WORDS, STAYS = "row", "words", "stays"
"""What erasure does: the person's rows go; their words in them go, the rest is counted on without a name; nothing,
because it is the work of an organisation or of the whole cluster, and the name that stood there is gone anyway."""


@dataclass(frozen=True)
class Table:
    """`theirs`: of a column that tells a person, the columns that are that person's own. `others`: all further columns;
    the export gives none of them. `taken_back`: the column that says since when a row has no words any more. `files`:
    the column with a file that goes with the one who added it."""

    name: str
    purpose: Any
    kept: Any
    theirs: dict[str, str] = field(default_factory=dict)
    others: str = ""
    erase: str = STAYS
    taken_back: str = ""
    files: str = ""

    @property
    def columns(self) -> set[str]:
        """All that it names."""
        return {*self.theirs, *self.others.split(), *(name for own in self.theirs.values() for name in own.split())}


TABLES = (
    Table(
        "done_forms", _l("That a form was taken already"),
        _l("7 days"),
        others="key entity ref created_at",
        erase=STAYS,
    ),
    Table(
        "search_documents", _l("The words by which things are found"),
        _l("as long as the thing"),
        others="id kind ref folded",
        erase=STAYS,
    ),
)  # fmt: skip


@cache
def tables() -> dict[str, tuple[Table, ...]]:
    """Every table, by the room that keeps it."""
    return dict(_rooms())


def _rooms() -> Iterator[tuple[str, tuple[Table, ...]]]:
    import app as house

    for room in sorted(module.name for module in iter_modules(house.__path__) if module.ispkg):
        if importlib.util.find_spec(f"app.{room}.data_map"):
            yield room, importlib.import_module(f"app.{room}.data_map").TABLES
