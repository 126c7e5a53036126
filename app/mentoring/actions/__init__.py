"""Every write of mentoring, by noun."""

from __future__ import annotations

from app.mentoring.actions.answers import confirm_session, decline_session, is_over
from app.mentoring.actions.asking import ask_more, expire_requests, remind_mentors, tell_more
from app.mentoring.actions.booking import book_session, expire_holds, why
from app.mentoring.actions.calendar import choose_reminders, close_feed, open_feed, renew_feed
from app.mentoring.actions.mentorships import complete_mentorship, end_mentorship, leave
from app.mentoring.actions.moves import accept_move, decline_move, move_session
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
    send_request,
    withdraw_request,
)
from app.mentoring.actions.sessions import cancel_session, give_feedback, hold_session

__all__ = [
    "Terms", "accept_move", "accept_request", "ask_more", "book_session", "cancel_session", "choose_reminders",
    "close_feed", "complete_mentorship", "confirm_session", "decline_move", "decline_request", "decline_session",
    "end_mentorship", "expire_holds", "expire_requests", "give_feedback", "hold_session", "is_over", "leave",
    "move_session", "open_feed", "pause_profile", "publish_profile", "remind_mentors", "remove_exception",
    "renew_feed", "save_hours", "save_terms", "send_request", "set_exception", "tell_more", "what_is_missing", "why",
    "withdraw_request",
]  # fmt: skip
