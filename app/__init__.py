"""The map of the house."""

from __future__ import annotations

import importlib
from typing import Any

from flask import Flask

from app import config, extensions, web
from app.web.routing import LateRule

SLICES = (
    "people", "innovations", "selection", "scaling", "measuring", "cooperation", "stories", "mentoring", "messages",
    "offers", "stakeholders", "outreach", "activity", "hosting", "home",
)  # fmt: skip
"""The rooms with pages. Each has `views.bp`; `events` and `queries` are read first so that every fact is known."""


def create_app(overrides: dict[str, Any] | None = None) -> Flask:
    """The application: configuration, extensions, what is in force everywhere, the slices."""
    settings = config.load(overrides)
    app = Flask(__name__, static_folder=None, template_folder=str(config.SHIPPED / "templates"))
    app.url_rule_class = LateRule
    app.config.update(settings)
    extensions.db.init_app(app)
    extensions.login.init_app(app)
    extensions.csrf.init_app(app)
    web.init_app(app)
    extensions.compress.init_app(app)
    _add_static(app)
    _add_slices(app)
    return app


def _add_static(app: Flask) -> None:
    from app.hosting import static

    static.init_app(app)


def _add_slices(app: Flask) -> None:
    from app.people.queries import cluster
    from app.schema import load_models

    app.config["CLUSTER"] = cluster
    load_models()  # a key to a table of a room that no view has read yet would fail at the first write
    for name in SLICES:
        importlib.import_module(f"app.{name}.events")
        importlib.import_module(f"app.{name}.queries")  # they say what hangs on the things of other rooms
        app.register_blueprint(importlib.import_module(f"app.{name}.views").bp)
