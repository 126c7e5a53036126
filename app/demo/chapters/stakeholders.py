"""How stakeholders are drawn in: the animators' contact log, and one who is invited with an offer."""

from __future__ import annotations

from functools import partial
from typing import Any

from app.core.clock import now
from app.demo.story import part
from app.demo.tale import Tale
from app.offers.actions import PostContent
from app.stakeholders import actions


def put_on_agenda(tale: Tale) -> None:
    """Everything of stakeholders.toml."""
    story = part("stakeholders")
    for told in story["contact"]:
        tale.on(tale.when(told["at"]), partial(_note, tale, told))
    for told in story["invitation"]:
        tale.on(tale.when(told["at"]), partial(_invite, tale, told))


def _note(tale: Tale, told: dict[str, Any]) -> None:
    animator, house = tale.people[told["by"]], tale.houses[told["house"]]
    due = tale.moments.day(told["next_on"]) if "next_on" in told else None
    held = now().astimezone(tale.zone).date()
    said = actions.Said(told["kind"], held, told["who"], told["text"], told.get("next_step", ""), due)
    contact = actions.note_contact(animator, house, said)
    if "done" in told:
        tale.on(tale.when(told["done"]), partial(actions.tick_next_step, animator, contact, True))


def _invite(tale: Tale, told: dict[str, Any]) -> None:
    content = PostContent(
        told["title"], told["text"], told["category"], quantity=told["quantity"], unit=told["unit"],
        until=tale.moments.day(told["until"]),
    )  # fmt: skip
    actions.invite_stakeholder(
        tale.people[told["by"]], told["email"], told["name"], told["organisation"], content, told["note"],
        told["locale"],
    )  # fmt: skip
