"""Mentors say when they are free; people ask, meet, look back. Every session is a time that was free to book."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from app.core.clock import now
from app.demo.story import part
from app.demo.tale import Tale
from app.mentoring import actions
from app.mentoring.actions.certificates import issue_certificate, revoke_certificate
from app.mentoring.queries.certificates import periods_of
from app.mentoring.queries.times import times_for
from app.mentoring.slots import Window

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOUR = timedelta(hours=1)


def put_on_agenda(tale: Tale) -> None:
    """Everything of mentoring.toml."""
    story = part("mentoring")
    for told in story["mentor"]:
        tale.on(tale.when(told["at"]), partial(_open_hours, tale, told))
    for told in story["request"]:
        tale.on(tale.when(told["at"]), partial(_ask, tale, told))
    for told in story["certificate"]:
        tale.on(tale.when(told["at"]), partial(_certify, tale, told))


def _open_hours(tale: Tale, told: dict[str, Any]) -> None:
    mentor = tale.people[told["person"]]
    terms = actions.Terms(
        told["offer"], tuple(told["topics"]), mentor.timezone, told["capacity"], told["minutes"],
        told.get("first_talk"), told["place"], tuple(told.get("sectors", ())), tuple(told.get("formats", ("video",))),
        told.get("meets_in", ""),
    )  # fmt: skip
    actions.save_terms(mentor, terms)
    actions.save_stories(mentor, told.get("stories", {}))
    actions.save_booking(mentor, actions.Booking(
        told["notice"], buffer_after=told.get("buffer", 0), weekly_limit=told.get("weekly"),
        hours_month=told.get("hours_month"),
    ))  # fmt: skip
    actions.save_hours(mentor, [_window(hours) for hours in told["hours"]])
    actions.publish_profile(mentor)
    if told.get("feed"):
        actions.open_feed(mentor)
    for when, day, note in told.get("closed", []):
        closing = partial(actions.set_exception, mentor, tale.moments.day(day), [], note, None, "keep")
        tale.on(tale.when(when), closing)
    if "holidays" in told:
        tale.on(tale.when(told["at"]), partial(actions.save_holidays, mentor, told["holidays"], [], "keep"))
    if "paused" in told:
        back = tale.moments.day(told["back"]) if "back" in told else None
        tale.on(tale.when(told["paused"]), partial(actions.pause_profile, mentor, back, "keep"))


def _certify(tale: Tale, told: dict[str, Any]) -> None:
    """One of the periods at hand on that day."""
    mentor = tale.people[told["person"]]
    period = next(preset.period for preset in periods_of(mentor.id) if preset.name == told["period"])
    certificate = issue_certificate(mentor, period)
    if "revoked" in told:
        tale.on(tale.when(told["revoked"]), partial(revoke_certificate, mentor, certificate))


def _window(written: str) -> Window:
    """ "tue 09:00-12:30", or "tue 09:00-10:00 first_talk"."""
    day, hours, *kind = written.split()
    start, end = (int(clock[:2]) * 60 + int(clock[3:]) for clock in hours.split("-"))
    return Window(_DAYS.index(day), start, end, *kind)


def _ask(tale: Tale, told: dict[str, Any]) -> None:
    mentee, mentor = tale.people[told["mentee"]], tale.people[told["mentor"]]
    begin = tale.moments.day(told["begin"]) if "begin" in told else None
    innovation = tale.innovation_id(told["innovation"])
    request = actions.send_request(mentee, mentor.id, told["reason"], innovation, told.get("tried", ""), begin)
    if "asked_more" in told:
        when, question = told["asked_more"]
        tale.on(tale.when(when), partial(actions.ask_more, mentor, request, question))
    if "told_more" in told:
        when, reply = told["told_more"]
        tale.on(tale.when(when), partial(actions.tell_more, mentee, request, reply))
    if "accepted" in told:
        tale.on(tale.when(told["accepted"]), partial(_accept, tale, told, request))
    if "declined" in told:
        when, reason, note = told["declined"]
        tale.on(tale.when(when), partial(actions.decline_request, mentor, request, reason, note))
    if "withdrawn" in told:
        tale.on(tale.when(told["withdrawn"]), partial(actions.withdraw_request, mentee, request))
    for days, chore in ((3, actions.remind_mentors), (7, actions.remind_mentors), (14, actions.expire_requests)):
        due = now() + timedelta(days=days, minutes=5)  # the worker looks every few minutes
        tale.on(due, partial(chore, due))


def _accept(tale: Tale, told: dict[str, Any], request: Any) -> None:
    mentor = tale.people[told["mentor"]]
    mentorship = actions.accept_request(mentor, request)
    answers = {"mentee": iter(told.get("from_mentee", [])), "mentor": iter(told.get("from_mentor", []))}
    for wanted in told["sessions"]:
        session = {"on": wanted} if isinstance(wanted, str) else wanted
        day = tale.moments.day(session["on"])
        week_before = datetime.combine(day, now().time(), now().tzinfo) - timedelta(days=8)
        booked = min(max(week_before, now() + 3 * _HOUR), tale.present - 30 * _HOUR)
        tale.on(booked, partial(_book, tale, told, mentorship, session, answers))
    if "completed" in told:
        tale.on(tale.when(told["completed"]), partial(actions.complete_mentorship, mentor, mentorship))
    if "ended" in told:
        when, who = told["ended"]
        tale.on(tale.when(when), partial(actions.end_mentorship, tale.people[who], mentorship))


def _book(tale: Tale, told: dict[str, Any], mentorship: Any, wanted: dict[str, Any], answers: Any) -> None:
    mentee = tale.people[told["mentee"]]
    start = _free(tale, times_for(mentorship), tale.moments.day(wanted["on"]), ahead=wanted["on"].startswith("in "))
    session = actions.book_session(mentee, mentorship, start)
    if "moved" in wanted:
        tale.on(start - 60 * _HOUR, partial(_move, tale, told, mentorship, session, wanted["moved"], answers))
    elif "cancelled" in wanted:
        who, why = wanted["cancelled"]
        canceller = mentee if who == told["mentee"] else tale.people[told["mentor"]]
        tale.on(start - 2 * _HOUR, partial(actions.cancel_session, canceller, session, why))
    elif not wanted.get("unmarked"):
        _hold_later(tale, told, session, answers)


def _free(tale: Tale, times: Any, day: date, ahead: bool) -> datetime:
    """The free time nearest to that day, on the right side of the present. Not always the same hour of the day."""
    noon = datetime.combine(day, datetime.min.time(), tale.zone) + timedelta(hours=10 + day.toordinal() % 6)
    slots = times.free(day - timedelta(days=6), day + timedelta(days=7))
    over = tale.present - timedelta(minutes=times.minutes) - _HOUR
    fit = [slot.start for slot in slots if (slot.start > tale.present + _HOUR if ahead else slot.start < over)]
    return min(fit, key=lambda start: abs(start - noon))


def _move(tale: Tale, told: dict[str, Any], mentorship: Any, session: Any, to: str, answers: Any) -> None:
    times = times_for(mentorship, moving=session)
    start = _free(tale, times, tale.moments.day(to), ahead=False)
    actions.move_session(tale.people[told["mentee"]], session, start)
    _hold_later(tale, told, session, answers)


def _hold_later(tale: Tale, told: dict[str, Any], session: Any, answers: Any) -> None:
    tale.on(session.ends_at + timedelta(minutes=20), partial(_hold, tale, told, session, answers))


def _hold(tale: Tale, told: dict[str, Any], session: Any, answers: Any) -> None:
    """One of the two says that it was held; both look back while they have something to say."""
    marks = "mentor" if session.starts_at.day % 2 else "mentee"
    actions.hold_session(tale.people[told[marks]], session)
    for side, later in (("mentee", 4 * _HOUR), ("mentor", 23 * _HOUR)):
        if answer := next(answers[side], None):
            tale.on(now() + later, partial(actions.give_feedback, tale.people[told[side]], session, *answer))
