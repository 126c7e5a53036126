"""What makes each action do something: name → what it is called with, in a world prepared for it.

A recipe takes the cast and returns the action's arguments; or, for one that runs inside another, that other and its
arguments.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.proofs.recipes import (
    catalogue,
    cooperation,
    hosting,
    innovations,
    later,
    lists,
    log,
    measuring,
    mentoring,
    mentorships,
    messages,
    offers,
    people,
    scaling,
    selection,
    stakeholders,
    stories,
    tables,
)

Recipe = Callable[[Any], tuple[Any, ...]]
RECIPES: dict[str, Recipe] = {
    **hosting.RECIPES,
    **people.RECIPES, **innovations.RECIPES, **offers.RECIPES, **mentoring.RECIPES, **mentorships.RECIPES,
    **messages.RECIPES, **stakeholders.RECIPES, **log.RECIPES, **later.RECIPES, **tables.RECIPES,
    **selection.RECIPES, **scaling.RECIPES, **measuring.RECIPES, **cooperation.RECIPES, **stories.RECIPES,
    **catalogue.RECIPES,
    **lists.RECIPES,
}  # fmt: skip

__all__ = ["RECIPES"]
