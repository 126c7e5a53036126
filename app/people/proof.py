"""Delicate pages ask for the password again when it was given more than ten minutes ago (SECURITY 10)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from app.people import sessions
from app.web.answers import leave
from app.web.gates import current_reader

View = Callable[..., ResponseReturnValue]


def proved(view: View) -> View:
    """Put before a view that has a page (GET) and does something (POST): both want a recent proof.

    Not given: to the page that asks for the password, then to the page of this address. Below the gate's decorator.
    """

    @wraps(view)
    def asked(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        if sessions.is_proved(current_reader()):
            return view(*args, **kwargs)
        here = request.full_path.rstrip("?") if request.method == "GET" else request.path
        return leave(url_for("people.prove", next=here))

    return asked
