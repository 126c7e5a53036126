"""The pages of outreach: what happened elsewhere."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from app.outreach import words

bp = Blueprint("outreach", __name__)
bp.add_app_template_filter(words.type_name, "activity_type")


@bp.context_processor
def _words() -> dict[str, Any]:
    """The templates' words for codes."""
    return {"words": words}


from app.outreach import figures  # noqa: E402, F401  (its measures are registered)
from app.outreach.views import listed, one, writing  # noqa: E402, F401  (they add their routes to bp)
