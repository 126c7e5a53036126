"""Numbers about few people are not shown outside (BEHAVIOURS A9), nor those from which they could be worked out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

from app.core.rules import Actor, Denied, Verdict

if TYPE_CHECKING:
    from app.web.figures.counting import Cell

FEWEST = 5
Counts = tuple[int, ...]
"""How many events, and the groups into which the number tells them apart: a rate those with yes and those with no."""


def may_see_exact_figures(actor: Actor) -> Verdict:
    """Every figure to the unit, with the entries behind it; others see no figure about fewer than five (A9)."""
    return True if actor.role == "animator" else Denied(_l("Only the cluster's animators can do this."))


def may_see_small_figures(actor: Actor) -> Verdict:
    """Figures about fewer than five as they are, where no other number is beside them: whoever is of the cluster.

    Observers look at it from outside (A9)."""
    return actor.role != "observer" or Denied(_l("Observers see no number about fewer than five."))


def hide_small(cell: Cell) -> Cell:
    """The cell, hidden when it is about fewer than five; a rate, too, when one of its two sides has one to four."""
    small = cell.n < FEWEST or _tells(cell.counts)
    return replace(cell, n=0, value=None, hidden=True, split=()) if small else cell


def hide_groups(whole: Cell, groups: Sequence[Cell]) -> list[Cell]:
    """The cells by group (a topic, a category), the last one those without any; `whole` as `hide_small` leaves it.

    Beside those too small, the cells are hidden which, taken from the whole (and from what has a group), would leave
    one to four; and as many more, the smallest first, as it takes that neither a single cell nor one to four are left
    as the rest of all that is shown.
    """
    left = {at: cell.counts for at, cell in enumerate(groups) if not hide_small(cell).hidden}
    if not whole.hidden:
        left = _without_rests(whole.counts, left, len(groups) - 1)
        while left and (len(left) == len(groups) - 1 or _tells(_minus(whole.counts, *left.values()))):
            left.pop(min(left, key=lambda at: left[at]))
    return [cell if at in left else replace(cell, n=0, value=None, hidden=True, split=())
            for at, cell in enumerate(groups)]  # fmt: skip


def _without_rests(whole: Counts, left: dict[int, Counts], none: int) -> dict[int, Counts]:
    left = {at: counts for at, counts in left.items() if not _tells(_minus(whole, counts))}
    if none not in left:
        return left
    with_group = _minus(whole, left[none])
    return {at: counts for at, counts in left.items() if at == none or not _tells(_minus(with_group, counts))}


def _minus(whole: Counts, *parts: Counts) -> Counts:
    return tuple(number - sum(part) for number, *part in zip(whole, *parts, strict=True))


def _tells(counts: Counts) -> bool:
    return any(0 < number < FEWEST for number in counts)
