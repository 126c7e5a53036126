"""The pages of people, by noun."""

from __future__ import annotations

from flask import Blueprint, current_app, request

from app.people import letters, reader, sessions  # noqa: F401  (reader tells Flask-Login how to load the Reader)
from app.web.gates import gate_of, maybe_reader

bp = Blueprint("people", __name__)

from app.people.views import (  # noqa: E402, F401
    account,
    blocks,
    care,
    cluster,
    data,
    directory,
    doors,
    founding,
    invitations,
    joining,
    organisations,
    privacy,
    security,
)


@bp.before_app_request
def keep_alive() -> None:
    """A session lasts while it is used."""
    if request.endpoint and gate_of(current_app, request.endpoint) not in (None, "public"):
        here = maybe_reader()
        if here is not None:
            sessions.note_seen(here)
