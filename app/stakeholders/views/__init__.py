"""The pages of stakeholders: the animators' desk for drawing them in."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from app.offers import words as board_words
from app.stakeholders import words

bp = Blueprint("stakeholders", __name__)


@bp.context_processor
def _words() -> dict[str, Any]:
    """The templates' words for codes, and for amounts."""
    return {"words": words, "board_words": board_words}


from app.stakeholders.views import contacts, inviting, listed  # noqa: E402, F401  (they add their routes to bp)
