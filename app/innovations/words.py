"""The words for states, stages, priorities, sectors and goals."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from app.reference.catalogue import GOALS, SECTORS, STAGES

STATES: dict[str, Any] = {
    "identified": _l("Put forward"),
    "screening": _l("Being screened"),
    "ineligible": _l("Not eligible"),
    "assessment": _l("Being assessed"),
    "selected": _l("Selected"),
    "reserve": _l("On the reserve list"),
    "not_selected": _l("Not selected"),
    "onboarding": _l("Starting"),
    "scaling": _l("Scaling"),
    "completed": _l("Completed"),
    "alumni": _l("Alumni"),
    "on_hold": _l("On hold"),
    "withdrawn": _l("Withdrawn"),
}
TONES = {"selected": "good", "scaling": "good", "completed": "done", "withdrawn": "bad", "ineligible": "bad"}

PRIORITIES: dict[int, Any] = {1: _l("Urgent"), 2: _l("Important"), 3: _l("Would help")}

STAGE_MEANINGS: dict[str, Any] = {
    "prompts": _l("a problem is seen and understood"),
    "proposals": _l("an idea is worked out"),
    "prototypes": _l("it is tried in practice"),
    "sustaining": _l("it runs every day"),
    "scaling": _l("it grows to other places"),
    "systemic": _l("it changes how things are done"),
}


def state_name(code: str) -> str:
    """Where it stands, as a word."""
    return str(STATES.get(code, code))


def stage_name(code: str) -> str:
    """Its maturity, as a word; empty when it is not known."""
    return str(STAGES.get(code, code))


def sector_name(code: str) -> str:
    """The sector's name."""
    return str(SECTORS.get(code, code))


def goal_name(number: int) -> str:
    """ "11 Sustainable cities and communities"."""
    return f"{number} {GOALS[number]}" if number in GOALS else str(number)


def priority_name(number: int) -> str:
    """How much a need matters."""
    return str(PRIORITIES.get(number, ""))


def offered() -> dict[str, list[tuple[str, str]]]:
    """What the catalogue's filters offer: (code, name) each."""
    lists = {"sectors": SECTORS, "stages": STAGES, "states": STATES}
    return {name: [(code, str(word)) for code, word in words.items()] for name, words in lists.items()}
