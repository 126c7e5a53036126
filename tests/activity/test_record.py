"""One action, one transaction, one event (A1)."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.activity.actions import About, mark_all_read, mark_read, read_about
from app.activity.facts import Ref, person_ref
from app.activity.models import Delivery, Event, Pulse
from app.activity.queries import unread_of
from app.activity.queries.inbox import Sought, inbox_about, inbox_things
from app.activity.record import record
from app.core.action import action
from app.extensions import db
from app.messages.events import MessageSent
from app.people.models import Person


def count(model: type) -> int:
    return db.session.execute(select(func.count()).select_from(model)).scalar_one()


@action
def say(actor: SimpleNamespace, to: SimpleNamespace, fail: bool = False) -> None:
    record(actor, MessageSent(Ref("conversation", "c" * 26, ""), person_ref(actor), person_ref(to)))  # type: ignore[arg-type]
    if fail:
        raise ValueError("after recording")


def test_rolled_back_leaves_nothing(context: Flask, cast: SimpleNamespace) -> None:
    with pytest.raises(ValueError, match="after"):
        say(cast.mentor, cast.innovator, fail=True)
    assert (count(Event), count(Delivery), count(Pulse)) == (0, 0, 0)


def test_only_an_action_records(context: Flask, cast: SimpleNamespace) -> None:
    with pytest.raises(RuntimeError):
        record(None, MessageSent(Ref("conversation", "c" * 26, ""), *map(person_ref, (cast.mentor, cast.innovator))))


def test_one_inbox_entry_and_never_ones_own(context: Flask, cast: SimpleNamespace) -> None:
    say(cast.mentor, cast.innovator)
    assert len(inbox_things(cast.innovator, Sought())) == 1 and len(inbox_things(cast.mentor, Sought())) == 0
    assert db.session.execute(unread_of(cast.innovator)).scalar_one() == 1


def test_who_may_no_longer_see_an_entry_is_not_shown_that_there_is_one(context: Flask, cast: SimpleNamespace) -> None:
    say(cast.mentor, cast.innovator)
    looking_on = SimpleNamespace(id=cast.innovator.id, role="observer")
    assert db.session.execute(unread_of(looking_on)).scalar_one() == len(inbox_things(looking_on, Sought())) == 0


def test_reading_marks(context: Flask, cast: SimpleNamespace) -> None:
    for _ in range(3):
        say(cast.mentor, cast.innovator)
    first = inbox_about(cast.innovator, "conversation", "c" * 26).rows[-1].id
    mark_read(cast.innovator, About("conversation", "c" * 26, first))
    unread = unread_of(cast.innovator)
    assert db.session.execute(unread).scalar_one() == 2
    mark_read(cast.mentor, About("conversation", "c" * 26, first + 1))
    assert db.session.execute(unread).scalar_one() == 2, "nobody reads for another"
    mark_all_read(cast.innovator, first + 1)
    assert db.session.execute(unread).scalar_one() == 1, "what came later stays new"
    read_about(cast.innovator, "conversation", "c" * 26)
    assert db.session.execute(unread).scalar_one() == 0


def test_a_person_of_the_table_can_act(context: Flask, cast: SimpleNamespace) -> None:
    say(db.session.get_one(Person, cast.mentor.id), cast.innovator)  # type: ignore[arg-type]
    assert count(Event) == 1
