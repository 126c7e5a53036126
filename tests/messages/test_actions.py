"""Writing and having read."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.activity.models import Delivery, Event
from app.core.clock import at, now
from app.core.models import next_id
from app.core.rules import NotAllowed
from app.extensions import db
from app.messages.actions import mark_seen, report_message, write_to
from app.messages.models import Conversation, Message, Participant
from app.messages.queries import between, conversation_of, conversations, thread, unread_of, waiting_for
from app.people.models import Person


def person(one: SimpleNamespace) -> Person:
    return db.session.get_one(Person, one.id)


def unread(one: SimpleNamespace) -> int:
    return db.session.execute(unread_of(one.id)).scalar_one()


def count(model: type, **which: str) -> int:
    return db.session.execute(select(func.count()).select_from(model).filter_by(**which)).scalar_one()


def test_two_people_have_one_conversation(context: Flask, cast: SimpleNamespace) -> None:
    one = write_to(person(cast.mentor), person(cast.innovator), "Hello")
    two = write_to(person(cast.innovator), person(cast.mentor), "Hello yourself")
    assert one.conversation_id == two.conversation_id == between(cast.mentor, cast.innovator.id)
    assert count(Conversation) == 1 and count(Participant) == 2
    assert [row.text for row in thread(one.conversation_id).rows] == ["Hello", "Hello yourself"]


def test_unread_is_counted_for_the_other_until_seen_or_answered(context: Flask, cast: SimpleNamespace) -> None:
    first = write_to(person(cast.mentor), person(cast.innovator), "One")
    second = write_to(person(cast.mentor), person(cast.innovator), "Two")
    assert (unread(cast.innovator), unread(cast.mentor)) == (2, 0)
    mark_seen(cast.innovator, first.conversation_id, first.id)
    assert unread(cast.innovator) == 1, "what came after stays unread"
    mark_seen(cast.innovator, first.conversation_id, first.id)
    assert unread(cast.innovator) == 1
    write_to(person(cast.innovator), person(cast.mentor), "Three")
    assert (unread(cast.innovator), unread(cast.mentor)) == (0, 1)
    mark_seen(cast.mentor, first.conversation_id, "z" * 26)
    assert unread(cast.mentor) == 0
    assert second.text == "Two"


def test_seen_by_a_stranger_is_nothing(context: Flask, cast: SimpleNamespace) -> None:
    message = write_to(person(cast.mentor), person(cast.innovator), "One")
    mark_seen(cast.stranger, message.conversation_id, message.id)
    assert unread(cast.innovator) == 1


def test_every_message_is_an_event_but_a_burst_is_one_mail(context: Flask, cast: SimpleNamespace) -> None:
    for text in ("One", "Two", "Three"):
        message = write_to(person(cast.mentor), person(cast.innovator), text)
    assert count(Event, verb="messages.message_sent") == 3
    assert count(Delivery, channel="email") == 1 == count(Delivery, channel="inbox")
    mark_seen(cast.innovator, message.conversation_id, message.id)
    assert count(Delivery, channel="inbox", state="read") == 1
    write_to(person(cast.mentor), person(cast.innovator), "Four")
    assert count(Delivery, channel="email") == 2


def test_the_event_does_not_carry_the_words(context: Flask, cast: SimpleNamespace) -> None:
    write_to(person(cast.mentor), person(cast.innovator), "The secret word is swordfish")
    stored = db.session.connection().exec_driver_sql("SELECT facts FROM events").scalars().all()
    assert stored and "swordfish" not in str(stored)


@pytest.mark.parametrize("who", ["observer_writes", "to_observer", "to_oneself", "to_suspended", "to_removed"])
def test_who_cannot_be_written_to(context: Flask, cast: SimpleNamespace, who: str) -> None:
    sender, recipient = {
        "observer_writes": (cast.observer, cast.mentor),
        "to_observer": (cast.mentor, cast.observer),
        "to_oneself": (cast.mentor, cast.mentor),
    }.get(who, (cast.mentor, cast.stranger))
    if recipient is cast.stranger:
        person(cast.stranger).state = who.removeprefix("to_")
        db.session.commit()
    with pytest.raises(NotAllowed):
        write_to(person(sender), person(recipient), "Hello")
    assert count(Message) == 0 == count(Conversation) == count(Event)


def test_only_the_two_find_it(context: Flask, cast: SimpleNamespace) -> None:
    message = write_to(person(cast.mentor), person(cast.innovator), "Hello")
    for one in vars(cast).values():
        inside = one in (cast.mentor, cast.innovator)
        assert (conversation_of(one, message.conversation_id) is not None) == inside
        assert (len(conversations(one)) == 1) == inside


def test_a_clock_set_back_does_not_lose_a_message(context: Flask, cast: SimpleNamespace) -> None:
    write_to(person(cast.mentor), person(cast.innovator), "One")
    with at(now() - timedelta(hours=3)):
        write_to(person(cast.innovator), person(cast.mentor), "Two")
        message = write_to(person(cast.innovator), person(cast.mentor), "Three")
    assert [row.text for row in thread(message.conversation_id).rows] == ["One", "Two", "Three"]


def test_next_id() -> None:
    assert next_id("0" * 26) == "0" * 25 + "1"
    assert next_id("0" * 25 + "z") == "0" * 24 + "10"


def test_a_long_conversation_comes_in_stretches(context: Flask, cast: SimpleNamespace) -> None:
    for number in range(120):
        message = write_to(person(cast.mentor), person(cast.innovator), f"Message {number}")
    seen: list[str] = []
    before = None
    while True:
        stretch = thread(message.conversation_id, before)
        seen = [row.text for row in stretch.rows] + seen
        before = stretch.older
        if before is None:
            break
    assert seen == [f"Message {number}" for number in range(120)]


def test_a_reported_message_waits_on_today_for_who_may_judge_it(app: Flask, cast: SimpleNamespace) -> None:
    with app.test_request_context():
        message = write_to(person(cast.mentor), person(cast.innovator), "Hello")
        report = report_message(person(cast.innovator), message, "money")
        (waiting,) = waiting_for(cast.animator)
        assert waiting.url.endswith(report.id) and waiting_for(cast.mentor) == []
