"""Named measures over the events of the log: each with its definition in words, its rows, by month and by what it is
told apart; each figure opens the entries behind it. Whatever is counted anywhere over days is one of these.

    SESSIONS = Room("mentoring", _l("Mentoring"), (Measure("sessions", …), …), {"innovation": INNOVATION})
    register(SESSIONS)

Rooms keep the rows of their measures, and register them here; docs/figures.md tells how.
"""

from __future__ import annotations

from app.activity.measures.cuts import COUNTRY, INNOVATION, MOST, ORGANISATION, Cut
from app.activity.measures.measure import Figures, Line, Measure
from app.activity.measures.room import Room
from app.activity.opened import OPENED, Opened

__all__ = [
    "COUNTRY", "Cut", "Figures", "INNOVATION", "Line", "MOST", "Measure", "ORGANISATION", "ROOMS", "Room", "register",
]  # fmt: skip

ROOMS: dict[str, Room] = {}
"""Every room with measures, in the order in which they are shown."""


def register(room: Room) -> Room:
    """Make a room's measures known: to the page of all figures, and to the log, which opens what is behind them."""
    ROOMS[room.key] = room
    OPENED.update({room.opened_as(one): _opened(room, one) for one in room.measures if one.opens})
    return room


def _opened(room: Room, measure: Measure) -> Opened:
    def words(group: str) -> str:
        name = room.names([group]).get(group, "") if group else ""
        return f"{measure.name} · {name}" if name else str(measure.name)

    return Opened(words, lambda period, group: room.event_ids(measure, period, group))
