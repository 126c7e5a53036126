"""The database missing, damaged, locked or without room: 503 or 507 in words, and never a new one (SECURITY 24)."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app import extensions
from app.core.clock import now
from app.extensions import db
from app.people.models import SignIn
from tests.client import CheckingClient

FOR_ALL = ("/", "/offers", "/nowhere", "/search?q=ana", "/activity.atom")
PAGES = (*FOR_ALL, "/today", "/messages/" + "0" * 26)


@pytest.fixture
def file(app: Flask) -> Iterator[Path]:
    """The database's file; put back afterwards."""
    path = Path(app.config["INSTANCE"], "commonweave.db")
    kept = path.with_suffix(".kept")
    shutil.copy(path, kept)
    yield path
    kept.replace(path)


def ask(client: CheckingClient, path: str, **headers: str) -> Any:
    return super(CheckingClient, client).get(path, headers=headers)


def forget_connections(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_a_missing_database_is_said_and_not_made(
    app: Flask, file: Path, as_: Callable[..., CheckingClient], cast: SimpleNamespace
) -> None:
    member = as_(cast.mentor)
    token = member.csrf_token()
    assert ask(member, "/today").status_code == 200
    file.unlink()
    for client, pages in ((member, PAGES), (app.test_client(), FOR_ALL)):
        for page in pages:
            answer = ask(client, page)
            assert answer.status_code == 503, page
            assert "commonweave doctor" in answer.text
    said = {"csrf_token": token, "text": "x"}
    assert super(CheckingClient, member).post("/messages/with/" + cast.animator.id, data=said).status_code == 503
    assert ask(member, "/today", HX_Request="true").status_code == 503
    assert ask(member, "/healthz").status_code == 200
    assert ask(member, "/readyz").json["problems"] == ["the database cannot be read"]
    assert not file.exists()


def test_it_goes_on_when_the_file_is_back(
    app: Flask, file: Path, as_: Callable[..., CheckingClient], cast: SimpleNamespace
) -> None:
    member = as_(cast.mentor)
    forget_connections(app)  # so that all is in the one file
    aside = file.with_suffix(".aside")
    file.rename(aside)
    assert ask(member, "/today").status_code == 503
    aside.rename(file)
    assert ask(member, "/today").status_code == 200


def test_another_file_in_its_place_is_read_at_once(
    app: Flask, file: Path, as_: Callable[..., CheckingClient], cast: SimpleNamespace
) -> None:
    member = as_(cast.mentor)
    assert ask(member, "/today").status_code == 200
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(file.with_suffix(".new"))) as target:
        source.backup(target)
        target.execute("UPDATE clusters SET name = 'Restored'")
        target.commit()
    for journal in ("-wal", "-shm"):
        Path(f"{file}{journal}").unlink(missing_ok=True)
    file.with_suffix(".new").replace(file)
    assert "Restored" in ask(member, "/today").text


@pytest.mark.parametrize("damage", [b"not a database" * 500, b""])
def test_a_damaged_database_is_said_and_kept(app: Flask, file: Path, client: CheckingClient, damage: bytes) -> None:
    forget_connections(app)
    for journal in ("-wal", "-shm"):
        Path(f"{file}{journal}").unlink(missing_ok=True)
    file.write_bytes(damage)
    for page in FOR_ALL:
        assert "commonweave doctor" in ask(client, page).text
        assert ask(client, page).status_code == 503
    forget_connections(app)
    assert b"CREATE TABLE" not in file.read_bytes()
    assert not damage or file.read_bytes() == damage


def test_without_a_database_it_speaks_the_readers_language(app: Flask, file: Path, client: CheckingClient) -> None:
    file.unlink()
    assert '<html lang="fr">' in ask(client, "/offers", Accept_Language="fr").text


@contextmanager
def no_room(monkeypatch: pytest.MonkeyPatch, app: Flask) -> Iterator[None]:
    """SQLite says that the disk is full as soon as the file would have to grow."""
    forget_connections(app)
    with monkeypatch.context() as patched:
        patched.setattr(extensions, "PRAGMAS", (*extensions.PRAGMAS, "max_page_count=1"))
        yield
    forget_connections(app)


def test_without_room_reading_goes_on_and_writing_says_so(
    app: Flask, monkeypatch: pytest.MonkeyPatch, as_: Callable[..., CheckingClient], cast: SimpleNamespace
) -> None:
    member = as_(cast.mentor)
    address, text = "/messages/with/" + cast.animator.id, "word " * 900
    with no_room(monkeypatch, app):
        for number in range(30):  # free pages inside the file are used up first
            if (answer := member.post(address, {"text": text + str(number)})).status_code == 507:
                break
        assert answer.status_code == 507
        assert "disk is full" in answer.text
        for page in ("/today", "/offers", "/messages", "/people"):
            assert ask(member, page).status_code == 200
    assert member.post(address, {"text": "Again."}).status_code == 303


def test_a_session_is_not_noted_but_read(
    app: Flask, monkeypatch: pytest.MonkeyPatch, as_: Callable[..., CheckingClient], cast: SimpleNamespace
) -> None:
    from datetime import timedelta

    from app.people import actions

    member = as_(cast.mentor)
    with app.app_context():
        db.session.execute(db.update(SignIn).values(seen_at=now() - timedelta(hours=2)))
        db.session.commit()

    def full(_reader: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(actions, "touch", full)
    assert ask(member, "/today").status_code == 200


def test_a_full_disk_outside_the_database(
    app: Flask, monkeypatch: pytest.MonkeyPatch, as_: Callable[..., CheckingClient], cast: SimpleNamespace
) -> None:
    from app.people import actions

    member = as_(cast.mentor)

    def full(*_args: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(actions, "change_preferences", full)
    answer = member.post("/account/preferences", {"locale": "en", "timezone": "Europe/Madrid"})
    assert answer.status_code == 507


def test_a_locked_database_asks_to_wait(
    app: Flask, file: Path, monkeypatch: pytest.MonkeyPatch, as_: Callable[..., CheckingClient], cast: SimpleNamespace
) -> None:
    member = as_(cast.mentor)
    token = member.csrf_token()
    forget_connections(app)
    monkeypatch.setattr(extensions, "PRAGMAS", (*extensions.PRAGMAS, "busy_timeout=50"))
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = super(CheckingClient, member).post(
            "/messages/with/" + cast.animator.id, data={"csrf_token": token, "text": "x"}
        )
        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "5"
        assert "Try again" in answer.text
    forget_connections(app)
