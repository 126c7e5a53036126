"""A plan as a strip of months: what is drawn; the same stands in a table. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.scaling.months import at_index, index_of

ROW, HEAD, LEFT, LABEL = 44, 34, 8, 300
"""In the units of the drawing: a row, what is above the first one, what is left of the first month, room for a name."""
WIDTHS = ((18, 56), (36, 32), (72, 16))
"""Up to so many months, so wide each; more are 8."""
LEAST = 6
"""Months that are drawn at least."""


@dataclass(frozen=True)
class Bar:
    """An action: where its bar is, and whether it is late. `action` is its row."""

    action: Any
    late: bool
    x: int
    y: int
    width: int
    label_x: int


@dataclass(frozen=True)
class Strip:
    """`months` are the first days that are named below, with their places; `now_x` is where this month begins, if it
    is on the strip."""

    bars: Sequence[Bar]
    months: Sequence[tuple[date, int]]
    width: int
    height: int
    month_width: int
    now_x: int | None


def strip_of(actions: Sequence[Any], late: Sequence[bool], month: date) -> Strip:
    """Drawn from the first month of the plan to its last, this month with them when it is within a year of it."""
    first = min((index_of(one.from_month) for one in actions), default=index_of(month))
    last = max((index_of(one.due_month) for one in actions), default=index_of(month))
    here = index_of(month)
    if first - 12 <= here <= last + 12:
        first, last = min(first, here), max(last, here)
    last = max(last, first + LEAST - 1)
    wide = next((width for most, width in WIDTHS if last - first < most), 8)
    width = max(LEFT * 2 + wide * (last - first + 1), 360)
    bars = [
        _bar(one, is_late, row, wide, first, width)
        for row, (one, is_late) in enumerate(zip(actions, late, strict=True))
    ]
    each = max(1, -(-44 // wide))  # a name needs 44 units
    named = [(at_index(number), LEFT + wide * (number - first)) for number in range(first, last + 1, each)]
    now_x = LEFT + wide * (here - first) if first <= here <= last else None
    return Strip(bars, named, width, HEAD + ROW * max(1, len(actions)) + 8, wide, now_x)


def _bar(one: Any, is_late: bool, row: int, wide: int, first: int, width: int) -> Bar:
    x = LEFT + wide * (index_of(one.from_month) - first)
    long = wide * (index_of(one.due_month) - index_of(one.from_month) + 1)
    return Bar(one, is_late, x, HEAD + ROW * row, long, max(LEFT, min(x, width - LABEL)))
