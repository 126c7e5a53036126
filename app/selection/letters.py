"""What the letters about decisions are filled with when they are sent: the words that were kept."""

from __future__ import annotations

from typing import Any

from app.activity.letters import LETTERS
from app.people.links import external
from app.selection.queries import letter_of


def decision_letter(facts: dict[str, Any]) -> dict[str, Any] | None:
    """The letter of this decision to this person, in the language it was written in."""
    letter = letter_of(facts["of"], facts["recipient"].id)
    if letter is None:
        return None
    url = external("selection.decision", id=letter.decision_id)
    return {"title": letter.subject, "text": letter.text, "locale": letter.language, "url": url}


LETTERS["selection/mail/decision"] = decision_letter
