"""Who leaves is unnamed in the log; what happened stays, and can be counted (A5)."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.activity import queries
from app.activity.erase import forget_address, pseudonymise
from app.activity.exporting.telling import told
from app.activity.facts import Fact, Ref
from app.activity.models import Delivery, Event
from app.activity.queries import Filters
from app.activity.reading import entries
from app.activity.record import record
from app.activity.verifying import verify
from app.core.action import action
from app.extensions import db
from app.messages.actions import write_to
from app.people.events import JoinAsked, PersonInvited, PersonRemoved, RoleChanged
from app.people.models import Person
from tests.builders import an_event


@action
def leave(actor: SimpleNamespace) -> None:
    record(None, PersonRemoved(Ref("person", actor.id, "")))
    pseudonymise(actor.id)
    forget_address(actor.id, "")


def test_names_go_and_entries_stay(app: Flask, cast: SimpleNamespace) -> None:
    with app.test_request_context():
        for _ in range(3):
            an_event(cast.mentor, parties=[cast.innovator])
            an_event(cast.innovator, parties=[cast.mentor])
        an_event(cast.stakeholder, parties=[cast.innovator])
        before = [(row.id, row.at, row.verb) for row in queries.log_rows(cast.partner, Filters())]
        leave(cast.mentor)
        db.session.expire_all()
        rows = queries.latest(cast.partner, 50)
        shown = " ".join(entry.sentence for entry in entries(rows, cast.partner))
        assert cast.mentor.name not in shown and "someone who has left" in shown
        assert cast.innovator.name in shown and cast.stakeholder.name in shown
        assert cast.mentor.name not in str(list(told(rows, cast.partner)))
        assert [(row.id, row.at, row.verb) for row in queries.log_rows(cast.partner, Filters())] == before
        assert f"/people/{cast.mentor.id}" not in shown, "a name that is gone leads nowhere"
        assert verify().broken is None
        raw = db.session.connection().exec_driver_sql("SELECT facts FROM events").scalars().all()
        assert cast.mentor.name not in str(raw)


def test_nothing_waits_for_who_is_gone(context: Flask, cast: SimpleNamespace) -> None:
    sides = [db.session.get_one(Person, one.id) for one in (cast.innovator, cast.mentor)]
    write_to(*sides, "Hello")
    leave(cast.mentor)
    assert db.session.execute(select(func.count(Delivery.id)).filter_by(person_id=cast.mentor.id)).scalar_one() == 0
    assert db.session.execute(select(func.count(Event.id))).scalar_one() == 2


@action
def put(actor: SimpleNamespace, fact: Fact) -> None:
    record(actor, fact)  # type: ignore[arg-type]


@action
def forget(actor: SimpleNamespace, address: str) -> None:
    forget_address(actor.id, address)
    record(None, PersonRemoved(Ref("person", actor.id, "")))


def test_an_address_goes_wherever_it_is_told(context: Flask, cast: SimpleNamespace) -> None:
    put(cast.animator, PersonInvited(Ref("invitation", "i" * 26, ""), "guest@example.net"))
    put(cast.animator, PersonInvited(Ref("invitation", "j" * 26, ""), "other@example.net"))
    forget(cast.stranger, "guest@example.net")
    told = [facts.get("address") for facts in db.session.execute(select(Event.facts).order_by(Event.id)).scalars()]
    assert told == ["", "other@example.net", None]
    assert verify().broken is None


def test_one_word_of_a_list_goes_and_the_others_stay_proven(context: Flask, cast: SimpleNamespace) -> None:
    put(cast.stranger, JoinAsked(Ref("join_request", "j" * 26, "Tomás"), [cast.mentor.id, cast.animator.id]))
    forget(cast.stranger, cast.mentor.id)
    event = db.session.execute(select(Event).order_by(Event.id).limit(1)).scalar_one()
    assert event.facts["animators"] == ["", cast.animator.id]
    assert [event.seals[f"animators.{place}"][0] != "" for place in (0, 1)] == [False, True]
    assert verify().broken is None


def test_a_name_goes_where_it_stands_as_a_word_in_others_entries(context: Flask, cast: SimpleNamespace) -> None:
    ref = Ref("person", cast.stranger.id, cast.stranger.name)
    put(cast.animator, RoleChanged(ref, cast.stranger.name, "member"))
    leave(cast.stranger)
    facts = db.session.execute(select(Event.facts).order_by(Event.id).limit(1)).scalar_one()
    assert cast.stranger.name not in str(facts) and cast.animator.name in str(facts) and "member" in str(facts)
    assert verify().broken is None


def test_nothing_is_taken_out_without_an_entry(context: Flask, cast: SimpleNamespace) -> None:
    an_event(cast.mentor)
    with pytest.raises(RuntimeError, match="belongs to an event"):
        silently(cast.mentor)
    assert cast.mentor.name in str(db.session.execute(select(Event.facts)).scalar_one())


@action
def silently(actor: SimpleNamespace) -> None:
    pseudonymise(actor.id)
