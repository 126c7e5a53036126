"""What the board comes to, in numbers: named measures over the events, by month and by what they are about; each opens
its events.
"""

from __future__ import annotations

from typing import Any

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l

from app.activity.measures import Figures, Line, Measure, Room, register
from app.offers.figures.measures import CUTS, MEASURES
from app.offers.money import euros
from app.web.figures import Cell, in_words

__all__ = ["CUTS", "Figures", "Line", "MEASURES", "Measure", "ROOM", "figures", "figures_outside", "names", "opened_as"]


def written(cell: Cell, measure: Any) -> str:
    """As `in_words`; euros with their sign."""
    if measure.unit == "euro" and cell.value is not None:
        return euros(round(cell.value * 100), get_locale())
    return in_words(cell, measure)


ROOM = register(Room("offers", _l("Offers and needs"), MEASURES, CUTS, "offers", "offers.figures_page", written))
figures, figures_outside, names, opened_as = ROOM.figures, ROOM.outside, ROOM.names, ROOM.opened_as
