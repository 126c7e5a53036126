"""What mentoring comes to, in numbers: named measures over the events, by month and by topic; each opens its events."""

from __future__ import annotations

from app.activity.opened import OPENED, Opened
from app.mentoring.figures.counting import Figures, Line, event_ids, figures, figures_outside
from app.mentoring.figures.measures import MEASURES, NO_TOPIC, Measure, topic_words

__all__ = [
    "Figures", "Line", "MEASURES", "Measure", "NO_TOPIC", "figures", "figures_outside", "opened_as",
]  # fmt: skip


def opened_as(measure: Measure) -> str:
    """The name by which the log opens the entries behind a measure."""
    return f"mentoring.{measure.key}"


def _opened(measure: Measure) -> Opened:
    def words(topic: str) -> str:
        return f"{measure.name} · {topic_words(topic)}" if topic else str(measure.name)

    return Opened(words, lambda period, topic: event_ids(measure, period, topic))


OPENED.update({opened_as(measure): _opened(measure) for measure in MEASURES})
