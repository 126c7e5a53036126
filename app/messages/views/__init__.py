"""The pages of messages. GET changes nothing: having seen is a POST, sent by the page itself or by a button."""

from __future__ import annotations

from flask import Blueprint

from app.messages.said import excerpt, said

bp = Blueprint("messages", __name__, url_prefix="/messages")
bp.add_app_template_filter(said, "said")
bp.add_app_template_filter(excerpt, "excerpt")

from app.messages.views import groups, reports, sent, talks, thread  # noqa: E402, F401  (they add their routes to bp)
