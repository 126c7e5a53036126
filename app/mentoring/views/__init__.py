"""The pages of mentoring, by noun."""

from __future__ import annotations

from flask import Blueprint

from app.mentoring import letters  # noqa: F401  (what mails carry)

bp = Blueprint("mentoring", __name__)

from app.mentoring.views import (  # noqa: E402, F401
    agreed,
    asking,
    attendance,
    availability,
    beside,
    booking,
    calendar,
    care,
    certificates,
    conflicts,
    desk,
    endings,
    figures,
    files,
    finding,
    goals,
    group_changes,
    group_saying,
    groups,
    hours,
    hub,
    introductions,
    mentors,
    mentorships,
    notes,
    overview,
    profile,
    proposals,
    requests,
    seats,
    sessions,
    wishes,
)
