"""A site of its own for each proof: four web processes on SQLite, as the README says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from app import create_app
from app.extensions import db
from tests.served import Site


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Prepared, not yet started."""
    site = Site(tmp_path_factory.mktemp("site"), workers=4)
    site.prepare()
    yield site
    site.remove()


@pytest.fixture
def beside(site: Site) -> Iterator[Flask]:
    """The same database, looked at from beside the served program."""
    app = create_app({"INSTANCE": str(site.instance), "TESTING": True})
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
