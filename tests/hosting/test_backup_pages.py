"""The page of backups, and what the worker does about them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from flask import Flask

from app.core.clock import now
from app.extensions import db
from app.hosting.backups.background import back_up_when_due, last_outcome
from app.hosting.backups.manifest import backups_in
from app.people.models import SignIn
from tests.client import CheckingClient

As = Callable[[SimpleNamespace], CheckingClient]
PAGE = "/settings/backups"


@pytest.fixture
def folder(app: Flask) -> Iterator[Path]:
    place = Path(app.config["INSTANCE"], "backups")
    yield place
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def every(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setitem(app.config, "BACKUP_EVERY_HOURS", 24)
    monkeypatch.setattr("app.hosting.backups.background._drill_due", lambda _folder: False)  # it has its own test


def test_asked_for_twice_it_is_made_once(app: Flask, as_: As, cast: SimpleNamespace, folder: Path, every: Any) -> None:
    ana = as_(cast.animator)
    assert "No backup yet" in ana.get(PAGE).text
    for _time in range(2):
        assert ana.post(f"{PAGE}/new").status_code == 303
    assert "is being made" in ana.get(PAGE).text
    assert (back_up_when_due(app), back_up_when_due(app)) == (1, 0)
    assert [one.why for one in backups_in(folder)] == ["asked"]
    text = ana.get(PAGE).text
    assert "Asked for" in text and "is being made" not in text
    assert "asked for a backup of Test cluster" in ana.get("/activity").text


def test_one_a_day_and_an_hour_after_one_that_failed(
    app: Flask, folder: Path, every: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = now()

    def at(hours: float) -> int:
        with time_machine.travel(begun + timedelta(hours=hours), tick=False):
            return back_up_when_due(app)

    assert [at(1), at(25), at(26)] == [0, 1, 0]
    monkeypatch.setattr("app.hosting.backups.making.snapshot", _full)
    assert [at(50), at(50.5), at(51.5)] == [1, 0, 1]
    outcome = last_outcome(folder)
    assert outcome is not None and "No space left" in outcome.wrong


def _full(*_given: Any) -> Any:
    raise OSError(28, "No space left on device")


def test_without_a_good_one_for_eight_days_animators_are_told(
    app: Flask, as_: As, cast: SimpleNamespace, folder: Path, every: Any
) -> None:
    ana, other, said = as_(cast.animator), as_(cast.partner), "There has been no good backup"
    assert said not in ana.get("/today").text
    with app.app_context():
        later = datetime.now(UTC) + timedelta(days=9)
        db.session.query(SignIn).update({"seen_at": later, "proved_at": later})
        db.session.commit()
    with time_machine.travel(later, tick=False):
        assert said in ana.get("/today").text and said not in other.get("/today").text
        assert said in ana.get(PAGE).text
        back_up_when_due(app)
        assert said not in ana.get("/today").text


def test_only_animators_who_have_just_proved_themselves(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    for person in (cast.mentor, cast.partner, cast.observer):
        assert as_(person).get(PAGE).status_code == 403
        assert as_(person).post(f"{PAGE}/new").status_code == 403
    ana = as_(cast.animator)
    with app.app_context():
        db.session.query(SignIn).update({"proved_at": now() - timedelta(minutes=11)})
        db.session.commit()
    assert ana.get(PAGE).location.endswith("/account/prove?next=/settings/backups")
    assert ana.post(f"{PAGE}/new").status_code == 303
    assert app.test_client().get(PAGE).status_code == 303
