"""Every write of mentoring, by noun."""

from __future__ import annotations

from app.mentoring.actions.mentorships import complete_mentorship, end_mentorship, leave
from app.mentoring.actions.profile import (
    Terms,
    pause_profile,
    publish_profile,
    remove_exception,
    save_hours,
    save_terms,
    set_exception,
    what_is_missing,
)
from app.mentoring.actions.requests import (
    accept_request,
    decline_request,
    expire_requests,
    send_request,
    withdraw_request,
)
from app.mentoring.actions.sessions import (
    book_session,
    cancel_session,
    give_feedback,
    hold_session,
    move_session,
    why,
)

__all__ = [
    "Terms", "accept_request", "book_session", "cancel_session", "complete_mentorship", "decline_request",
    "end_mentorship", "expire_requests", "give_feedback", "hold_session", "leave", "move_session", "pause_profile",
    "publish_profile", "remove_exception", "save_hours", "save_terms", "send_request", "set_exception",
    "what_is_missing", "why", "withdraw_request",
]  # fmt: skip
