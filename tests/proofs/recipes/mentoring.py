"""Requests, sessions, groups, what mentors say of themselves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from app.core.clock import now
from app.extensions import db
from app.mentoring import actions
from app.mentoring.actions.availability import Booking
from app.mentoring.actions.groups import Announcement
from app.mentoring.actions.profile import Terms
from app.mentoring.actions.series import Series
from app.mentoring.models import Introduction, MentoringRequest, MentoringSession, Mentorship, MentorWish
from app.mentoring.slots import Window
from tests.mentoring.builders import (
    MONDAY,
    a_group,
    a_mentor,
    a_mentorship,
    a_request,
    a_session,
    a_wish,
    an_innovation,
    an_introduction,
)

NINE = MONDAY + timedelta(days=2, hours=3)
"""Wednesday at 11 in Madrid."""
_TERMS = Terms("Plans", ("finance",), "Europe/Sofia")
_WHY = "We want to open a second kitchen and need help with the financial plan."


def _request(p: Any) -> Any:
    a_mentor(p.mentor)
    return db.session.get_one(MentoringRequest, a_request(p.mentor, p.innovator))


def _asked(p: Any) -> Any:
    return actions.ask_more(p.mentor, _request(p), "How large is it?")


def pair_of(p: Any, **terms: Any) -> Any:
    """A running mentorship of a published mentor."""
    a_mentor(p.mentor, **terms)
    return db.session.get_one(Mentorship, a_mentorship(p.mentor, p.innovator))


def _session(p: Any, start: Any = NINE, **terms: Any) -> Any:
    return db.session.get_one(MentoringSession, a_session(pair_of(p, **terms).id, start))


def _past(p: Any) -> Any:
    return _session(p, MONDAY - timedelta(days=1))


def _held(p: Any) -> Any:
    return actions.hold_session(p.mentor, _past(p))


def _contested(p: Any) -> Any:
    return actions.contest_session(p.innovator, _held(p), "Nobody came.")


def _waiting(p: Any) -> Any:
    """A session that is asked for."""
    return actions.book_session(p.innovator, pair_of(p, confirms=True), NINE)


def _proposed(p: Any) -> Any:
    return actions.move_session(p.innovator, _session(p, confirms=True), NINE + timedelta(days=1))


def _series(p: Any, **terms: Any) -> Any:
    return actions.book_series(p.innovator, pair_of(p, **terms), Series(NINE, 2, 1))


def _group(p: Any, seats: int = 8) -> Any:
    a_mentor(p.mentor)
    return db.session.get_one(MentoringSession, a_group(p.mentor, NINE, seats=seats))


def _seated(p: Any, seats: int = 8) -> Any:
    return actions.take_seat(p.innovator, _group(p, seats))


def _lined(p: Any) -> Any:
    return actions.join_line(p.innovator2, _seated(p, 2) and actions.take_seat(p.stakeholder, _last_group()))


def _last_group() -> Any:
    return db.session.query(MentoringSession).filter(MentoringSession.seats.is_not(None)).one()


def _introduction(p: Any) -> Any:
    a_mentor(p.mentor)
    return db.session.get_one(Introduction, an_introduction(p.mentor, p.innovator, p.animator))


def _wish(p: Any) -> Any:
    return db.session.get_one(MentorWish, a_wish(p.innovator))


def _draft(p: Any) -> Any:
    """A proposal in which the innovator is paired."""
    a_mentor(p.mentor)
    an_innovation(p.innovator, needs=("finance",))
    a_wish(p.innovator)
    return actions.make_proposal(p.animator)


def _over() -> Any:
    return now() + timedelta(days=15)


_M = "mentoring.actions."
RECIPES: dict[str, Any] = {
    _M + "requests.send_request": lambda p: (p.innovator, a_mentor(p.mentor), _WHY),
    _M + "requests.accept_request": lambda p: (p.mentor, _request(p)),
    _M + "requests.decline_request": lambda p: (p.mentor, _request(p), "capacity"),
    _M + "requests.withdraw_request": lambda p: (p.innovator, _request(p)),
    _M + "asking.ask_more": lambda p: (p.mentor, _request(p), "How large is it?"),
    _M + "asking.tell_more": lambda p: (p.innovator, _asked(p), "Sixty square metres."),
    _M + "booking.book_session": lambda p: (p.innovator, pair_of(p), NINE),
    _M + "answers.confirm_session": lambda p: (p.mentor, one := _waiting(p), one.starts_at),
    _M + "answers.decline_session": lambda p: (p.mentor, _waiting(p), "I am away."),
    _M + "moves.move_session": lambda p: (p.innovator, _session(p), NINE + timedelta(days=1)),
    _M + "moves.accept_move": lambda p: (p.mentor, one := _proposed(p), one.proposed_start),
    _M + "moves.decline_move": lambda p: (p.mentor, _proposed(p)),
    _M + "holds.expire_holds": lambda p: (_waiting(p) and _over(),),
    _M + "holds._expire": lambda p: (actions.expire_holds, _waiting(p) and _over()),
    _M + "holds._expire_move": lambda p: (actions.expire_holds, _proposed(p) and _over()),
    _M + "asking.remind_mentors": lambda p: (_request(p) and now() + timedelta(days=4),),
    _M + "asking.expire_requests": lambda p: (_request(p) and _over(),),
    _M + "asking._remind": lambda p: (actions.remind_mentors, _request(p) and now() + timedelta(days=4)),
    _M + "asking._expire": lambda p: (actions.expire_requests, _request(p) and _over()),
    _M + "sessions.cancel_session": lambda p: (p.innovator, _session(p), "I am ill."),
    _M + "sessions.give_feedback": lambda p: (p.innovator, _held(p), 4, "A second plan."),
    _M + "sessions.cancel_along": lambda p: (actions.end_mentorship, p.mentor, _mentorship_of(_session(p))),
    _M + "attendance.hold_session": lambda p: (p.mentor, _past(p)),
    _M + "attendance.mark_no_show": lambda p: (p.mentor, _past(p), p.innovator.id),
    _M + "attendance.contest_session": lambda p: (p.innovator, _held(p), "Nobody came."),
    _M + "attendance.decide_dispute": lambda p: (p.animator, _contested(p), "held"),
    _M + "series.book_series": lambda p: (p.innovator, pair_of(p), Series(NINE, 2, 1)),
    _M + "series.confirm_series": lambda p: (p.mentor, _series(p, confirms=True), [NINE, NINE + timedelta(days=7)]),
    _M + "series.decline_series": lambda p: (p.mentor, _series(p, confirms=True), "I am away."),
    _M + "series.cancel_series": lambda p: (p.innovator, _series(p), "I am ill."),
    _M + "groups.announce_group": lambda p: (a_mentor(p.mentor) and p.mentor, Announcement("Prices", "", NINE, 60, 8)),
    _M + "groups.take_seat": lambda p: (p.innovator, _group(p)),
    _M + "groups.join_line": lambda p: (p.innovator2, actions.take_seat(p.stakeholder, _seated(p, 2))),
    _M + "groups.leave_group": lambda p: (p.innovator, _lined(p)),
    _M + "groups.cancel_group": lambda p: (p.mentor, _seated(p), "I am ill."),
    _M + "groups.call_off_along": lambda p: (actions.leave, p.animator, _seated(p) and p.mentor),
    _M + "groups.stand_up_along": lambda p: (actions.leave, p.animator, _seated(p) and p.innovator),
    _M + "seats._offer": lambda p: (actions.leave_group, p.innovator, _lined(p)),
    _M + "group_changes.move_group": lambda p: (p.mentor, _seated(p), NINE + timedelta(days=1), 60),
    _M + "availability.save_booking": lambda p: (a_mentor(p.mentor) and p.mentor, Booking(notice_hours=48)),
    _M + "availability.save_hours": lambda p: (a_mentor(p.mentor) and p.mentor, [Window(0, 600, 720)]),
    _M + "availability.set_exception": lambda p: (a_mentor(p.mentor) and p.mentor, date(2026, 5, 20), []),
    _M + "availability.remove_exception": lambda p: (
        actions.set_exception(p.mentor, date(2026, 5, 20), []) and p.mentor if a_mentor(p.mentor) else None,
        date(2026, 5, 20),
    ),
    _M + "availability.save_holidays": lambda p: (a_mentor(p.mentor) and p.mentor, "ES", []),
    _M + "profile.save_terms": lambda p: (a_mentor(p.mentor) and p.mentor, _TERMS),
    _M + "profile.save_stories": lambda p: (a_mentor(p.mentor) and p.mentor, {"finance": "Ten years of it."}),
    _M + "publishing.pause_profile": lambda p: (a_mentor(p.mentor) and p.mentor,),
    _M + "publishing.publish_profile": lambda p: (a_mentor(p.mentor, state="draft") and p.mentor,),
    _M + "calendar.open_feed": lambda p: (p.mentor,),
    _M + "calendar.renew_feed": lambda p: (p.mentor,),
    _M + "calendar.close_feed": lambda p: (p.mentor,),
    _M + "calendar.choose_reminders": lambda p: (p.mentor, False, True),
    _M + "wishes.make_wish": lambda p: (p.innovator, "finance"),
    _M + "wishes.withdraw_wish": lambda p: (p.innovator, _wish(p)),
    _M + "wishes.answer_wish": lambda p: (p.animator, _wish(p)),
    _M + "introductions.introduce": lambda p: (p.animator, a_mentor(p.mentor) and p.innovator.id, p.mentor.id),
    _M + "introductions.answer_introduction": lambda p: (p.mentor, _introduction(p), True),
    _M + "introductions.withdraw_introduction": lambda p: (p.animator, _introduction(p)),
    _M + "introductions._take_back_along": lambda p: (actions.leave, p.animator, _introduction(p) and p.innovator),
    _M + "proposals.make_proposal": lambda p: (a_mentor(p.mentor) and a_wish(p.innovator) and p.animator,),
    _M + "proposals.publish_proposal": lambda p: (p.animator, _draft(p)),
    _M + "proposals._introduce": lambda p: (actions.publish_proposal, p.animator, _draft(p)),
    _M + "proposals.remove_pair": lambda p: (p.animator, _draft(p), p.innovator.id),
    _M + "proposals.discard_proposal": lambda p: (p.animator, _draft(p)),
    _M + "seats.settle_seats": lambda _p: (now(),),
    _M + "publishing.return_mentors": lambda _p: (now(),),
}  # fmt: skip


def _mentorship_of(session: Any) -> Any:
    return db.session.get_one(Mentorship, session.mentorship_id)
