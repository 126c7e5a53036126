"""The pages of mentoring, by noun."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("mentoring", __name__)

from app.mentoring.views import asking, hub, mentors, mentorships, profile, requests, sessions  # noqa: E402, F401
