"""Who leaves is unnamed in the log; what happened stays, and can be counted (A5)."""

from __future__ import annotations

from types import SimpleNamespace

from flask import Flask
from sqlalchemy import func, select

from app.activity import queries
from app.activity.erase import forget_address, pseudonymise
from app.activity.exporting.telling import told
from app.activity.models import Delivery, Event
from app.activity.queries import Filters
from app.activity.reading import entries
from app.core.action import action
from app.extensions import db
from app.messages.actions import write_to
from app.people.models import Person
from tests.builders import an_event


@action
def leave(actor: SimpleNamespace) -> None:
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
        raw = db.session.connection().exec_driver_sql("SELECT facts FROM events").scalars().all()
        assert cast.mentor.name not in str(raw)


def test_nothing_waits_for_who_is_gone(context: Flask, cast: SimpleNamespace) -> None:
    sides = [db.session.get_one(Person, one.id) for one in (cast.innovator, cast.mentor)]
    write_to(*sides, "Hello")
    leave(cast.mentor)
    assert db.session.execute(select(func.count(Delivery.id)).filter_by(person_id=cast.mentor.id)).scalar_one() == 0
    assert db.session.execute(select(func.count(Event.id))).scalar_one() == 1
