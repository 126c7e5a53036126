"""Telling stories of change."""

from __future__ import annotations

from typing import Any

from app.innovations import actions as innovations
from app.stories import actions

_TOLD = {"before": "Nobody mended.", "happened": "Neighbours meet on Saturdays."}


def _one(p: Any) -> Any:
    return innovations.put_forward(
        p.innovator, {"name": "Herstelhuis Gent", "summary": "Neighbours mend.", "sectors": [], "goals": []}
    )


def _draft(p: Any) -> Any:
    story = actions.draft_story(p.innovator, _one(p), "A street that mends", "en")
    return actions.edit_story(p.innovator, story, _TOLD)


def _handed_in(p: Any) -> Any:
    return actions.submit_story(p.innovator, _draft(p))


_S = "stories.actions."
RECIPES: dict[str, Any] = {
    _S + "draft_story": lambda p: (p.innovator, _one(p), "A street that mends", "en"),
    _S + "edit_story": lambda p: (p.innovator, _draft(p), _TOLD | {"helped": "The city."}),
    _S + "submit_story": lambda p: (p.innovator, _draft(p)),
    _S + "return_story": lambda p: (p.animator, _handed_in(p), "Say who helped."),
    _S + "publish_story": lambda p: (p.animator, _handed_in(p), True),
    _S + "withdraw_story": lambda p: (p.innovator, _draft(p)),
}
