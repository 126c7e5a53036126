"""The pages of mentoring, by noun."""

from __future__ import annotations

from flask import Blueprint

from app.mentoring import letters  # noqa: F401  (what mails carry)

bp = Blueprint("mentoring", __name__)

from app.mentoring.views import (  # noqa: E402
    agreed,  # noqa: F401
    asking,  # noqa: F401
    beside,  # noqa: F401
    calendar,  # noqa: F401
    desk,  # noqa: F401
    endings,  # noqa: F401
    files,  # noqa: F401
    finding,  # noqa: F401
    goals,  # noqa: F401
    hub,  # noqa: F401
    introductions,  # noqa: F401
    mentors,  # noqa: F401
    mentorships,  # noqa: F401
    notes,  # noqa: F401
    profile,  # noqa: F401
    proposals,  # noqa: F401
    requests,  # noqa: F401
    sessions,  # noqa: F401
    wishes,  # noqa: F401
)
