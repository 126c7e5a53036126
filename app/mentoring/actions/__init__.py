"""Every write of mentoring, by noun."""

from __future__ import annotations

from app.mentoring.actions.agreed import agree_action, remove_action, tick_action
from app.mentoring.actions.answers import confirm_session, decline_session, is_over
from app.mentoring.actions.asking import ask_more, expire_requests, remind_mentors, tell_more
from app.mentoring.actions.attendance import contest_session, decide_dispute, hold_session, mark_no_show
from app.mentoring.actions.availability import (
    Booking,
    remove_exception,
    save_booking,
    save_holidays,
    save_hours,
    set_exception,
)
from app.mentoring.actions.booking import book_session, why
from app.mentoring.actions.calendar import choose_reminders, close_feed, open_feed, renew_feed
from app.mentoring.actions.conflicts import declare_conflict, remove_conflict
from app.mentoring.actions.files import add_file, remove_file
from app.mentoring.actions.goals import add_step, change_goal, move_goal, remove_step, set_goal, tick_step
from app.mentoring.actions.group_changes import GroupTerms, change_group, move_group
from app.mentoring.actions.group_presence import contest_group, decide_group, hold_group
from app.mentoring.actions.groups import (
    Announcement,
    announce_group,
    cancel_group,
    join_line,
    leave_group,
    take_seat,
)
from app.mentoring.actions.holds import expire_holds
from app.mentoring.actions.introductions import answer_introduction, introduce, withdraw_introduction
from app.mentoring.actions.mentorships import (
    LookingBack,
    complete_mentorship,
    end_mentorship,
    leave,
    pause_mentorship,
    reopen_mentorship,
    resume_mentorship,
)
from app.mentoring.actions.moves import accept_move, decline_move, move_session
from app.mentoring.actions.notes import change_note, remove_note, write_note
from app.mentoring.actions.parting import part
from app.mentoring.actions.profile import Terms, save_stories, save_terms
from app.mentoring.actions.proposals import (
    discard_proposal,
    make_proposal,
    publish_proposal,
    remove_pair,
    set_pair,
)
from app.mentoring.actions.publishing import pause_profile, publish_profile, return_mentors, what_is_missing
from app.mentoring.actions.requests import (
    accept_request,
    decline_request,
    send_request,
    withdraw_request,
)
from app.mentoring.actions.seats import settle_seats
from app.mentoring.actions.series import Series, book_series, cancel_series, confirm_series, decline_series, plan_of
from app.mentoring.actions.sessions import cancel_session, give_feedback
from app.mentoring.actions.team import add_member, remove_member
from app.mentoring.actions.wishes import answer_wish, make_wish, withdraw_wish

__all__ = [
    "Announcement", "Booking", "GroupTerms", "LookingBack", "Series", "Terms", "accept_move", "accept_request",
    "add_file", "add_member", "add_step", "agree_action", "announce_group", "answer_introduction", "answer_wish",
    "ask_more", "book_series", "book_session", "cancel_group", "cancel_series", "cancel_session", "change_goal",
    "change_group", "change_note", "choose_reminders", "close_feed", "complete_mentorship", "confirm_series",
    "confirm_session", "contest_group", "contest_session", "decide_dispute", "decide_group", "declare_conflict",
    "decline_move", "decline_request", "decline_series", "decline_session", "discard_proposal", "end_mentorship",
    "expire_holds", "expire_requests", "give_feedback", "hold_group", "hold_session", "introduce", "is_over",
    "join_line", "leave", "leave_group", "make_proposal", "make_wish", "mark_no_show", "move_goal", "move_group",
    "move_session", "open_feed", "part", "pause_mentorship", "pause_profile", "plan_of", "publish_profile",
    "publish_proposal", "remind_mentors", "remove_action", "remove_conflict", "remove_exception", "remove_file",
    "remove_member", "remove_note", "remove_pair", "remove_step", "renew_feed", "reopen_mentorship",
    "resume_mentorship", "return_mentors", "save_booking", "save_holidays", "save_hours", "save_stories", "save_terms",
    "send_request", "set_exception", "set_goal", "set_pair", "settle_seats", "take_seat", "tell_more", "tick_action",
    "tick_step", "what_is_missing", "why", "withdraw_introduction", "withdraw_request", "withdraw_wish", "write_note",
]  # fmt: skip
