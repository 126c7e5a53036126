"""What people are protected from: ties that are declared, a block, a report."""

from __future__ import annotations

from functools import partial
from typing import Any

from app.demo.story import part
from app.demo.tale import Tale
from app.mentoring import actions as mentoring
from app.people import actions as people


def put_on_agenda(tale: Tale) -> None:
    """Everything of care.toml."""
    story = part("care")
    for told in story["conflict"]:
        tale.on(tale.when(told["at"]), partial(_declare, tale, told))
    for told in story["block"]:
        tale.on(tale.when(told["at"]), partial(_block, tale, told))
    for told in story["report"]:
        tale.on(tale.when(told["at"]), partial(_report, tale, told))


def _declare(tale: Tale, told: dict[str, Any]) -> None:
    thing, key = told["to"]
    ids = {"person": lambda: tale.people[key].id, "innovation": lambda: tale.innovation_id(key),
           "organisation": lambda: tale.house_id(key)}  # fmt: skip
    by, mentor = tale.people[told["by"]], tale.people[told["mentor"]]
    mentoring.declare_conflict(by, mentor.id, thing, ids[thing]() or "", told["kind"], told.get("note", ""))


def _block(tale: Tale, told: dict[str, Any]) -> None:
    people.block_person(tale.people[told["by"]], tale.people[told["whom"]])


def _report(tale: Tale, told: dict[str, Any]) -> None:
    report = people.report_person(tale.people[told["by"]], tale.people[told["about"]], told["reason"], told["text"])
    if "settled" in told:
        when, outcome = told["settled"]
        tale.on(tale.when(when), partial(people.settle_report, tale.people["animator"], report, outcome))
