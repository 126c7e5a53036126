"""What became of innovations, counted from the log by the day on which it did."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import lazy_gettext as _l
from sqlalchemy import Subquery, literal, select

from app.activity.measures import COUNTRY, INNOVATION, Measure, Room, register
from app.activity.models import ANIMATORS, Event


def _rows(*verbs: str, outcome: str = "") -> Callable[[], Subquery]:
    def rows() -> Subquery:
        query = select(
            Event.id.label("event_id"), Event.at.label("moment"), literal(1).label("value"),
            Event.facts["innovation"]["id"].as_string().label("innovation_id"),
        )  # fmt: skip
        query = query.where(Event.verb.in_(verbs), Event.shown >= ANIMATORS)
        return (query.where(Event.facts["outcome"].as_string() == outcome) if outcome else query).subquery()

    return rows


_CUTS = ("innovation", "country")
ROOM = register(
    Room(
        "scaling", _l("Selection and scaling"),
        (
            Measure(
                "screened", _l("Screened"), _l("Innovations of which the gates of a round were judged, on that day."),
                _rows("selection.gates_passed", "selection.gates_failed"), cuts=_CUTS,
            ),
            Measure(
                "selected", _l("Selected"), _l("Innovations that were selected, on the day of the decision."),
                _rows("selection.innovation_decided", outcome="selected"), cuts=_CUTS,
            ),
            Measure(
                "begun", _l("Scaling begun"), _l("Innovations whose scaling began, on that day."),
                _rows("scaling.scaling_begun"), cuts=_CUTS,
            ),
            Measure(
                "completed", _l("Scaling completed"), _l("Innovations whose scaling was completed, on that day."),
                _rows("scaling.scaling_completed"), cuts=_CUTS,
            ),
            Measure(
                "reports", _l("Progress reports"), _l("Progress reports that were approved, on that day."),
                _rows("measuring.report_approved"), cuts=_CUTS,
            ),
        ),
        {"innovation": INNOVATION, "country": COUNTRY}, "scaling",
    )
)  # fmt: skip
