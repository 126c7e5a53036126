"""Long exports: written by the worker, once, whatever happens in between; fetched by their owner, for a week."""

from __future__ import annotations

import csv
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.activity import actions
from app.activity.actions.exports import LEASE
from app.activity.exporting import background
from app.activity.models import Delivery, Event, LogExport
from app.activity.queries import Filters, log_page
from app.activity.queries.exports import MOST_WAITING
from app.core.clock import at, now
from app.core.rules import NotAllowed, Refused
from app.extensions import db
from app.people import actions as people
from tests.builders import a_person, an_event
from tests.client import CheckingClient

As = Callable[[SimpleNamespace], CheckingClient]


@pytest.fixture
def told(app: Flask, cast: SimpleNamespace) -> None:
    with app.app_context():
        for number in range(30):
            an_event(cast.mentor, strand="offers" if number % 2 else "mentoring")


def ask_for(app: Flask, who: Any, form: str = "csv", query: str = "") -> str:
    with app.app_context():
        return actions.request_export(a_person(who), form, query, "en", "UTC").id


def export_of(app: Flask, id: str) -> LogExport:
    with app.app_context():
        return db.session.get_one(LogExport, id)


def files_of(app: Flask) -> list[Path]:
    return sorted((Path(app.config["INSTANCE"]) / "uploads" / "exports").glob("*"))


@pytest.fixture(autouse=True)
def no_files_before(app: Flask) -> None:
    for path in files_of(app):
        path.unlink()


def ready_events(app: Flask) -> int:
    with app.app_context():
        return db.session.execute(select(func.count()).where(Event.verb == "activity.export_ready")).scalar_one()


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_it_is_written_told_and_fetched_by_its_owner_alone(
    app: Flask, as_: As, cast: SimpleNamespace, form: str
) -> None:
    client = as_(cast.innovator)
    sent = {"format": form, "query": "kind=offers"}
    assert client.post("/activity/exports", sent).status_code == 303
    client.get("/activity/exports")
    assert "Waiting" in client.soup.get_text() and "Look again" in client.soup.get_text()
    assert background.write_due(app) == 1
    assert background.write_due(app) == 0
    (path,) = files_of(app)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    client.get("/activity/exports")
    assert "Look again" not in client.soup.get_text()
    (link,) = client.soup.select('a[href$="/file"]')
    fetched = client.get(link["href"])
    assert fetched.headers["Content-Disposition"].startswith("attachment")
    assert fetched.get_data() == path.read_bytes()
    if form != "xlsx":
        assert fetched.get_data() == client.get(f"/activity/export.{form}?kind=offers").get_data(), "as sent at once"
    for other in (cast.mentor, cast.animator):
        assert as_(other).get(link["href"]).status_code == 404
    client.get("/activity/inbox")
    assert "Your export of the log with 15 entries is ready" in client.soup.get_text()
    assert ready_events(app) == 1


@pytest.mark.parametrize("odd", ["q=a\0b", "\0", "q=\x1b", "q=\x85"])
def test_filters_with_what_cannot_be_shown_are_refused(app: Flask, as_: As, cast: SimpleNamespace, odd: str) -> None:
    client = as_(cast.innovator)
    assert client.post("/activity/exports", {"format": "csv", "query": odd}).status_code == 422
    assert "cannot be shown" in client.soup.get_text() and background.write_due(app) == 0
    assert client.post("/activity/exports", {"format": "csv", "query": "q=%00"}).status_code == 303
    assert background.write_due(app) == 1


