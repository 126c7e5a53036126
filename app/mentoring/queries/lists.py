"""Several short lists read in one statement; a word in each row says to which of them it belongs."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, Subquery, literal, select, union_all

SHORT = 10
"""Rows of each at most."""


def short_lists(**lists: Select[Any]) -> Subquery:
    """The first rows of each, with its name as `why`. All have the same columns; what tells their order is in them."""
    shortened = {why: rows.limit(SHORT).subquery() for why, rows in lists.items()}
    return union_all(*(select(literal(why).label("why"), rows) for why, rows in shortened.items())).subquery()
