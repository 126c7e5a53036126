"""The words for states, stages, priorities, sectors and goals."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
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

PART_NAMES: dict[str, Any] = {
    "challenge": _l("The challenge"),
    "solution": _l("What it does about it"),
    "evidence": _l("What shows that it works"),
    "organisation": _l("The organisation behind it"),
    "team": _l("The names of its team and what they do in it"),
    "links": _l("Its links"),
    "images": _l("Its pictures"),
    "needs": _l("What it needs"),
}
"""Of models.PARTS."""

LINK_KIND_NAMES: dict[str, Any] = {
    "website": _l("Website"),
    "video": _l("Video"),
    "article": _l("Article"),
    "report": _l("Report"),
    "social": _l("Social media"),
    "other": _l("Other"),
}

PRIORITIES: dict[int, Any] = {1: _l("Urgent"), 2: _l("Important"), 3: _l("Would help")}

STAGE_MEANINGS: dict[str, Any] = {
    "prompts": _l("a problem is seen and understood"),
    "proposals": _l("an idea is worked out"),
    "prototypes": _l("it is tried in practice"),
    "sustaining": _l("it runs every day"),
    "scaling": _l("it grows to other places"),
    "systemic": _l("it changes how things are done"),
}


WAY = ("identified", "screening", "assessment", "selected", "onboarding", "scaling", "completed", "alumni")
"""The straight way; the other states end or leave it, beside the step that is named here."""
BESIDE = {"ineligible": "screening", "not_selected": "assessment", "reserve": "assessment"}

STATE_MEANINGS: dict[str, Any] = {
    "identified": _l("It is known here. The next step is a selection round, where it is screened first."),
    "screening": _l("A selection round has it. The gates are looked at one by one before it is assessed."),
    "ineligible": _l("It did not pass a gate of its selection round."),
    "assessment": _l("Assessors give their scores, each without seeing the others’. Then the round decides."),
    "selected": _l("The round chose it. Its pathway begins with a strategy, a lead partner and baselines."),
    "reserve": _l("The round would choose it next. It moves up when a place becomes free."),
    "not_selected": _l("The round did not choose it. It can enter a new round."),
    "onboarding": _l("The pathway is prepared: strategy, lead partner, and where it stands today in figures."),
    "scaling": _l("It is brought to new places, along its pathway."),
    "completed": _l("The pathway came to its end, with a last measurement."),
    "alumni": _l("It went the whole way, and helps others who begin."),
    "on_hold": _l("The work on it rests. It goes on from where it was."),
    "withdrawn": _l("It was taken back, and stands in no list. An animator can bring it back."),
}
"""Where it stands, as a sentence."""


def way(state: str, held_from: str = "") -> list[tuple[str, str]]:
    """The straight way as steps, each done, current or todo, by this state; none for what was taken back."""
    at = held_from if state == "on_hold" else BESIDE.get(state, state)
    at = BESIDE.get(at, at)
    if at not in WAY:
        return []
    here = WAY.index(at)
    over = state in ("ineligible", "not_selected")
    done = here + 1 if over else here
    return [
        (str(STATES[code]), "done" if number < done else "current" if number == here else "todo")
        for number, code in enumerate(WAY)
    ]


def state_meaning(code: str) -> str:
    """Where it stands, as a sentence."""
    return str(STATE_MEANINGS.get(code, ""))


TWINS: dict[str, Any] = {
    "same_name": _l("Same name and town"),
    "same_name_no_town": _l("Same name, no town said"),
    "near_name": _l("Names alike in the same town"),
    "same_website": _l("Same website"),
}
"""Why two may be the same."""


def state_name(code: str) -> str:
    """Where it stands, as a word."""
    return str(STATES.get(code, code))


def stage_name(code: str) -> str:
    """Its maturity, as a word; empty when it is not known."""
    return str(STAGES.get(code, code))


def stage_choices() -> list[tuple[str, str]]:
    """Every stage with what it means, for a select."""
    return [(code, _("%(what)s: %(which)s", what=name, which=STAGE_MEANINGS[code])) for code, name in STAGES.items()]


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
    lists: dict[str, dict[str, Any]] = {"sectors": SECTORS, "stages": STAGES, "states": STATES}
    told = {name: [(code, str(word)) for code, word in words.items()] for name, words in lists.items()}
    return told | {"goals": [(str(number), goal_name(number)) for number in GOALS]}


def link_kind_name(code: str) -> str:
    """What a link leads to."""
    return str(LINK_KIND_NAMES.get(code, code))
