"""`commonweave demo`: what it prints, what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import func, select

from app.activity.models import Event
from app.activity.sentences import sentence
from app.demo.commands import demo
from app.demo.load import load
from app.demo.moments import Moments
from app.demo.tell import ACCOUNTS
from app.extensions import db
from app.people import passwords
from app.people.models import Person
from tests.demo.conftest import PASSWORD, make

pytestmark = pytest.mark.timeout(300)  # the first one has the cluster told


def test_accounts_and_password_are_printed(told_once: Path) -> None:
    printed = (told_once / "printed").read_text("utf-8")
    assert PASSWORD in printed
    for account in ACCOUNTS:
        assert f"{account}@example.org" in printed


def test_the_password_opens_every_account(tale: Flask) -> None:
    kept = db.session.execute(select(Person.password_hash).where(Person.state == "active").distinct()).scalars().all()
    assert len(kept) == 1
    assert passwords.matches(kept[0], PASSWORD)


def test_refused_where_people_are(app: Flask) -> None:
    answer = app.test_cli_runner().invoke(demo, [])
    assert answer.exit_code == 1
    assert "people here already" in answer.output


def test_silent_when_asked_for_an_empty_one_only(app: Flask) -> None:
    answer = app.test_cli_runner().invoke(demo, ["--if-empty"])
    assert (answer.exit_code, answer.output) == (0, "")


def test_weak_password_is_refused_before_anything_is_told(tmp_path: Path) -> None:
    app = make(tmp_path)
    with app.app_context():
        upgrade()
    answer = app.test_cli_runner().invoke(demo, ["--password", "password"])
    assert answer.exit_code == 1
    assert "12 characters" in answer.output
    with app.app_context():
        assert db.session.execute(select(func.count(Person.id))).scalar_one() == 0


def test_a_large_one(app: Flask) -> None:
    with app.app_context():
        load(None, 300, 2_000)
        assert db.session.execute(select(func.count(Person.id))).scalar_one() == 300
        assert db.session.execute(select(func.count(Event.id))).scalar_one() == 2_000
    with app.test_request_context():
        rows = db.session.execute(select(Event.verb, Event.facts).limit(2_000)).all()
        assert all(sentence(verb, facts) for verb, facts in rows)


@pytest.mark.parametrize("written", ["yesterday", "5 days", "+2h", "3d 7:15"])
def test_a_moment_nobody_can_read_is_an_error(written: str) -> None:
    from datetime import UTC, datetime
    from zoneinfo import ZoneInfo

    with pytest.raises(ValueError, match="not a moment"):
        Moments(datetime(2026, 1, 1, tzinfo=UTC), ZoneInfo("UTC")).read(written)
