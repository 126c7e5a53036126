"""Static files."""

from __future__ import annotations

from flask import Flask, send_from_directory, url_for
from flask.typing import ResponseReturnValue

from app.config import SHIPPED
from app.web.gates import public


@public
def static_file(filename: str) -> ResponseReturnValue:
    """A file of static/."""
    return send_from_directory(SHIPPED / "static", filename)


def init_app(app: Flask) -> None:
    """Serve static/ and say where each file is."""
    app.add_url_rule("/static/<path:filename>", "static_file", static_file)
    app.jinja_env.globals["asset"] = lambda name: url_for("static_file", filename=name)
