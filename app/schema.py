"""Every table, known at once: to the application, to migrations, and to the tests that compare them with the models."""

from __future__ import annotations

import importlib
import importlib.util
from pkgutil import iter_modules

import app as house


def load_models() -> None:
    """Import every room's models, and the two tables that core keeps."""
    importlib.import_module("app.core.search")
    importlib.import_module("app.core.action")
    for room in iter_modules(house.__path__):
        if room.ispkg and importlib.util.find_spec(f"app.{room.name}.models"):
            importlib.import_module(f"app.{room.name}.models")
