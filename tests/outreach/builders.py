"""One valid activity, and what its form sends."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.outreach import actions
from app.outreach.models import ActivityContent, ActivityFiles, DisseminationActivity
from tests.builders import a_person

GOOD = {
    "type": "workshop_organised", "title": "Kitchens that pay for themselves", "starts_on": "2026-05-12",
    "place": "Ruse", "country": "BG", "to_policy_makers": "y", "size_policy_makers": "40", "to_media": "y",
    "visibility": "2",
}  # fmt: skip


def an_activity(author: Any, *, files: ActivityFiles | None = None, **said: Any) -> DisseminationActivity:
    """A workshop in Ruse that reached 40 policy makers and nobody knows how many of the media."""
    told: dict[str, Any] = {
        "title": "Kitchens that pay for themselves", "type": "workshop_organised", "starts_on": date(2026, 5, 12),
        "place": "Ruse", "country": "BG", "audiences": {"policy_makers": 40, "media": None},
    }  # fmt: skip
    return actions.log_activity(a_person(author), ActivityContent(**told | said), files)


def a_draft(author: Any, **said: Any) -> DisseminationActivity:
    """Hardly begun."""
    return actions.keep_activity(a_person(author), None, ActivityContent(**{"title": "A talk"} | said), ActivityFiles())
