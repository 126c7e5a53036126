"""What the board comes to, in numbers: named measures over the events, by month and by what they are about; each opens
its events.
"""

from __future__ import annotations

from app.activity.opened import OPENED, Opened
from app.offers.figures.counting import Figures, Line, event_ids, figures, figures_outside
from app.offers.figures.groups import names
from app.offers.figures.measures import CUTS, MEASURES, Measure

__all__ = ["CUTS", "Figures", "Line", "MEASURES", "Measure", "figures", "figures_outside", "names", "opened_as"]


def opened_as(measure: Measure) -> str:
    """The name by which the log opens the entries behind a measure."""
    return f"offers.{measure.key}"


def _opened(measure: Measure) -> Opened:
    def words(group: str) -> str:
        return f"{measure.name} · {names([group])[group]}" if ":" in group else str(measure.name)

    return Opened(words, lambda period, group: event_ids(measure, period, group))


OPENED.update({opened_as(measure): _opened(measure) for measure in MEASURES})
