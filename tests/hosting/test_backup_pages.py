"""The page of backups, and what the worker does about them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from flask import Flask

from app.activity.queries import changes
from app.core.clock import now
from app.extensions import db
from app.hosting.background import back_up_when_due
from app.hosting.backups.manifest import backups_in
from app.hosting.backups.noted import last_outcome
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
def every(app: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Daily; the rehearsal, which takes seconds, has its own test and was just done."""
    monkeypatch.setitem(app.config, "BACKUP_EVERY_HOURS", 24)
    folder.mkdir()
    at = (now() + timedelta(days=30)).isoformat()
    (folder / "drill.json").write_text(json.dumps({"at": at, "backup": "", "wrong": ""}))


def test_asked_for_twice_it_is_made_once(app: Flask, as_: As, cast: SimpleNamespace, folder: Path, every: None) -> None:
    ana = as_(cast.animator)
    assert "No backup yet" in ana.get(PAGE).text
    for _time in range(2):
        assert ana.post(f"{PAGE}/new").status_code == 303
    assert "is being made" in ana.get(PAGE).text
    since = heard(app, cast.animator)
    assert (back_up_when_due(app), back_up_when_due(app)) == (1, 0)
    assert "work" in heard(app, cast.animator, since)[1], "the open page shows it"
    assert [one.why for one in backups_in(folder)] == ["asked"]
    text = ana.get(PAGE).text
    assert "Asked for" in text and "is being made" not in text
    assert "asked for a backup of Test cluster" in ana.get("/activity").text


def heard(app: Flask, person: SimpleNamespace, since: tuple[str, list[str]] = ("", [])) -> tuple[str, list[str]]:
    with app.app_context():
        return changes(person, since[0])


def test_one_a_day_and_an_hour_after_one_that_failed(app: Flask, folder: Path, every: None) -> None:
    begun = now()

    def at(hours: float) -> int:
        with time_machine.travel(begun + timedelta(hours=hours), tick=False):
            return back_up_when_due(app)

    assert [at(1), at(25), at(26)] == [0, 1, 0]
    shutil.rmtree(folder / "blobs")
    (folder / "blobs").write_text("no folder: nothing can be written into it")
    assert [at(50), at(50.5), at(51.5)] == [1, 0, 1]
    outcome = last_outcome(folder)
    assert outcome is not None and "could not be written" in outcome.wrong


def test_without_a_good_one_for_eight_days_animators_are_told(
    app: Flask, as_: As, cast: SimpleNamespace, folder: Path, every: None
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
