"""An innovation's way through the pipeline: pure. The arrows are PRODUCT.md's "States"; each is walked by one
action."""

from __future__ import annotations

from collections.abc import Mapping

STATES = (
    "identified", "screening", "ineligible", "assessment", "selected", "reserve", "not_selected", "onboarding",
    "scaling", "completed", "alumni", "on_hold", "withdrawn",
)  # fmt: skip

ARROWS: Mapping[str, frozenset[str]] = {
    "identified": frozenset({"screening"}),
    "screening": frozenset({"ineligible", "assessment"}),
    "ineligible": frozenset(),
    "assessment": frozenset({"selected", "reserve", "not_selected"}),
    "selected": frozenset({"onboarding"}),
    "reserve": frozenset({"selected"}),
    "not_selected": frozenset({"screening"}),
    "onboarding": frozenset({"scaling"}),
    "scaling": frozenset({"completed"}),
    "completed": frozenset({"alumni"}),
    "alumni": frozenset(),
}
"""State → the states that follow it. On hold and withdrawn stand at the side of all of these."""

HELD = frozenset({"screening", "assessment", "selected", "reserve", "onboarding", "scaling"})
"""Where work is under way that can rest: from here an innovation can be put on hold, and goes back to here."""


def may_follow(state: str, to: str, held_from: str = "") -> bool:
    """Is there an arrow? `held_from` is where one on hold came from, the only state it can go back to."""
    if to == "withdrawn":
        return state != "withdrawn"
    if to == "on_hold":
        return state in HELD
    if state == "on_hold":
        return to == held_from
    if state == "withdrawn":
        return to == "identified"
    return to in ARROWS[state]
