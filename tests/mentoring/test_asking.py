"""Asking for more (M1); reminders, expiry and the break of a silent mentor (M2)."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.activity.models import Delivery, Event
from app.core.clock import at, now
from app.core.rules import Conflict, NotAllowed, Refused
from app.extensions import db
from app.mentoring.actions import (
    accept_request,
    ask_more,
    decline_request,
    expire_requests,
    leave,
    publish_profile,
    remind_mentors,
    send_request,
    tell_more,
    withdraw_request,
)
from app.mentoring.models import MentoringRequest, MentorProfile, RequestReply
from app.mentoring.queries import waiting_for
from app.mentoring.queries.asking import Load, load_of
from app.mentoring.queries.care import Care, care_rows
from tests.builders import a_person
from tests.mentoring.builders import MONDAY, a_mentor, a_mentorship, a_request, a_session

REASON = "We open a second kitchen in spring and want to plan its finances."


@pytest.fixture
def mentor(context: Flask, cast: Any) -> Any:
    a_mentor(cast.mentor)
    return cast.mentor


def asked(id_: str) -> MentoringRequest:
    return db.session.get_one(MentoringRequest, id_)


def events(verb: str = "") -> list[str]:
    query = select(Event.verb).order_by(Event.id)
    return [told for told in db.session.execute(query).scalars() if verb in told]


def waits(context: Flask, person: Any) -> list[str]:
    with context.test_request_context():
        return [waiting.text for waiting in waiting_for(person)]


def mails(person: Any) -> list[str]:
    query = select(Event.verb).join(Delivery, Delivery.event_id == Event.id).order_by(Event.id)
    query = query.where(Delivery.channel == "email", Delivery.person_id == person.id)
    return list(db.session.execute(query).scalars())


def test_m1_a_request_tells_what_was_tried_and_when_to_begin(mentor: Any, cast: Any) -> None:
    told = {"tried": " A loan from the bank. ", "preferred_start": date(2026, 6, 1)}
    sent = send_request(cast.innovator, mentor.id, REASON, **told)
    assert (sent.tried, sent.preferred_start) == ("A loan from the bank.", date(2026, 6, 1))
    for wrong in (date(2026, 5, 10), date(2027, 6, 1)):
        with pytest.raises(Refused) as refused:
            send_request(cast.innovator2, mentor.id, REASON, preferred_start=wrong)
        assert refused.value.field == "preferred_start"


def test_m1_asking_for_more_keeps_the_request(context: Flask, mentor: Any, cast: Any, clock: Any) -> None:
    request = asked(a_request(mentor, cast.innovator))
    clock.shift(timedelta(days=8))
    remind_mentors(now())
    ask_more(mentor, request, "How many meals a day?")
    assert (request.state, request.waits_since, request.nudged) == ("more_information_asked", now(), 0)
    assert waits(context, cast.innovator) == ["Inés Ortega would like to know more before answering"]
    assert not waits(context, mentor)
    clock.shift(timedelta(days=2))
    tell_more(cast.innovator, request, "Four hundred.")
    assert (request.state, request.waits_since, request.nudged) == ("sent", now(), 0)
    assert waits(context, mentor) == ["Lucía Ferrer asks you for mentoring"]
    said = db.session.execute(select(RequestReply.person_id, RequestReply.text).order_by(RequestReply.created_at)).all()
    assert said == [(mentor.id, "How many meals a day?"), (cast.innovator.id, "Four hundred.")]
    assert mails(cast.innovator) == ["mentoring.more_asked"] and mails(mentor)[-1] == "mentoring.more_told"
    assert "meals" not in str(db.session.execute(select(Event.facts)).scalars().all())


def test_m1_each_says_something_in_turn(mentor: Any, cast: Any) -> None:
    request = asked(a_request(mentor, cast.innovator))
    with pytest.raises(NotAllowed):
        ask_more(cast.innovator, request, "What?")
    with pytest.raises(Refused, match="has your reply"):
        tell_more(cast.innovator, request, "Nobody asked.")
    with pytest.raises(Refused, match="few words"):
        ask_more(mentor, request, "  ")
    ask_more(mentor, request, "What?")
    with pytest.raises(Refused, match="asked already"):
        ask_more(mentor, request, "And what else?")
    with pytest.raises(NotAllowed):
        tell_more(mentor, request, "This.")
    assert events() == ["mentoring.more_asked"]


@pytest.mark.parametrize("ending", ["accept", "decline", "withdraw", "leave"])
def test_a_request_that_waits_for_the_mentee_is_open(mentor: Any, cast: Any, ending: str) -> None:
    request = asked(a_request(mentor, cast.innovator))
    ask_more(mentor, request, "How many meals a day?")
    with pytest.raises(Conflict, match="asked already"):
        send_request(cast.innovator, mentor.id, REASON)
    if ending == "accept":
        assert accept_request(mentor, request).state == "active"
    elif ending == "decline":
        assert decline_request(mentor, request, "no_time").state == "declined"
    elif ending == "withdraw":
        assert withdraw_request(cast.innovator, request).state == "withdrawn"
    else:
        leave(cast.animator, cast.innovator)
        assert asked(request.id).state == "withdrawn"
    with pytest.raises(Conflict):
        tell_more(cast.innovator, asked(request.id), "Too late.")


def test_m2_reminded_after_three_and_seven_days(mentor: Any, cast: Any, clock: Any) -> None:
    a_request(mentor, cast.innovator)
    told = []
    for _day in range(14):
        told.append(remind_mentors(now()) + remind_mentors(now()))
        clock.shift(timedelta(days=1))
    assert [day for day, sent in enumerate(told) if sent] == [3, 7] and sum(told) == 2
    assert mails(mentor) == ["mentoring.mentor_reminded"] * 2 and mails(cast.innovator) == []
    days = [facts["days"] for facts in db.session.execute(select(Event.facts).order_by(Event.id)).scalars()]
    assert days == [3, 7]


def test_m2_a_worker_that_was_down_reminds_once(mentor: Any, cast: Any, clock: Any) -> None:
    a_request(mentor, cast.innovator)
    clock.shift(timedelta(days=9))
    assert remind_mentors(now()) == 1 and remind_mentors(now()) == 0


def test_m2_no_reminder_for_what_waits_for_the_mentee_or_is_answered(mentor: Any, cast: Any, clock: Any) -> None:
    first, second = asked(a_request(mentor, cast.innovator)), asked(a_request(mentor, cast.innovator2))
    ask_more(mentor, first, "How many?")
    decline_request(mentor, second, "no_time")
    clock.shift(timedelta(days=8))
    assert remind_mentors(now()) == 0


@pytest.mark.parametrize("order", list(permutations(("remind", "expire", "remind", "expire"))))
def test_m2_at_the_last_moment_in_any_order(mentor: Any, cast: Any, clock: Any, order: Any) -> None:
    a_request(mentor, cast.innovator)
    clock.shift(timedelta(days=14))
    for chore in order:
        {"remind": remind_mentors, "expire": expire_requests}[chore](now())
    assert events() == ["mentoring.request_expired"]  # a reminder would come too late to be of use


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.sampled_from(["remind", "expire"])), max_size=40))
def test_m2_never_reminded_twice_whatever_runs_when(house: Flask, runs: list[tuple[int, str]]) -> None:
    cast = house.config["CAST"]
    with house.app_context():
        request = MentoringRequest(
            mentor_id=cast.mentor2.id,
            mentee_id=cast.stakeholder.id,
            reason=REASON,
            created_at=MONDAY,
            waits_since=MONDAY,
        )
        db.session.add(request)
        db.session.commit()
        for half_days, chore in sorted(runs):
            moment = MONDAY + timedelta(hours=12 * half_days)
            with at(moment):
                {"remind": remind_mentors, "expire": expire_requests}[chore](moment)
        told = db.session.execute(select(Event.verb).where(Event.object_id == request.id)).scalars().all()
        assert told.count("mentoring.mentor_reminded") <= 2 and told.count("mentoring.request_expired") <= 1
        db.session.delete(request)
        db.session.commit()


def test_m2_expires_fourteen_days_after_the_last_turn(mentor: Any, cast: Any, clock: Any) -> None:
    request = asked(a_request(mentor, cast.innovator))
    clock.shift(timedelta(days=13))
    ask_more(mentor, request, "How many?")
    clock.shift(timedelta(days=13, hours=23))
    assert expire_requests(now()) == 0
    clock.shift(timedelta(hours=1))
    assert expire_requests(now()) == 1
    assert (request.state, request.answer_reason) == ("expired", "mentee")
    facts = db.session.execute(select(Event.facts).order_by(Event.id.desc()).limit(1)).scalar_one()
    assert facts["silent"] == "mentee"


def test_m2_two_silences_in_a_row_pause_and_one_click_returns(mentor: Any, cast: Any, clock: Any) -> None:
    profile = db.session.get_one(MentorProfile, mentor.id)
    for mentee in (cast.innovator, cast.innovator2):
        a_request(mentor, mentee)
        clock.shift(timedelta(days=14))
        expire_requests(now())
    db.session.refresh(profile)
    assert (profile.state, profile.paused_why) == ("paused", "silent")
    assert mails(mentor) == ["mentoring.silent_mentor_paused"]
    clock.shift(timedelta(days=1))
    publish_profile(mentor)
    assert (profile.state, profile.paused_why) == ("published", "")
    a_request(mentor, cast.stakeholder)
    clock.shift(timedelta(days=14))
    expire_requests(now())
    db.session.refresh(profile)
    assert profile.state == "published"  # the count begins anew when they come back


@pytest.mark.parametrize("between", ["declined", "mentee"])
def test_m2_an_answer_in_between_breaks_the_row(mentor: Any, cast: Any, clock: Any, between: str) -> None:
    people = iter((cast.innovator, cast.innovator2, cast.stakeholder))
    for how in ("silent", between, "silent"):
        request = asked(a_request(mentor, next(people)))
        if how == "declined":
            decline_request(mentor, request, "no_time")
        elif how == "mentee":
            ask_more(mentor, request, "How many?")
        clock.shift(timedelta(days=14))
        expire_requests(now())
    state = db.session.execute(select(MentorProfile.state).where(MentorProfile.person_id == mentor.id)).scalar_one()
    assert state == ("published" if between == "declined" else "paused")  # the mentee's silence is not the mentor's


def test_m2_the_animator_sees_silence_from_day_four(mentor: Any, cast: Any, clock: Any) -> None:
    a_request(mentor, cast.innovator)
    clock.shift(timedelta(days=4) - timedelta(seconds=1))
    me = a_person(cast.animator)
    assert list(care_rows(me, Care("silent"))) == []
    clock.shift(timedelta(seconds=1))
    assert [line.pair.mentor.name for line in care_rows(me, Care("silent"))] == ["Inés Ortega"]
    clock.shift(timedelta(days=10))
    assert list(care_rows(me, Care("silent"))) == []


def test_load_counts_mentees_requests_and_the_sessions_around(mentor: Any, cast: Any) -> None:
    with_ = a_mentorship(mentor, cast.innovator)
    a_request(mentor, cast.innovator2)
    for days, state in ((-40, "held"), (-3, "held"), (-2, "cancelled"), (5, "confirmed"), (40, "confirmed")):
        a_session(with_, MONDAY + timedelta(days=days), state=state)
    assert load_of([mentor.id, cast.mentor2.id]) == {
        mentor.id: Load(mentees=1, requests=1, sessions_before=1, sessions_ahead=1),
        cast.mentor2.id: Load(),
    }
