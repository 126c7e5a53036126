"""Who is suspended takes part in nothing new: no group, no seat, no beginning, no booking."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from app.core.rules import Conflict
from app.extensions import db
from app.mentoring.actions import (
    accept_request,
    answer_introduction,
    book_session,
    join_line,
    leave_group,
    reopen_mentorship,
    send_request,
    take_seat,
)
from app.mentoring.models import GroupSeat, Introduction, MentoringRequest, MentoringSession, Mentorship
from app.mentoring.queries.groups import Filters, group_of, groups_page
from app.mentoring.queries.times import times_for
from app.people.models import Person
from tests.mentoring.builders import MONDAY, a_group, a_mentor, a_mentorship, a_request, an_introduction

THURSDAY = MONDAY + timedelta(days=3, hours=1)


def suspend(person: Any, state: str = "suspended") -> None:
    db.session.get_one(Person, person.id).state = state
    db.session.commit()


def seat(group: Any, person: Any) -> str:
    found = db.session.get(GroupSeat, (group.id, person.id), populate_existing=True)
    return found.state if found else ""


def test_b14_a_suspended_mentors_group_is_neither_listed_nor_joinable(context: Flask, pair: Any, cast: Any) -> None:
    group = db.session.get_one(MentoringSession, a_group(cast.mentor, THURSDAY, seats=2))
    take_seat(cast.innovator, group)
    suspend(cast.mentor)
    assert groups_page(cast.partner, Filters()).rows == []
    assert group_of(cast.partner, group.id) is None and group_of(cast.innovator, group.id) is not None
    assert group_of(cast.animator, group.id) is not None
    for join in (take_seat, join_line):
        with pytest.raises(Conflict, match="not here just now"):
            join(cast.partner, group)
    suspend(cast.mentor, "active")
    assert len(groups_page(cast.partner, Filters()).rows) == 1
    take_seat(cast.partner, group)


def test_b14_who_is_suspended_in_line_is_passed_over(context: Flask, pair: Any, cast: Any, clock: Any) -> None:
    group = db.session.get_one(MentoringSession, a_group(cast.mentor, THURSDAY, seats=2))
    for person in (cast.innovator, cast.innovator2):
        take_seat(person, group)
    for person in (cast.stakeholder, cast.partner):
        join_line(person, group)
        clock.shift(timedelta(minutes=1))
    suspend(cast.stakeholder)
    leave_group(cast.innovator, group)
    assert (seat(group, cast.stakeholder), seat(group, cast.partner)) == ("waiting", "offered")
    leave_group(cast.innovator2, group)
    assert seat(group, cast.stakeholder) == "waiting"
    found = group_of(cast.stranger, group.id)
    assert found is not None and found.free == 1
    take_seat(cast.stranger, group)


def test_nothing_begins_with_somebody_who_is_suspended(context: Flask, cast: Any) -> None:
    a_mentor(cast.mentor)
    request = db.session.get_one(MentoringRequest, a_request(cast.mentor, cast.innovator))
    met = db.session.get_one(Introduction, an_introduction(cast.mentor, cast.innovator2, cast.animator))
    answer_introduction(cast.innovator2, met, True)
    for person in (cast.innovator, cast.innovator2):
        suspend(person)
    with pytest.raises(Conflict, match="not here just now"):
        accept_request(cast.mentor, request)
    with pytest.raises(Conflict, match="not here just now"):
        answer_introduction(cast.mentor, met, True)
    suspend(cast.innovator, "active")
    assert accept_request(cast.mentor, request).state == "active"
    suspend(cast.mentor)
    with pytest.raises(Conflict, match="no new requests"):
        send_request(cast.partner, cast.mentor.id, "We open a second kitchen in spring and want to plan it.")


def test_an_ended_one_is_not_reopened_without_both(context: Flask, pair: Any, cast: Any) -> None:
    mentorship = db.session.get_one(Mentorship, pair.mentorship)
    mentorship.state = "ended_early"
    suspend(cast.innovator)
    with pytest.raises(Conflict, match="not here just now"):
        reopen_mentorship(cast.animator, mentorship)


@pytest.mark.parametrize("gone", ["mentor", "innovator"])
def test_nothing_is_booked_with_somebody_who_is_suspended(context: Flask, pair: Any, cast: Any, gone: str) -> None:
    mentorship = db.session.get_one(Mentorship, pair.mentorship)
    start = times_for(mentorship).free()[0].start
    suspend(getattr(cast, gone))
    assert times_for(mentorship).free() == []
    with pytest.raises(Conflict, match="not here just now"):
        book_session(cast.innovator if gone == "mentor" else cast.mentor, mentorship, start)


def test_the_page_says_it_in_words(app: Flask, pair: Any, cast: Any, mentee: Any) -> None:
    with app.app_context():
        start = times_for(db.session.get_one(Mentorship, pair.mentorship)).free()[0].start
        suspend(cast.mentor)
    told = {"start": start.strftime("%Y-%m-%dT%H:%MZ")}
    answer = mentee.post(f"/mentoring/mentorships/{pair.mentorship}/sessions", told)
    assert answer.status_code == 409 and "not here just now" in answer.get_data(as_text=True)


def test_b12_one_rule_for_places_whenever_two_begin(context: Flask, cast: Any) -> None:
    a_mentor(cast.mentor, capacity=1)
    ended = db.session.get_one(Mentorship, a_mentorship(cast.mentor, cast.innovator2, state="ended_early"))
    request = db.session.get_one(MentoringRequest, a_request(cast.mentor, cast.innovator))
    accept_request(cast.mentor, request)
    with pytest.raises(Conflict, match="places of this mentor are taken"):
        reopen_mentorship(cast.animator, ended)


def test_a_request_that_is_accepted_agrees_the_introduction_of_the_same_two(context: Flask, cast: Any) -> None:
    a_mentor(cast.mentor)
    met = an_introduction(cast.mentor, cast.innovator, cast.animator)
    other = an_introduction(cast.mentor, cast.innovator2, cast.animator)
    request = db.session.get_one(MentoringRequest, a_request(cast.mentor, cast.innovator))
    mentorship = accept_request(cast.mentor, request)
    introduction = db.session.get_one(Introduction, met)
    assert (introduction.state, introduction.mentorship_id) == ("agreed", mentorship.id)
    assert db.session.get_one(Introduction, other).state == "open"
    with pytest.raises(Conflict, match="begun"):
        answer_introduction(cast.innovator, introduction, True)
