"""B2 and B3 against the served program: fifty at once, one wins, the others hear so in words, nobody waits long."""

from __future__ import annotations

import os
import secrets
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.activity.models import Event
from app.core.clock import now
from app.extensions import db
from app.mentoring.models import MentoringSession
from tests.mentoring.builders import a_mentor, a_mentorship
from tests.proofs.callers import Answer, Caller, at_once, people
from tests.served import Site

pytestmark = pytest.mark.soak
MANY = 50
LONGEST = 5.0
"""Seconds; judged by `make soak` on a machine of its own, printed otherwise."""


def in_two_weeks() -> datetime:
    """A free time of the mentor: ten o'clock in Madrid."""
    zone = ZoneInfo("Europe/Madrid")
    return datetime.combine(now().astimezone(zone).date() + timedelta(days=14), time(10), zone).astimezone(UTC)


def one_won(answers: list[Answer], words: str) -> None:
    """Exactly one 303; every other 409 with words."""
    print(f"slowest answer: {max(answer.seconds for answer in answers):.2f} s")
    statuses = sorted(answer.status for answer in answers)
    assert statuses == [303] + [409] * (len(answers) - 1)
    assert all(words in answer.text for answer in answers if answer.status == 409)
    if os.environ.get("COMMONWEAVE_SOAK"):
        assert max(answer.seconds for answer in answers) < LONGEST


@pytest.fixture
def told(beside: Flask):  # type: ignore[no-untyped-def]
    """How many events of a kind there are."""

    def count(verb: str) -> int:
        with beside.app_context():
            return db.session.execute(select(func.count(Event.id)).where(Event.verb == verb)).scalar_one()

    return count


def test_b2_fifty_book_one_slot(site: Site, beside: Flask, told) -> None:  # type: ignore[no-untyped-def]
    with beside.app_context():
        a_mentor(site.cast.mentor, capacity=MANY + 1, days=range(7))
        places = [(a_mentorship(site.cast.mentor, mentee), mentee.id) for mentee in people(MANY)]
        callers = [(mentorship, Caller(beside, site, mentee)) for mentorship, mentee in places]
        start = in_two_weeks()
        db.session.commit()
    site.start()
    data = {"start": start.strftime("%Y-%m-%dT%H:%MZ")}
    answers = at_once(
        [lambda c=caller, m=place: c.post(f"/mentoring/mentorships/{m}/sessions", data) for place, caller in callers]
    )
    one_won(answers, "Book this time")
    with beside.app_context():
        assert db.session.execute(select(func.count(MentoringSession.id))).scalar_one() == 1
    assert told("mentoring.session_booked") == 1


def test_b3_fifty_times_the_same_form_book_one_session(site: Site, beside: Flask, told) -> None:  # type: ignore[no-untyped-def]
    with beside.app_context():
        a_mentor(site.cast.mentor, days=range(7))
        mentorship = a_mentorship(site.cast.mentor, site.cast.innovator)
        caller = Caller(beside, site, site.cast.innovator.id)
        start = in_two_weeks()
        db.session.commit()
    site.start()
    token, path = secrets.token_urlsafe(18), f"/mentoring/mentorships/{mentorship}/sessions"
    data = {"start": start.strftime("%Y-%m-%dT%H:%MZ")}
    answers = at_once([lambda: caller.post(path, data, token)] * MANY)
    assert {answer.status for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1
    assert told("mentoring.session_booked") == 1
