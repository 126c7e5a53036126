"""B12 and B14 against the served program: the last place of a mentor, the last seat of a group, a hundred at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.core.clock import now
from app.extensions import db
from app.mentoring.models import GroupSeat, Mentorship
from tests.mentoring.builders import a_group, a_mentor, a_request
from tests.proofs.callers import Answer, Caller, at_once, people
from tests.served import Site

pytestmark = pytest.mark.soak
MANY = 100


def one_won(answers: list[Answer], words: str) -> None:
    """Exactly one 303; every other 409 with words."""
    print(f"slowest answer: {max(answer.seconds for answer in answers):.2f} s")
    assert sorted(answer.status for answer in answers) == [303] + [409] * (len(answers) - 1)
    assert all(words in answer.text for answer in answers if answer.status == 409)


@pytest.mark.timeout(300)
def test_b12_a_hundred_requests_accepted_at_once_for_the_last_place(site: Site, beside: Flask) -> None:
    with beside.app_context():
        a_mentor(site.cast.mentor, capacity=1, days=range(7))
        requests = [a_request(site.cast.mentor, mentee) for mentee in people(MANY)]
        mentor = Caller(beside, site, site.cast.mentor.id)
        db.session.commit()
    site.start()
    answers = at_once([lambda r=asked: mentor.post(f"/mentoring/requests/{r}/acceptance", {}) for asked in requests])
    one_won(answers, "places")
    with beside.app_context():
        assert db.session.execute(select(func.count(Mentorship.id))).scalar_one() == 1


@pytest.mark.timeout(300)
def test_b14_a_hundred_take_the_last_seat_at_once(site: Site, beside: Flask) -> None:
    with beside.app_context():
        a_mentor(site.cast.mentor, days=range(7))
        group = a_group(site.cast.mentor, now() + timedelta(days=9), seats=2)
        first, *rest = people(MANY + 1)
        db.session.add(GroupSeat(session_id=group, person_id=first.id))
        callers = [Caller(beside, site, person.id) for person in rest]
        db.session.commit()
    site.start()
    answers = at_once([lambda c=caller: c.post(f"/mentoring/groups/{group}/seat", {}) for caller in callers])
    one_won(answers, "Join the waiting list")
    with beside.app_context():
        seated = select(func.count()).where(GroupSeat.session_id == group, GroupSeat.state == "seated")
        assert db.session.execute(seated).scalar_one() == 2
