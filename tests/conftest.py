"""The template database, the cast, and clients that check every page they get."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from hypothesis import settings

from app import create_app, extensions
from app.extensions import db
from tests.client import CheckingClient
from tests.world import settle

os.environ.pop("COMMONWEAVE_DATABASE_URL", None)
# The same code gets the same answer every time; `make soak` is where new examples are looked for.
settings.register_profile("steady", derandomize=True)
if not os.environ.get("COMMONWEAVE_SOAK"):
    settings.load_profile("steady")
# A test's database need not survive a power cut; the served sites of the kill tests are processes of their own.
extensions.PRAGMAS = (*(told for told in extensions.PRAGMAS if "synchronous" not in told), "synchronous=OFF")


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """One application per test process, on a migrated template with the cast in it."""
    instance = tmp_path_factory.mktemp("instance")
    told = {"INSTANCE": str(instance), "TESTING": True, "BASE_URL": "http://localhost", "BACKUP_EVERY_HOURS": 0}
    app = create_app(told)
    app.test_client_class = CheckingClient
    app.config["CAST"] = settle(instance)
    shutil.copy(instance / "commonweave.db", instance / "template.db")
    return app


@pytest.fixture
def app(house: Flask) -> Iterator[Flask]:
    """The application on a fresh copy of the template. No context is pushed: clients would share `current_user`."""
    instance = Path(house.config["INSTANCE"])
    with house.app_context():
        db.session.remove()
        db.engine.dispose()
    shutil.rmtree(instance / "backups", ignore_errors=True)
    for leftover in ("commonweave.db-wal", "commonweave.db-shm", "heads.log", "verified.json"):
        (instance / leftover).unlink(missing_ok=True)
    shutil.copy(instance / "template.db", instance / "commonweave.db")
    yield house
    with house.app_context():
        db.session.remove()


@pytest.fixture
def context(app: Flask) -> Iterator[Flask]:
    """An application context, for tests that call actions and queries directly (no client in the same test)."""
    with app.app_context():
        yield app


@pytest.fixture
def client(app: Flask) -> CheckingClient:
    """Nobody signed in."""
    return app.test_client()


@pytest.fixture
def cast(app: Flask) -> SimpleNamespace:
    """The fixed cast, each with `id`, `name`, `email`, `role`: see tests/world.py. A test's own copy."""
    return SimpleNamespace(**vars(app.config["CAST"]))


@pytest.fixture
def as_(app: Flask, cast: SimpleNamespace) -> Callable[[SimpleNamespace], CheckingClient]:
    """`as_(cast.mentor)`: a client in which they are signed in."""

    def sign_in(person: SimpleNamespace) -> CheckingClient:
        client = app.test_client()
        client.sign_in(person)
        return client

    return sign_in
