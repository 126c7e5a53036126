"""The board as a table for other programs: one row for each post, nothing that the page would not show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.offers.queries import Board, board_rows, names_people

COLUMNS = (
    "published_at", "id", "kind", "title", "state", "category", "topics", "organisation", "posted_by", "city", "region",
    "country", "remote", "languages", "quantity", "unit", "taken", "unit_value_eur", "value_note", "eligibility",
    "starts_on", "until", "standing", "audience", "text",
)  # fmt: skip


def export_rows(board: Board) -> Iterator[list[Any]]:
    """The cells of every post of this board. Who posted it is named to those who are shown people's names."""
    named = names_people(board.reader)
    for row in board_rows(board):
        told = dict(row._mapping) | {"posted_by": row.owner if named else "", "unit_value_eur": _euros(row.value_cents)}
        yield [told[name] for name in COLUMNS]


def _euros(cents: int | None) -> float | None:
    return None if cents is None else cents / 100
