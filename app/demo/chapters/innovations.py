"""Innovations are put forward, get a team, say what they need, and are shown to visitors by an animator."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from app.core.clock import now
from app.demo.drawing import drawn
from app.demo.story import part
from app.demo.tale import Tale
from app.innovations import actions
from app.innovations.queries import PARTS

_OWN = "name summary language challenge solution website city country stage sectors goals".split()
_OWN += "region evidence found_by found_at".split()


def put_on_agenda(tale: Tale) -> None:
    """Everything of innovations.toml."""
    for told in part("innovations")["innovation"]:
        tale.on(tale.when(told["at"]), partial(_put_forward, tale, told))


def _put_forward(tale: Tale, told: dict[str, Any]) -> None:
    team = told.get("team", [])
    by = tale.people[told["by"]]
    ours = any(key == told["by"] for key, _title in team)
    words: dict[str, Any] = {name: told.get(name, "") for name in _OWN}
    words["organisation_id"] = tale.house_id(told.get("organisation"))
    words["parts"] = PARTS if told["public"] else ()
    innovation = tale.innovations[told["key"]] = actions.put_forward(by, words, join=ours)
    keeper = by if ours else tale.people["animator"]
    _say_more(tale, told, innovation, keeper)
    _gather_team(tale, told, innovation, keeper)
    if told["public"]:
        tale.on(now() + timedelta(hours=20), partial(actions.publish_innovation, tale.people["animator"], innovation))
    if "hides" in told:
        kept = [each for each in PARTS if each not in told["hides"]]
        tale.on(now() + timedelta(hours=22), partial(actions.change_parts, keeper, innovation, kept))
    if "picture" in told:
        scene, shows = told["picture"]
        tale.on(now() + timedelta(hours=3), lambda: actions.add_image(keeper, innovation, drawn(scene), shows))


def _say_more(tale: Tale, told: dict[str, Any], innovation: Any, keeper: Any) -> None:
    said = now()
    for language, summary in told.get("texts", {}).items():
        said += timedelta(minutes=7)
        tale.on(said, partial(actions.say_in_language, keeper, innovation, language, summary))
    for url, kind, label in told.get("links", []):
        said += timedelta(minutes=2)
        tale.on(said, partial(actions.add_link, keeper, innovation, url, kind, label))
    for topic, priority, note in told.get("needs", []):
        said += timedelta(minutes=3)
        tale.on(said, partial(_say_need, tale, told, innovation, keeper, (topic, priority, note)))


def _say_need(tale: Tale, told: dict[str, Any], innovation: Any, keeper: Any, said: tuple[str, int, str]) -> None:
    topic, priority, note = said
    need = actions.add_need(keeper, innovation, topic, note, priority)
    if topic in told.get("met", {}):
        tale.on(tale.when(told["met"][topic]), partial(actions.meet_need, keeper, need))


def _gather_team(tale: Tale, told: dict[str, Any], innovation: Any, keeper: Any) -> None:
    """Each as soon as they are here."""
    joined = {person["key"]: tale.when(person["joined"]) for person in part("people")["person"]}
    for key, title in told.get("team", []):
        if key != told["by"]:
            here = max(now(), joined[key]) + timedelta(hours=2)
            tale.on(here, partial(_join_team, tale, innovation, keeper, key, title))


def _join_team(tale: Tale, innovation: Any, keeper: Any, key: str, title: str) -> None:
    actions.add_member(keeper, innovation, tale.people[key].id, title)
