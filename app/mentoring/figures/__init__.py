"""What mentoring comes to, in numbers: named measures over the events, by month and by topic; each opens its events."""

from __future__ import annotations

from app.activity.measures import Measure, register
from app.mentoring.figures.counting import Figures, Line, event_ids, figures, figures_outside
from app.mentoring.figures.measures import MEASURES, NO_TOPIC
from app.mentoring.figures.room import MENTORING

__all__ = [
    "Figures", "Line", "MEASURES", "Measure", "NO_TOPIC", "ROOM", "event_ids", "figures", "figures_outside",
    "opened_as",
]  # fmt: skip

ROOM = register(MENTORING)
opened_as = ROOM.opened_as
