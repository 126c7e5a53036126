"""What the pages share: a missing thing is 404, a form is tried and its refusal kept with what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import abort

from app.core.rules import Conflict, Refused
from app.web.forms import Form

T = TypeVar("T")


def or_404(thing: T | None) -> T:
    """The thing; a foreign one answers exactly like a missing one (SECURITY 2)."""
    if thing is None:
        abort(404)
    return thing


def attempt(form: Form, act: Callable[[], T], field: str | None = None) -> tuple[T | None, int]:
    """The result and 0; or None and the status with which the form is shown again: 422, or 409 for a lost race.

    `field` takes the refusals that name no field of this form.
    """
    if not form.validate():
        return None, 422
    try:
        return act(), 0
    except Refused as refused:
        form.refuse(Refused(refused.reason, refused.field if refused.field in form else field))
        return None, 422
    except Conflict as lost:
        form.refuse(Refused(lost.reason, field))
        return None, 409


def only(values: Any, known: Any) -> str:
    """A filter's value if it is one of the known, else nothing."""
    return values if values in known else ""
