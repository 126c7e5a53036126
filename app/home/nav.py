"""The frame around every page: where one can go, and what is new there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from flask import Flask, g, request
from flask_babel import lazy_gettext as _l

from app.home.queries import Frame, frame
from app.people.queries import cluster
from app.people.reader import Reader
from app.web.gates import maybe_reader, opens

PLACES: tuple[tuple[str, Any, str], ...] = (
    ("home.today", _l("Today"), "today"),
    ("messages.index", _l("Messages"), "messages"),
    ("mentoring.index", _l("Mentoring"), "mentoring"),
    ("offers.index", _l("Offers"), "offers"),
    ("innovations.index", _l("Innovations"), "innovations"),
    ("people.index", _l("People"), "people"),
    ("activity.index", _l("Activity log"), "activity"),
)
"""The first four are also in a phone's bottom bar."""

PART_OF = {
    "stakeholders": "offers",
    "outreach": "activity",
    "selection": "innovations",
    "scaling": "innovations",
    "measuring": "innovations",
    "cooperation": "innovations",
    "stories": "innovations",
}
"""Rooms that are reached through another one, whose entry then says where one is."""


@dataclass(frozen=True)
class Place:
    """One entry of the navigation."""

    endpoint: str
    label: Any
    icon: str
    current: bool
    count: int


def init_app(app: Flask) -> None:
    """Give the frame to every template; `nav()` and `pulse()` only when asked, for a fragment shows neither."""
    app.context_processor(lambda: {"cluster": cluster().name})
    app.jinja_env.globals.update(nav=_nav, pulse=_pulse)


def reader_frame() -> Frame:
    """The signed-in person's frame, read once per request."""
    reader = maybe_reader()
    if "frame" not in g:
        g.frame = frame(reader) if reader else Frame(0, 0, "")
    return cast(Frame, g.frame)


def _nav() -> list[Place]:
    reader = maybe_reader()
    return _places(reader_frame(), reader) if reader else []


def _pulse() -> str:
    return reader_frame().pulse


def _places(counts: Frame, reader: Reader) -> list[Place]:
    here = request.endpoint or ""
    new = {"messages.index": counts.messages, "activity.index": counts.inbox}
    return [
        Place(endpoint, label, icon, _within(here, endpoint), new.get(endpoint, 0))
        for endpoint, label, icon in PLACES
        if opens(endpoint, reader)
    ]


def _within(here: str, endpoint: str) -> bool:
    room = here.split(".")[0]
    return here == endpoint if endpoint.startswith("home.") else PART_OF.get(room, room) == endpoint.split(".")[0]
