"""What CONTRACT promises of the example cluster, and that it keeps the house's own rules."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale
from sqlalchemy import func, select

from app.activity.models import Delivery, Event
from app.activity.sentences import sentence
from app.config import LANGUAGES
from app.core.clock import now
from app.demo.tell import ACCOUNTS
from app.extensions import db
from app.innovations.models import SocialInnovation
from app.mentoring.models import (  # fmt: skip
    AgreedAction,
    Closing,
    Goal,
    GoalStep,
    MentoringRequest,
    MentoringSession,
    MentorProfile,
    Mentorship,
    MentorshipFile,
    MentorshipMember,
    Note,
    SessionFeedback,
)
from app.messages.models import Conversation, Message
from app.offers.models import Claim, Post
from app.people.models import Organisation, Person

pytestmark = pytest.mark.timeout(300)  # the first one has the cluster told


def count(model: Any, *conditions: Any) -> int:
    return int(db.session.execute(select(func.count()).select_from(model).where(*conditions)).scalar_one())


def states(model: Any) -> set[str]:
    return set(db.session.execute(select(model.state).distinct()).scalars())


def test_as_much_as_promised(tale: Flask) -> None:
    assert count(Person, Person.state == "active") >= 40
    assert count(Organisation) >= 15
    assert count(SocialInnovation) >= 25
    assert count(Post) >= 40
    assert count(MentoringSession) >= 60
    assert count(Conversation) >= 15 and count(Message) >= 100
    assert count(SessionFeedback) >= 60
    zones = db.session.execute(select(MentorProfile.timezone).where(MentorProfile.state == "published")).scalars().all()
    assert len(zones) >= 12 and len(set(zones)) >= 6


def test_every_state_that_can_be_shown(tale: Flask) -> None:
    assert states(Post) == {
        "draft", "submitted", "published", "paused", "fulfilled", "withdrawn", "hidden", "removed",
    }  # fmt: skip
    assert count(Post, Post.state == "published", Post.until < now().date()) >= 2, "past its date"
    assert states(Claim) == {
        "waiting", "requested", "accepted", "delivered", "confirmed", "declined", "withdrawn", "expired", "cancelled",
        "disputed",
    }  # fmt: skip
    assert set(db.session.execute(select(Claim.confirmed_how).distinct()).scalars()) >= {
        "receiver", "silence", "animator",
    }  # fmt: skip
    assert states(MentoringRequest) == {
        "sent", "more_information_asked", "accepted", "declined", "withdrawn", "expired",
    }  # fmt: skip
    assert states(Mentorship) >= {"active", "completed", "ended_early"}
    assert states(MentoringSession) == {"confirmed", "held", "cancelled", "disputed"}
    assert states(MentorProfile) == {"published", "paused"}


def test_people_work_between_their_sessions(tale: Flask) -> None:
    assert states(Goal) >= {"open", "reached"} and count(GoalStep, GoalStep.done_at.is_not(None)) >= 8
    assert set(db.session.execute(select(Note.audience).distinct()).scalars()) == {"private", "shared", "animators"}
    assert count(AgreedAction, AgreedAction.done_at.is_(None)) >= 3 and count(MentorshipMember) >= 3
    assert count(MentorshipFile) >= 2 and count(Closing, Closing.may_tell) >= 1


def test_sessions_past_and_future(tale: Flask) -> None:
    assert count(MentoringSession, MentoringSession.starts_at < now()) >= 60
    assert count(MentoringSession, MentoringSession.starts_at > now()) >= 10
    assert count(MentoringSession, MentoringSession.starts_at < now(), MentoringSession.state == "confirmed") >= 2


def test_a_year_of_log_and_nothing_of_tomorrow(tale: Flask) -> None:
    first, last = db.session.execute(select(func.min(Event.at), func.max(Event.at))).one()
    assert 360 <= (now() - first).days <= 366
    assert last <= now()
    in_order = db.session.execute(select(Event.at).order_by(Event.id)).scalars().all()
    assert all(earlier <= later for earlier, later in pairwise(in_order))
    months = {moment.month for moment in in_order}
    assert len(months) == 12


def test_nobody_is_in_two_sessions_at_once(tale: Flask) -> None:
    held: dict[str, list[tuple[Any, Any]]] = {}
    kept = select(MentoringSession).where(MentoringSession.state != "cancelled")
    for session in db.session.execute(kept).scalars():
        for person in (session.mentor_id, session.mentee_id):
            held.setdefault(person, []).append((session.starts_at, session.ends_at))
    for times in held.values():
        assert all(one[1] <= other[0] for one, other in pairwise(sorted(times)))


def test_no_mail_goes_out_for_the_past(tale: Flask) -> None:
    assert count(Delivery, Delivery.channel == "email", Delivery.state == "queued", Delivery.due_at <= now()) == 0
    reminders = Delivery.letter.startswith("mentoring/mail/reminder") & (Delivery.due_at > now())
    assert count(Delivery, Delivery.state == "queued", reminders) == count(Delivery, Delivery.state == "queued") > 0
    assert count(Delivery, Delivery.channel == "email") > 100


def test_news_waits_for_those_who_sign_in(tale: Flask) -> None:
    unread = select(func.count(Delivery.id)).where(Delivery.channel == "inbox", Delivery.state == "unread")
    for account in set(ACCOUNTS) - {"observer"}:
        person = db.session.execute(select(Person).where(Person.email == f"{account}@example.org")).scalar_one()
        waiting = db.session.execute(unread.where(Delivery.person_id == person.id)).scalar_one()
        assert 1 <= waiting <= 25, account


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_event_can_be_told(tale: Flask, language: str) -> None:
    rows = db.session.execute(select(Event.verb, Event.facts)).all()
    with tale.test_request_context(), force_locale(language):
        for verb, facts in rows:
            words = sentence(verb, facts).striptags()
            assert words and "None" not in words and "{" not in words, (verb, words)


def test_somebody_left_and_is_named_nowhere(tale: Flask) -> None:
    assert count(Person, Person.state == "removed") == 1
    assert not [row for row in db.session.execute(select(Event.facts)).scalars() if "Пенев" in str(row)]
