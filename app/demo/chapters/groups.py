"""Group sessions: mentors invite, people come, the late ones stand in line; one is moved, one contested."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from app.core.rules import Conflict
from app.demo.story import part
from app.demo.tale import Tale
from app.mentoring import actions


def put_on_agenda(tale: Tale) -> None:
    """Everything of groups.toml."""
    for told in part("groups")["group"]:
        tale.on(tale.when(told["at"]), partial(_announce, tale, told))


def _announce(tale: Tale, told: dict[str, Any]) -> None:
    mentor, start = tale.people[told["mentor"]], tale.when(told["on"])
    first = tale.when(told.get("was_on", told["on"]))
    group = actions.announce_group(mentor, actions.Announcement(
        told["title"], told["about"], first, told["minutes"], told["seats"], told.get("format", "video"),
        told.get("place", ""),
    ))  # fmt: skip
    announced = tale.when(told["at"])
    for number, key in enumerate(told["come"]):
        tale.on(announced + timedelta(hours=5 + 9 * number), partial(_come, tale, group, key))
    if "moved" in told:
        tale.on(tale.when(told["moved"]), partial(actions.move_group, mentor, group, start, told["minutes"]))
    came = [tale.people[key].id for key in told["come"] if key not in told.get("missing", []) and key in tale.people]
    over = start + timedelta(minutes=told["minutes"] + 15)
    tale.on(over, partial(actions.hold_group, mentor, group, came))
    if contested := told.get("contested"):
        tale.on(tale.when(contested["at"]), partial(_contest, tale, group, contested))


def _contest(tale: Tale, group: Any, contested: dict[str, Any]) -> None:
    actions.contest_group(tale.people[contested["by"]], group, contested["note"])


def _come(tale: Tale, group: Any, key: str) -> None:
    try:
        actions.take_seat(tale.people[key], group)
    except Conflict:
        actions.join_line(tale.people[key], group)
