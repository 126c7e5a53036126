"""Which column is which field: by the names people give their columns, or as `--map column=field` says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.core.search import fold
from app.importing.reading import Line, Table, Unreadable

WITHIN = " › "
"""Between a heading that stands above several columns and the column's own."""


@dataclass(frozen=True)
class Fields:
    """What a kind of import knows: field → names that columns for it go by. `required` must be there.

    `by_language` are fields of which there may be one column per language ("summary_fr").
    """

    names: Mapping[str, Sequence[str]]
    required: tuple[str, ...] = ("name",)
    by_language: tuple[str, ...] = ()

    def knows(self, field: str) -> bool:
        """Is this a field, or one in a language?"""
        base, _, language = field.rpartition("_")
        return field in self.names or (base in self.by_language and bool(re.fullmatch(r"[a-z]{2,3}", language)))


@dataclass(frozen=True)
class Columns:
    """Field → position, and the columns that are nobody's."""

    positions: Mapping[str, int]
    ignored: tuple[str, ...]
    width: int

    def cells(self, line: Line) -> dict[str, str]:
        """The line's cells by field; what is missing at the end is empty."""
        return {
            field: line.cells[position] if position < len(line.cells) else ""
            for field, position in self.positions.items()
        }

    def overflows(self, line: Line) -> bool:
        """Has the line more cells than the header? Then a delimiter or a quotation mark went astray."""
        return any(line.cells[self.width :])


def labels(header: Sequence[str]) -> list[str]:
    """A name for every column that no other has: "(3)" where the heading is empty, "Name (2)" for the second."""
    named: dict[str, str] = {}
    for number, column in enumerate(header, start=1):
        label, again = column or f"({number})", 1
        while key(label) in named:
            again += 1
            label = f"{column} ({again})"
        named[key(label)] = label
    return list(named.values())


def match(table: Table, fields: Fields, mapped: Mapping[str, str] | None = None) -> Columns:
    """The columns of `table`. What `mapped` (column → field; "" leaves it out) says goes first; of two columns for one
    field the first wins."""
    chosen = {key(column): field for column, field in (mapped or {}).items()}
    named = [key(label) for label in labels(table.header)]
    for column, field in (mapped or {}).items():
        if key(column) not in named:
            raise Unreadable("no_such_column", column=column, columns=", ".join(table.header))
        if field and not fields.knows(field):
            raise Unreadable("no_such_field", field=field, fields=", ".join(fields.names))
    positions: dict[str, int] = {}
    for position, label in enumerate(named):
        if told := chosen.get(label):
            positions.setdefault(told, position)
    free = [(at, column) for at, column in enumerate(table.header) if named[at] not in chosen]
    for position, column in sorted(free, key=lambda pair: key(pair[1]) not in fields.names):  # its own name goes first
        found = field_of(column, fields)
        if found and found not in positions:
            positions[found] = position
    missing = [field for field in fields.required if field not in positions]
    if missing:
        raise Unreadable("no_column", fields=", ".join(missing), columns=", ".join(table.header))
    taken = set(positions.values())
    ignored = tuple(column for position, column in enumerate(table.header) if position not in taken and column)
    return Columns(positions, ignored, len(table.header))


def key(column: str) -> str:
    """A column's name for comparison: "E-Mail / Adresse" → "e_mail_adresse"."""
    return re.sub(r"[\W_]+", "_", fold(column)).strip("_")


def field_of(heading: str, fields: Fields) -> str | None:
    """The field that goes by this heading; of "Place › Town", by its last part."""
    return _field(key(heading), fields) or _field(key(heading.rpartition(WITHIN)[2]), fields)


def _field(column: str, fields: Fields) -> str | None:
    for field, names in fields.names.items():
        if column == field or column in {key(name) for name in names}:
            return field
    base, _, language = column.rpartition("_")
    if re.fullmatch(r"[a-z]{2}", language):
        for field in fields.by_language:
            if base == field or base in {key(name) for name in fields.names.get(field, ())}:
                return f"{field}_{language}"
    return None


def parse_maps(pairs: Iterable[str]) -> dict[str, str]:
    """`column=field` pairs from the command line."""
    mapped: dict[str, str] = {}
    for pair in pairs:
        column, equals, field = pair.rpartition("=")
        if not equals or not column.strip() or not field.strip():
            raise Unreadable("bad_map", pair=pair)
        mapped[column.strip()] = field.strip()
    return mapped