@pytest.mark.usefixtures("told")
def test_a_link_expires_after_a_week_and_its_file_goes(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    id = ask_for(app, cast.innovator)
    background.write_due(app)
    with at(now() + timedelta(days=7, minutes=1)):
        client = as_(cast.innovator)
        assert client.get(f"/activity/exports/{id}/file").status_code == 410
        assert "seven days are over" in client.soup.get_text()
        with app.app_context():
            actions.sweep_exports(now())
        assert files_of(app) == []
        assert client.get(f"/activity/exports/{id}").status_code == 410
        assert client.post(f"/activity/exports/{id}/retry").status_code == 303
    with app.app_context():
        assert db.session.execute(select(LogExport.state)).scalars().all() == ["queued"]


@pytest.mark.usefixtures("told")
def test_several_workers_write_each_export_once(app: Flask, cast: SimpleNamespace) -> None:
    for who in (cast.innovator, cast.mentor, cast.stakeholder):
        ask_for(app, who)
        ask_for(app, who, "json")
    done: list[int] = []
    workers = [
        threading.Thread(target=lambda: done.extend(iter(lambda: background.write_due(app), 0))) for _ in range(4)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(done) == len(files_of(app)) == ready_events(app) == 6
    with app.app_context():
        assert set(db.session.execute(select(LogExport.state, LogExport.attempts))) == {("done", 1)}


KILLED = """
import os, signal, sys
from app import create_app
from app.activity.exporting import background
background.STEP = 10
say, told = background._Counted._say, []
def dies(self):
    say(self); told.append(1)
    if len(told) == 3: os.kill(os.getpid(), signal.SIGKILL)
background._Counted._say = dies
background.write_due(create_app({"INSTANCE": sys.argv[1], "BASE_URL": "http://localhost"}))
"""


@pytest.mark.usefixtures("told")
def test_what_a_killed_worker_began_another_begins_anew(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    id = ask_for(app, cast.innovator)
    ended = subprocess.run([sys.executable, "-c", KILLED, app.config["INSTANCE"]], env=dict(os.environ), check=False)
    assert ended.returncode == -9
    assert (export_of(app, id).state, export_of(app, id).rows_done) == ("running", 20)
    client = as_(cast.innovator)
    client.get("/activity/exports")
    assert "20 of 30" in client.soup.get_text()
    assert background.write_due(app) == 0, "its lease is not over"
    with at(now() + LEASE + timedelta(seconds=1)):
        assert background.write_due(app) == 1
    export = export_of(app, id)
    assert (export.state, export.attempts, export.rows_done) == ("done", 2, 30)
    path = Path(app.config["INSTANCE"]) / "uploads" / "exports" / export.stored
    with path.open() as lines, app.app_context():
        refs = [row.ref for row in log_page(a_person(cast.innovator), Filters(), size=100).rows]
        assert [row["entry"] for row in csv.DictReader(lines)] == refs[1:], "the last one tells that it is ready"
    assert ready_events(app) == 1


@pytest.mark.usefixtures("told")
def test_who_comes_too_late_with_it_changes_nothing(app: Flask, cast: SimpleNamespace) -> None:
    id = ask_for(app, cast.innovator)
    with app.app_context():
        assert actions.claim_export(None).attempts == 1  # type: ignore[union-attr]
        with at(now() + LEASE + timedelta(seconds=1)):
            assert actions.claim_export(None).attempts == 2  # type: ignore[union-attr]
            assert not actions.note_progress(None, id, 1, 5, 10)
            assert not actions.finish_export(None, id, 1, "late.csv", 3, 10)
            actions.give_up_export(None, id, 1, "late")
    assert (export_of(app, id).state, ready_events(app)) == ("running", 0)


@pytest.mark.usefixtures("told")
def test_rights_are_those_of_the_moment_it_is_written(app: Flask, cast: SimpleNamespace) -> None:
    id, gone = ask_for(app, cast.animator, "json"), ask_for(app, cast.partner)
    with app.app_context():
        an_event(cast.mentor, visibility=1)
        a_person(cast.animator).role = "member"
        a_person(cast.partner).state = "suspended"
        db.session.commit()
    while background.write_due(app):
        pass
    assert export_of(app, id).rows_done == 30
    assert export_of(app, gone).state == "failed"
    assert len(files_of(app)) == 1


@pytest.mark.usefixtures("told")
def test_what_fails_is_tried_again_and_then_said(
    app: Flask, as_: As, cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any) -> Any:
        raise OSError("no room")

    id, moment = ask_for(app, cast.innovator), now()
    with monkeypatch.context() as broken:
        broken.setattr(background, "write_file", fails)
        for number in range(7):
            with at(moment + timedelta(minutes=2 * number)):
                background.write_due(app)
    assert export_of(app, id).state == "failed"
    assert files_of(app) == []
    client = as_(cast.innovator)
    client.get(f"/activity/exports/{id}")
    assert "could not be written" in client.soup.get_text()
    client.post(f"/activity/exports/{id}/retry")
    assert background.write_due(app) == 1
    assert len(files_of(app)) == 1


def test_three_at_a_time_and_only_known_formats(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    for _number in range(MOST_WAITING):
        id = ask_for(app, cast.innovator)
    with app.app_context():
        for wrong in (("csv", ""), ("exe", ""), ("csv", "x" * 1001)):
            with pytest.raises(Refused):
                actions.request_export(a_person(cast.innovator), *wrong, "en", "UTC")
        with pytest.raises(NotAllowed):
            actions.remove_export(a_person(cast.mentor), db.session.get_one(LogExport, id))
    client = as_(cast.innovator)
    assert client.post("/activity/exports", {"format": "csv"}).status_code == 422
    client.post(f"/activity/exports/{id}/removal")
    assert client.post("/activity/exports", {"format": "csv"}).status_code == 303


@pytest.mark.usefixtures("told")
def test_removed_ones_leave_no_file_and_stray_files_are_swept(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    id, kept = ask_for(app, cast.innovator), ask_for(app, cast.mentor)
    while background.write_due(app):
        pass
    as_(cast.innovator).post(f"/activity/exports/{id}/removal")
    (path,) = files_of(app)
    assert path.name == export_of(app, kept).stored
    stray = path.with_name("stray.csv")
    stray.write_text("left by a worker that was killed")
    old = (now() - timedelta(days=2)).timestamp()
    os.utime(stray, (old, old))
    with app.app_context():
        assert actions.sweep_exports(now()) == 1
    assert files_of(app) == [path]


@pytest.mark.usefixtures("told")
def test_leaving_takes_ones_exports_along(app: Flask, cast: SimpleNamespace) -> None:
    ask_for(app, cast.mentor2)
    background.write_due(app)
    with app.app_context():
        people.remove_person(a_person(cast.animator), a_person(cast.mentor2))
        assert db.session.execute(select(func.count()).select_from(LogExport)).scalar_one() == 0
        assert db.session.execute(select(func.count()).where(Delivery.person_id == cast.mentor2.id)).scalar_one() == 0
