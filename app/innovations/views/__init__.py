"""The pages of innovations."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("innovations", __name__)

from app.innovations import letters  # noqa: E402, F401  (what mails carry)
from app.innovations.views import (  # noqa: E402, F401  (they add their routes to bp)
    catalogue,
    changes,
    duplicates,
    imports,
    needs,
    proposals,
    seen,
    states,
    team,
)
