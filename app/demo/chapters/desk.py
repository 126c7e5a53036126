"""At the matching desk: people who found no mentor, and whom the animator brings together."""

from __future__ import annotations

from functools import partial
from typing import Any

from app.demo.story import part
from app.demo.tale import Tale
from app.mentoring import actions


def put_on_agenda(tale: Tale) -> None:
    """Everything of desk.toml."""
    story = part("desk")
    for told in story["wish"]:
        tale.on(tale.when(told["at"]), partial(_wish, tale, told))
    for told in story["introduction"]:
        tale.on(tale.when(told["at"]), partial(_introduce, tale, told))


def _wish(tale: Tale, told: dict[str, Any]) -> None:
    wish = actions.make_wish(tale.people[told["person"]], told["topic"], told.get("language", ""), told["text"])
    if "answered" in told:
        tale.on(tale.when(told["answered"]), partial(actions.answer_wish, tale.people["animator"], wish))


def _introduce(tale: Tale, told: dict[str, Any]) -> None:
    mentee, mentor = tale.people[told["mentee"]], tale.people[told["mentor"]]
    met = actions.introduce(tale.people["animator"], mentee.id, mentor.id, told["note"])
    for side in ("mentee", "mentor"):
        if side in told.get("answers", {}):
            when, yes = told["answers"][side]
            tale.on(tale.when(when), partial(actions.answer_introduction, tale.people[told[side]], met, yes))
    if "withdrawn" in told:
        tale.on(tale.when(told["withdrawn"]), partial(actions.withdraw_introduction, tale.people["animator"], met))
