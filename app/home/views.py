"""The pages of home."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from app.web.gates import public

bp = Blueprint("home", __name__)


@bp.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    """The process is up."""
    return {"status": "ok"}
