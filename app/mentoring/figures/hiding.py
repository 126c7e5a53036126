"""Numbers about few people are not shown outside (BEHAVIOURS A9), nor those from which they could be worked out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.mentoring.figures.counting import Cell

FEWEST = 5


def hide_small(cells: Sequence[Cell], whole_first: bool = False) -> list[Cell]:
    """The cells, those of fewer than five events hidden. If a single one were hidden, the whole minus the others would
    tell it: then the smallest of the others is hidden, too. `whole_first`: the first cell is that whole.
    """
    shown = [cell.n >= FEWEST for cell in cells]
    parts = range(1, len(cells)) if whole_first else range(len(cells))
    if sum(not shown[at] for at in parts) == 1 and (rest := [at for at in parts if shown[at]]):
        shown[min(rest, key=lambda at: cells[at].n)] = False
    return [
        cell if seen else replace(cell, n=0, value=None, hidden=True) for cell, seen in zip(cells, shown, strict=True)
    ]
