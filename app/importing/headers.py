"""Which line of a table holds its headings: lists come with a title on top, or with headings in two lines, the upper
ones merged over several columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.importing.columns import WITHIN, Fields, field_of
from app.importing.reading import LEADING, Table

ENOUGH = 2
"""By so many fields a line is known to be one of headings."""
LEAST = 3
"""As many cells make a line of headings below a title of one."""


@dataclass(frozen=True)
class Headings:
    """Headings that a table may have, and how many of its lines (the header is line 0) they take up to their end."""

    cells: tuple[str, ...]
    lines: int
    known: int  # so many fields go by them
    whole: bool  # all that is required is among them
    first: bool  # the first line, with the one below it or without


def headed(table: Table, fields: Fields) -> Table:
    """The table with its headings where they are: among the first lines, the one, or the two together, by which most
    fields go. Where that cannot be told, the first line; below a title of one cell, the first line of several."""
    found = list(_candidates(table, fields))
    first = found[0]
    will_do = first.whole and first.known >= ENOUGH  # then only the line below it may add to it
    best = _best([each for each in found if each.first or not will_do])
    if best.whole and best.known > max(first.known, ENOUGH - 1):
        return _from(table, best)
    if not first.known and sum(map(bool, first.cells)) == 1:
        several = (each for each in found if sum(map(bool, each.cells)) >= LEAST)
        return _from(table, next(several, first))
    return table


def _best(found: Sequence[Headings]) -> Headings:
    return max(found, key=lambda each: (each.whole, each.known))


def _from(table: Table, headings: Headings) -> Table:
    return replace(table, header=headings.cells, lines=table.lines[headings.lines :])


def _candidates(table: Table, fields: Fields) -> Iterator[Headings]:
    """Each of the first lines by itself, then each with the one below it."""
    rows = [table.header, *(line.cells for line in table.lines[: LEADING - 1])]
    for number, cells in enumerate(rows):
        yield _judged(cells, number, fields, number == 0)
    for number, (upper, lower) in enumerate(zip(rows, rows[1:], strict=False), start=1):
        if any(cell and not own for cell, own in _beside(lower, upper)):
            yield _judged(_joined(upper, lower), number, fields, number == 1)


def _judged(cells: Sequence[str], lines: int, fields: Fields, first: bool) -> Headings:
    known = {found for cell in cells if cell and (found := field_of(cell, fields))}
    return Headings(tuple(cells), lines, len(known), all(field in known for field in fields.required), first)


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """ "Place" over "Town" and "Country" → "Place › Town", "Place › Country"."""
    told, over = [], ""
    for cell, own in _beside(lower, upper):
        over = own or over
        told.append(f"{over}{WITHIN}{cell}" if over and cell else cell or own)
    return told


def _beside(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[str, str]]:
    width = max(len(one), len(other))
    for at in range(width):
        yield one[at] if at < len(one) else "", other[at] if at < len(other) else ""
