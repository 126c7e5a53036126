"""Where a session takes place, and what was answered after it: who takes part, and who must not read on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from app.core.rules import allows
from app.extensions import db
from app.mentoring.actions import give_feedback, take_seat
from app.mentoring.models import GroupSeat, MentoringSession, Mentorship
from app.mentoring.queries.calendar import appointment
from app.mentoring.queries.glances import next_sessions
from app.mentoring.queries.relations import taking_part
from app.mentoring.rules import may_read_feedback, may_see_place
from tests.mentoring.builders import MONDAY, a_group, a_member, a_mentor, a_mentorship, a_session

PLACE = "https://meet.example.org/kitchen"
TOMORROW = MONDAY + timedelta(days=1, hours=2)


def at_the_place(id_: str) -> str:
    db.session.get_one(MentoringSession, id_).place = PLACE
    db.session.commit()
    return id_


@pytest.fixture
def meeting(app: Flask, pair: Any, cast: Any) -> str:
    """A session tomorrow; the stakeholder is of the mentee's team."""
    with app.app_context():
        a_member(pair.mentorship, cast.stakeholder)
        return at_the_place(a_session(pair.mentorship, TOMORROW))


@pytest.mark.parametrize("part", ["mentor", "innovator", "stakeholder"])
def test_whoever_takes_part_knows_the_place_everywhere(
    app: Flask, meeting: str, pair: Any, cast: Any, as_: Any, part: str
) -> None:
    person = getattr(cast, part)
    client = as_(person)
    page = client.get(f"/mentoring/sessions/{meeting}").get_data(as_text=True)
    assert PLACE in page and "Add to my calendar" in page
    assert PLACE in client.get(f"/mentoring/mentorships/{pair.mentorship}").get_data(as_text=True)
    assert PLACE in client.get(f"/mentoring/sessions/{meeting}.ics").get_data(as_text=True).replace("\r\n ", "")
    with app.test_request_context():
        assert [line.place for line in next_sessions(person)] == [PLACE]
        found = appointment(person.id, meeting)
        assert found is not None and found.mine
        assert allows(may_see_place(person, taking_part(meeting)))


def test_who_does_not_take_part_does_not(app: Flask, meeting: str, pair: Any, cast: Any, as_: Any) -> None:
    animator = as_(cast.animator)
    for where in (f"sessions/{meeting}", f"mentorships/{pair.mentorship}"):
        page = animator.get(f"/mentoring/{where}").get_data(as_text=True)
        assert PLACE not in page and "Add to my calendar" not in page
    assert animator.get(f"/mentoring/sessions/{meeting}.ics").status_code == 403
    assert as_(cast.stranger).get(f"/mentoring/sessions/{meeting}.ics").status_code == 404
    with app.app_context():
        assert not allows(may_see_place(cast.animator, taking_part(meeting)))
        assert not allows(may_see_place(cast.animator, db.session.get_one(Mentorship, pair.mentorship).people))


@pytest.mark.parametrize("state", ["seated", "waiting", "offered", "left", "absent"])
def test_b14_of_a_group_only_a_seat_knows(app: Flask, pair: Any, cast: Any, as_: Any, state: str) -> None:
    with app.app_context():
        group = at_the_place(a_group(cast.mentor, TOMORROW))
        take_seat(cast.innovator, db.session.get_one(MentoringSession, group))
        seat = db.session.get_one(GroupSeat, (group, cast.innovator.id))
        seat.state, seat.offered_until = state, TOMORROW
        db.session.commit()
    page = as_(cast.innovator).get(f"/mentoring/groups/{group}").get_data(as_text=True)
    assert (PLACE in page, "Add to my calendar" in page) == (state == "seated", state == "seated")
    assert PLACE in as_(cast.mentor).get(f"/mentoring/groups/{group}").get_data(as_text=True)
    assert PLACE not in as_(cast.animator).get(f"/mentoring/groups/{group}").get_data(as_text=True)


@pytest.mark.parametrize("place", ["mentor", "mentee", "team", "none"])
def test_m6_an_animator_does_not_read_what_was_answered_about_their_own_session(
    app: Flask, cast: Any, as_: Any, place: str
) -> None:
    mentor, mentee = cast.mentor, cast.innovator
    mentor, mentee = (cast.animator if place == "mentor" else mentor), (cast.animator if place == "mentee" else mentee)
    with app.app_context():
        a_mentor(mentor)
        mentorship = a_mentorship(mentor, mentee)
        if place == "team":
            a_member(mentorship, cast.animator)
        held = a_session(mentorship, MONDAY - timedelta(days=1), state="held")
        writer = mentee if place == "mentor" else mentor
        give_feedback(writer, db.session.get_one(MentoringSession, held), 1, "Talk about something else")
        assert allows(may_read_feedback(cast.animator, taking_part(held))) == (place == "none")
        assert not allows(may_read_feedback(cast.stranger, taking_part(held)))
    page = as_(cast.animator).get(f"/mentoring/sessions/{held}").get_data(as_text=True)
    assert ("Talk about something else" in page) == (place == "none")
