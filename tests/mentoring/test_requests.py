"""Asking and answering (M1, B7, B12), leaving (M8), expiry."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.activity.models import Event
from app.core.action import action
from app.core.clock import now
from app.core.rules import Conflict, NotAllowed, Refused
from app.extensions import db
from app.mentoring.actions import (
    accept_request,
    ask_more,
    complete_mentorship,
    decline_request,
    end_mentorship,
    expire_requests,
    leave,
    send_request,
    withdraw_request,
)
from app.mentoring.models import MentoringRequest, MentoringSession, MentorProfile, Mentorship
from tests.mentoring.builders import MONDAY, a_mentor, a_mentorship, a_request, a_session, an_innovation

REASON = "We open a second kitchen in spring and want to plan its finances."


def asked(id_: str) -> MentoringRequest:
    return db.session.get_one(MentoringRequest, id_)


def events() -> list[str]:
    return list(db.session.execute(select(Event.verb).order_by(Event.id)).scalars())


@pytest.fixture
def mentor(context: Flask, cast: Any) -> Any:
    a_mentor(cast.mentor, capacity=1)
    return cast.mentor


def test_m1_a_request_needs_a_reason_and_names_the_innovation(mentor: Any, cast: Any) -> None:
    innovation = an_innovation(cast.innovator)
    with pytest.raises(Refused, match="at least 40"):
        send_request(cast.innovator, mentor.id, "Help!", innovation)
    with pytest.raises(Refused, match="which innovation"):
        send_request(cast.innovator, mentor.id, REASON)
    with pytest.raises(Refused, match="team you belong to"):
        send_request(cast.innovator2, mentor.id, REASON, innovation)
    sent = send_request(cast.innovator, mentor.id, REASON, innovation)
    assert sent.state == "sent" and sent.innovation_id == innovation
    facts = db.session.execute(select(Event.facts)).scalar_one()
    assert "second kitchen" not in str(facts)


def test_m1_at_most_five_open(context: Flask, cast: Any, clock: Any) -> None:
    for part in ("mentor", "mentor2", "partner", "stakeholder", "stranger", "animator"):
        a_mentor(getattr(cast, part))
    for part in ("mentor", "mentor2", "partner", "stakeholder", "stranger"):
        send_request(cast.innovator, getattr(cast, part).id, REASON)
        clock.shift(timedelta(hours=8))
    ask_more(cast.mentor, db.session.execute(select(MentoringRequest).limit(1)).scalar_one(), "For how many?")
    clock.shift(timedelta(days=1))
    with pytest.raises(Conflict, match="five requests"):  # one that waits for the mentee is open, too
        send_request(cast.innovator, cast.animator.id, REASON)


def test_m1_at_most_three_new_ones_a_day(context: Flask, cast: Any, clock: Any) -> None:
    for part in ("mentor", "mentor2", "partner", "stakeholder"):
        a_mentor(getattr(cast, part))
    for part in ("mentor", "mentor2", "partner"):
        send_request(cast.innovator, getattr(cast, part).id, REASON)
    with pytest.raises(Conflict, match="tomorrow"):
        send_request(cast.innovator, cast.stakeholder.id, REASON)
    clock.shift(timedelta(days=1))
    assert send_request(cast.innovator, cast.stakeholder.id, REASON).state == "sent"


@pytest.mark.parametrize(("state", "words"), [("paused", "no new requests"), ("published", "asked already")])
def test_who_cannot_be_asked_just_now(mentor: Any, cast: Any, state: str, words: str) -> None:
    db.session.get_one(MentorProfile, mentor.id).state = state
    db.session.commit()
    if state == "published":
        send_request(cast.innovator, mentor.id, REASON)
    with pytest.raises(Conflict, match=words):
        send_request(cast.innovator, mentor.id, REASON)


def test_nobody_asks_themselves_and_observers_nobody(mentor: Any, cast: Any) -> None:
    for person in (mentor, cast.observer):
        with pytest.raises(NotAllowed):
            send_request(person, mentor.id, REASON)


def test_b7_a_second_answer_changes_nothing(mentor: Any, cast: Any) -> None:
    request = asked(a_request(mentor, cast.innovator))
    accept_request(mentor, request)
    before = events()
    with pytest.raises(Conflict, match="accepted already"):
        accept_request(mentor, request)
    with pytest.raises(Conflict, match="accepted already"):
        decline_request(mentor, asked(request.id), "no_time")
    assert events() == before
    assert db.session.execute(select(func.count(Mentorship.id))).scalar_one() == 1


def test_b7_accept_after_withdrawal_or_expiry(context: Flask, cast: Any, clock: Any) -> None:
    a_mentor(cast.mentor)
    first = asked(a_request(cast.mentor, cast.innovator))
    withdraw_request(cast.innovator, first)
    with pytest.raises(Conflict, match="withdrawn"):
        accept_request(cast.mentor, first)
    second = asked(a_request(cast.mentor, cast.innovator2))
    clock.shift(timedelta(days=14))
    with pytest.raises(Conflict, match="expired"):  # whether or not the worker has run
        accept_request(cast.mentor, second)


def test_b12_two_accepts_for_the_last_place(mentor: Any, cast: Any) -> None:
    first, second = asked(a_request(mentor, cast.innovator)), asked(a_request(mentor, cast.innovator2))
    accept_request(mentor, first)
    with pytest.raises(Conflict, match="places are taken"):
        accept_request(mentor, second)
    assert asked(second.id).state == "sent"


def test_only_whom_it_concerns_answers(mentor: Any, cast: Any) -> None:
    request = asked(a_request(mentor, cast.innovator))
    for act in (lambda who: accept_request(who, request), lambda who: decline_request(who, request, "other")):
        for person in (cast.innovator, cast.animator):
            with pytest.raises(NotAllowed):
                act(person)
    with pytest.raises(NotAllowed):
        withdraw_request(mentor, request)


def test_expired_after_fourteen_days_told_once(mentor: Any, cast: Any, clock: Any) -> None:
    request = a_request(mentor, cast.innovator)
    clock.shift(timedelta(days=14) - timedelta(seconds=1))
    assert expire_requests(now()) == 0
    clock.shift(timedelta(seconds=1))
    assert expire_requests(now()) == 1 and expire_requests(now()) == 0
    assert asked(request).state == "expired" and events() == ["mentoring.request_expired"]


def test_completed_when_nothing_is_ahead_and_ended_with_what_is(mentor: Any, cast: Any) -> None:
    id_ = a_mentorship(mentor, cast.innovator)
    session = a_session(id_, MONDAY + timedelta(days=3))
    it = db.session.get_one(Mentorship, id_)
    with pytest.raises(Conflict, match="still sessions ahead"):
        complete_mentorship(cast.innovator, it)
    end_mentorship(cast.innovator, it)
    assert it.state == "ended_early" and db.session.get_one(MentoringSession, session).state == "cancelled"
    with pytest.raises(Conflict, match="ended already"):
        complete_mentorship(mentor, it)
    assert events() == ["mentoring.session_cancelled", "mentoring.mentorship_ended"]


def test_m8_who_leaves_cancels_neutrally_and_keeps_the_counts(mentor: Any, cast: Any) -> None:
    id_ = a_mentorship(mentor, cast.innovator)
    ahead = a_session(id_, MONDAY + timedelta(days=3))
    held = a_session(id_, MONDAY - timedelta(days=3), state="held")
    request = a_request(mentor, cast.innovator2)

    @action
    def remove(actor: Any, person: Any) -> None:
        leave(actor, person)

    remove(cast.animator, mentor)
    assert db.session.get_one(MentoringSession, ahead).state == "cancelled"
    assert db.session.get_one(MentoringSession, held).state == "held"
    assert asked(request).state == "withdrawn"
    assert db.session.get_one(Mentorship, id_).state == "ended_early"
    assert db.session.get_one(MentorProfile, mentor.id).state == "paused"
