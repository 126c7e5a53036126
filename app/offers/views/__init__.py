"""The pages of offers: the board, posts, claims."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from app.offers import letters, words  # noqa: F401  (letters: what mails carry)
from app.offers.standing import shown_state

bp = Blueprint("offers", __name__)


@bp.context_processor
def _words() -> dict[str, Any]:
    """The templates' words for codes, and where a post stands."""
    return {"words": words, "shown_state": shown_state}


from app.offers.views import (  # noqa: E402, F401
    board,
    care,
    claiming,
    claims,
    embed,
    feeds,
    figures,
    files,
    freshness,
    imports,
    joining,
    matching,
    moderation,
    posts,
    searches,
    session_posts,
    sessions,
    writing,
)
