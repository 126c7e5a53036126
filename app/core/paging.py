"""Keyset pages: flat from a thousand rows to a million, and stable while rows are added (BEHAVIOURS A6)."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import Select, bindparam, func, select, tuple_
from sqlalchemy.types import Date, Integer

from app.core.models import Moment

KEPT = 64
"""Statements made of queries that stay the same; those of the others pass through."""
NOTHING: Mapping[str, Any] = MappingProxyType({})
PAGE_SIZE = 25
COUNT_LIMIT = 1000


@dataclass(frozen=True)
class Page:
    """Up to 25 rows, and the cursor of what follows (None on the last page)."""

    rows: Sequence[Any]
    next: str | None = None

    def __iter__(self) -> Any:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class Count:
    """A bounded count: `more` is true when there are more than `number`."""

    number: int
    more: bool = False

    def __str__(self) -> str:
        return f"{self.number}+" if self.more else str(self.number)


def encode_cursor(values: Sequence[Any]) -> str:
    """The key of a page's last row, safe in a URL."""
    plain = [value.isoformat() if hasattr(value, "isoformat") else value for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def decode_cursor(text: str | None, keys: Sequence[Any]) -> list[Any] | None:
    """The key in a cursor, as the columns' types. None for no cursor, or one that is not ours (then page one)."""
    if not text or len(text) > 400:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if not isinstance(values, list) or len(values) != len(keys):
            return None
        return [_typed(value, key) for value, key in zip(values, keys, strict=True)]
    except (ValueError, TypeError, OverflowError):
        return None


def _typed(value: Any, key: Any) -> Any:
    if isinstance(key.type, Moment):
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError("not ours")
        return moment.astimezone(UTC)
    if isinstance(key.type, Date):
        return date.fromisoformat(value)
    if isinstance(key.type, Integer):
        if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= 2**63:
            raise ValueError("not ours")
        return value
    if not isinstance(value, str) or "\x00" in value:
        raise ValueError("not ours")
    value.encode()  # a lone surrogate, which JSON can carry and no database takes, is a ValueError
    return value


def keyset(
    execute: Callable[[Select[Any], dict[str, Any]], Any],
    query: Select[Any],
    keys: Sequence[Any],
    after: str | None = None,
    *,
    descending: bool = True,
    size: int = PAGE_SIZE,
    values: Mapping[str, Any] = NOTHING,
) -> Page:
    """One page of `query` in the order of `keys` (the last one unique; all of them selected first, in this order).

    `execute` is the session's; the cursor of a row is its first len(keys) columns; `values` fill placeholders that the
    query may have: if it is one and the same object every time, so is the statement made of it here.
    """
    start = decode_cursor(after, keys)
    begun = {} if start is None else {f"after_{n}": value for n, value in enumerate(start)}
    rows = execute(_one_page(query, tuple(keys), descending, size, start is not None), {**values, **begun}).all()
    following = encode_cursor(rows[size - 1][: len(keys)]) if len(rows) > size else None
    return Page(rows[:size], following)


@lru_cache(KEPT)
def _one_page(query: Select[Any], keys: tuple[Any, ...], descending: bool, size: int, begun: bool) -> Select[Any]:
    if begun:
        start = tuple_(*(bindparam(f"after_{n}", type_=key.type) for n, key in enumerate(keys)))
        row_key = tuple_(*keys)
        query = query.where(row_key < start if descending else row_key > start)
    return query.order_by(*(key.desc() if descending else key.asc() for key in keys)).limit(size + 1)


def count_upto(
    execute: Callable[[Select[Any], Mapping[str, Any]], Any],
    query: Select[Any],
    limit: int = COUNT_LIMIT,
    values: Mapping[str, Any] = NOTHING,
) -> Count:
    """How many rows `query` has, counted no further than `limit`; `values` as in `keyset`."""
    found = execute(_bounded(query, limit), values).scalar_one()
    return Count(min(found, limit), found > limit)


@lru_cache(KEPT)
def _bounded(query: Select[Any], limit: int) -> Select[Any]:
    return select(func.count()).select_from(query.order_by(None).limit(limit + 1).subquery())
