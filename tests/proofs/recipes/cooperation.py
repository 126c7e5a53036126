"""Bringing teams together."""

from __future__ import annotations

from typing import Any

from app.innovations import actions as innovations


def _two(p: Any) -> Any:
    told = {"summary": "Neighbours mend.", "sectors": [], "goals": []}
    one = innovations.put_forward(p.innovator, told | {"name": "Herstelhuis Gent"})
    return one, innovations.put_forward(p.innovator2, told | {"name": "Kafe za popravki"})


RECIPES: dict[str, Any] = {
    "cooperation.actions.introduce_teams": lambda p: (p.animator, *_two(p), "You both mend."),
    "cooperation.actions.dismiss_suggestion": lambda p: (p.animator, *_two(p)),
}
