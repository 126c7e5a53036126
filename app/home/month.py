"""This month on Today: three measures, each beside the whole of last month's, in the cluster's zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import url_for
from sqlalchemy import select

from app.activity.measures import Room
from app.core.clock import now
from app.core.prepared import prepared
from app.core.rules import Actor, allows
from app.home.figures import INNOVATIONS
from app.mentoring.figures import ROOM as MENTORING
from app.offers.figures import ROOM as OFFERS
from app.web.figures import FEWEST, may_see_exact_figures, may_see_small_figures

SHOWN: tuple[tuple[Room, str], ...] = (
    (MENTORING, "sessions"), (OFFERS, "deliveries"), (INNOVATIONS, "supported"),
)  # fmt: skip


@dataclass(frozen=True)
class MonthFigure:
    """A measure of this month beside last month's; `url` opens what is behind it. None: too few to be told here."""

    label: Any
    thread: str
    url: str
    value: int | None
    previous: int | None


def this_month(reader: Actor, zone: str) -> list[MonthFigure]:
    """Sessions held, deliveries confirmed, innovations supported: one statement."""
    start = now().astimezone(ZoneInfo(zone)).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    before = (start - timedelta(days=1)).replace(day=1, hour=0)
    row = _counted(before, start, now() + timedelta(days=1)).one()
    since, count = start.date().isoformat(), len(SHOWN)
    return [
        MonthFigure(room.measure(key).name, room.thread, _behind(reader, room, key, since), *_told(reader, numbers))
        for (room, key), *numbers in zip(SHOWN, row[:count], row[count:], strict=True)
    ]


def _told(reader: Actor, numbers: list[int]) -> list[int | None]:
    exact = allows(may_see_small_figures(reader))
    return [number if exact or number >= FEWEST else None for number in numbers]


def _behind(reader: Actor, room: Room, key: str, since: str) -> str:
    """The entries of the log that are counted, for who may read them; else the page of all figures."""
    if allows(may_see_exact_figures(reader)):
        return url_for("activity.index", figure=room.opened_as(room.measure(key)), since=since)
    return url_for("activity.figures_page")


@prepared
def _counted(before: Any, start: Any, end: Any) -> Any:
    """Each count of this month, then each of last month."""
    glances = [glance for room, key in SHOWN if (glance := room.measure(key).glance)]
    spans = ((start, end), (before, start))
    return select(*(glance(*span).scalar_subquery() for span in spans for glance in glances))
