"""The example cluster, told once for all tests of it, by the command that people type."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade

from app import create_app
from app.demo.commands import demo
from app.extensions import db
from app.hosting.schema import with_alembic
from tests.client import CheckingClient

PASSWORD = "kettle fuse bread 1987"


def make(instance: Path) -> Flask:
    app = create_app({"INSTANCE": str(instance), "TESTING": True, "BASE_URL": "http://localhost"})
    app.test_client_class = CheckingClient
    return with_alembic(app)


@pytest.fixture(scope="session")
def told_once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of a told cluster, shared by all test processes; `printed` is what the command said."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "told"
    folder.mkdir(exist_ok=True)
    with open(folder / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "printed").exists():
            app = make(folder)
            with app.app_context():
                upgrade()
            answer = app.test_cli_runner().invoke(demo, ["--password", PASSWORD])
            assert answer.exit_code == 0, answer.output
            with app.app_context(), db.engine.connect() as connection:
                connection.exec_driver_sql("ROLLBACK")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                db.engine.dispose()
            (folder / "printed").write_text(answer.output, "utf-8")
    return folder


@pytest.fixture(scope="session")
def told(told_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application on a copy of the told cluster, this process's own."""
    instance = tmp_path_factory.mktemp("demo")
    for name in ("commonweave.db", "secret.key"):
        shutil.copy(told_once / name, instance / name)
    shutil.copytree(told_once / "uploads", instance / "uploads")
    yield make(instance)


@pytest.fixture
def tale(told: Flask) -> Iterator[Flask]:
    """Inside its application context."""
    with told.app_context():
        yield told
        db.session.remove()
