"""Counting changes for people's open pages, which ask the pulse (queries/pulse.py)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy.dialects.sqlite import insert

from app.activity.models import ANIMATORS, MEMBERS, NETWORK, Event, Pulse
from app.extensions import db
from app.people.queries import apart_among, of_role

AUDIENCES = {ANIMATORS: "animators", MEMBERS: "members", NETWORK: "network"}
"""In the place of a person: everybody who sees what is shown to so many. What is for parties alone moves none."""


def nudge(people: Iterable[str], *regions: str) -> None:
    """Count a change of these regions ("messages", "inbox", "work", "log") for these people."""
    if counted := [{"person_id": person, "number": 1} | dict.fromkeys(regions, 1) for person in sorted(set(people))]:
        db.session.connection().execute(_grown(regions), counted)


def nudge_all(event: Event, people: Iterable[str], told: Iterable[str]) -> None:
    """Something was recorded: the log changes for these people and for everybody it is shown to; what they take part in
    changes, too, unless it is only talk; and the inbox of those who are told.

    Nothing changes for who may not see it, be they told or not, and no log for whom it names somebody they are kept
    apart from: a part of a page that is fetched again would tell (A3, M3)."""
    theirs, noted = {*people}, {*told}
    blind = of_role(theirs | noted, "observer") if event.shown < NETWORK else set()
    if event.shown < MEMBERS and (others := noted - theirs):
        blind |= others - (of_role(others, "animator") if event.shown >= ANIMATORS else set())
    apart = apart_among(theirs)
    apart -= of_role(apart, "animator") | blind
    work = () if event.strand == "messages" else ("work",)
    nudge(noted - blind, "inbox")
    nudge(theirs - blind - apart, *work, "log")
    if work:
        nudge(apart, *work)
    nudge([name for level, name in AUDIENCES.items() if event.shown >= level], "log")


def _grown(regions: tuple[str, ...]) -> Any:
    if regions not in _BUILT:
        grown = dict.fromkeys(("number", *regions), Pulse.number + 1)
        _BUILT[regions] = insert(Pulse).on_conflict_do_update(index_elements=[Pulse.person_id], set_=grown)
    return _BUILT[regions]


_BUILT: dict[tuple[str, ...], Any] = {}
"""Built once for each set of regions: every action nudges somebody."""
