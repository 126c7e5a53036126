"""The headings of a list, for remembering which column was which: pure."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence

from app.importing.columns import Columns, key, labels, match
from app.importing.headers import headed
from app.importing.reading import Table, Unreadable, read_bytes
from app.innovations.rows import FIELDS


def heading_key(header: Sequence[str]) -> str:
    """A digest of the headings in their order, however they are written."""
    return hashlib.sha256("\0".join(map(key, labels(header))).encode()).hexdigest()


def table_of(content: bytes, read: Callable[[bytes], Table] = read_bytes) -> Table:
    """The table in these bytes, with its headings where they are."""
    return headed(read(content), FIELDS)


def proposed(table: Table) -> dict[str, str]:
    """Field → heading, as far as the headings' names tell."""
    try:
        found: Columns = match(table, FIELDS)
    except Unreadable:  # no name: the others are told all the same
        found = match(table, FIELDS_WITHOUT_NAME)
    named = labels(table.header)
    return {field: named[position] for field, position in found.positions.items()}


FIELDS_WITHOUT_NAME = type(FIELDS)(FIELDS.names, (), FIELDS.by_language)


def mapping_of(table: Table, columns: Mapping[str, str]) -> dict[str, str]:
    """Heading → field for reading: the chosen ones, and "" for the others, which are left out."""
    return dict.fromkeys(labels(table.header), "") | {label: field for field, label in columns.items()}
