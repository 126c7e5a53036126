"""What is kept no longer than it is of use: accounts, notices, what happened to an account's safety (SECURITY 27)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import time_machine
from flask import Flask
from sqlalchemy import func, select

from app.activity.chores import do_chores, forget_deliveries
from app.activity.models import Delivery
from app.activity.worker import send_due
from app.core.clock import now
from app.extensions import db
from app.messages.actions import write_to
from app.people.actions import care_for_inactive, forget_expired
from app.people.models import Person, SecurityEntry
from tests.builders import a_person
from tests.world import PASSWORD

HERE = datetime(2026, 3, 2, 9, tzinfo=UTC)


def state_of(cast: SimpleNamespace) -> tuple[str, bool, bool]:
    db.session.expire_all()
    ines = db.session.get_one(Person, cast.mentor.id)
    return ines.state, ines.inactive_told_at is not None, ines.erase_at is not None


def chores_at(days: float) -> None:
    with time_machine.travel(HERE + timedelta(days=days), tick=False):
        care_for_inactive(now())


def test_27_after_two_years_one_is_told_and_a_month_later_the_account_is_closed(
    context: Flask, cast: SimpleNamespace
) -> None:
    for person in db.session.query(Person):
        person.seen_at = HERE + timedelta(days=900)
    db.session.get_one(Person, cast.mentor.id).seen_at = HERE
    db.session.commit()
    chores_at(729)
    assert state_of(cast) == ("active", False, False)
    chores_at(731)
    chores_at(732)
    assert state_of(cast) == ("active", True, False)
    letters = select(func.count()).where(Delivery.letter == "people/mail/inactive")
    assert db.session.execute(letters).scalar_one() == 1
    chores_at(762)
    assert state_of(cast) == ("active", True, True)


def test_27_who_comes_back_is_left_alone_and_told_anew_after_two_more_years(
    context: Flask, cast: SimpleNamespace
) -> None:
    for person in db.session.query(Person):
        person.seen_at = HERE + timedelta(days=9000)
    ines = db.session.get_one(Person, cast.mentor.id)
    ines.seen_at = HERE
    db.session.commit()
    chores_at(731)
    db.session.get_one(Person, cast.mentor.id).seen_at = HERE + timedelta(days=740)
    db.session.commit()
    chores_at(800)
    assert state_of(cast) == ("active", True, False)
    chores_at(740 + 731)
    assert state_of(cast) == ("active", True, False)
    chores_at(740 + 731 + 31)
    assert state_of(cast) == ("active", True, True)


def test_27_who_was_told_keeps_nobody_else_from_being_told(context: Flask, cast: SimpleNamespace) -> None:
    idle = [Person(email=f"idle{n}@example.org", name=f"Idle {n}", seen_at=HERE) for n in range(25)]
    for person in db.session.query(Person):
        person.seen_at = HERE + timedelta(days=9000)
    db.session.add_all(idle)
    db.session.commit()
    chores_at(731)
    chores_at(731.01)
    assert all(person.inactive_told_at for person in idle)


def test_27_who_uses_the_site_is_never_told(app: Flask, cast: SimpleNamespace) -> None:
    client = app.test_client()
    with time_machine.travel(HERE + timedelta(days=5000), tick=False):
        sent = {"email": cast.mentor.email, "password": PASSWORD}
        assert client.post("/sign-in", sent).status_code == 303
    with time_machine.travel(HERE + timedelta(days=5020), tick=False):
        assert client.get("/today").status_code == 200
    with app.app_context():
        assert db.session.get_one(Person, cast.mentor.id).seen_at == HERE + timedelta(days=5020)
        chores_at(5020 + 729)
        assert state_of(cast) == ("active", False, False)


def test_27_notices_go_after_ninety_days_but_not_what_waits(
    app: Flask, cast: SimpleNamespace, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setitem(app.config, "MAIL_URL", tmp_path.as_uri())
    with app.app_context():
        write_to(a_person(cast.innovator), a_person(cast.mentor), "The rent is due in May.")
        db.session.commit()
    with time_machine.travel(now() + timedelta(hours=2)):
        while send_due(app):
            pass
    with app.app_context():
        states = select(Delivery.channel, Delivery.state).order_by(Delivery.id)
        before = [tuple(row) for row in db.session.execute(states)]
        assert forget_deliveries(now() + timedelta(days=89)) == 0
        forget_deliveries(now() + timedelta(days=92))
        left = [tuple(row) for row in db.session.execute(states)]
    assert ("email", "sent") in before and left == [("inbox", "unread")]


def test_27_what_happened_to_an_account_is_kept_for_a_year(context: Flask, cast: SimpleNamespace) -> None:
    for days in (364, 366):
        db.session.add(
            SecurityEntry(person_id=cast.mentor.id, kind="password", created_at=now() - timedelta(days=days))
        )
    db.session.commit()
    forget_expired(now())
    assert db.session.execute(select(func.count(SecurityEntry.id))).scalar_one() == 1
    do_chores()
