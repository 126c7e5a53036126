"""Where the form is that an address takes: some addresses only take forms, and a form stands on another page.

Somebody opens such an address all the same: reloads the page that said what to mend, follows a link they kept. They are
led to the page with the form: the one that the view declares with `@form_on`, else the nearest page above it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app, request, url_for
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.routing import RequestRedirect

from app.web.too_large import fields_before_files

View = TypeVar("View", bound=Callable[..., Any])

ENOUGH = 20  # letters: what is shorter is quickly typed again
SECRET = ("password", "current", "token")
LONGEST = 20_000


def form_on(endpoint: str) -> Callable[[View], View]:
    """Declare the page that a view's form is on, where that is not the page above its address."""

    def decorate(view: View) -> View:
        view.form_page = endpoint  # type: ignore[attr-defined]
        return view

    return decorate


def is_page(path: str) -> bool:
    """Can this path be opened?"""
    try:
        current_app.url_map.bind_to_environ(request.environ).match(path, method="GET")
    except (HTTPException, RequestRedirect):
        return False
    return True


def form_page() -> str | None:
    """The page with the form that this request's address takes, with the query; None where no form is taken."""
    query = request.query_string.decode("utf-8", "replace")
    page = _declared() or next((path for path in _upwards(request.path) if is_page(path)), None)
    return f"{page}?{query}" if page and query else page


def _declared() -> str | None:
    try:
        endpoint, values = current_app.url_map.bind_to_environ(request.environ).match(method="POST")
    except (HTTPException, RequestRedirect):
        return None
    page = getattr(current_app.view_functions[endpoint], "form_page", None)
    takes = current_app.url_map.is_endpoint_expecting
    return url_for(page, **{name: value for name, value in values.items() if takes(page, name)}) if page else None


def _upwards(path: str) -> list[str]:
    parts = path.strip("/").split("/")
    return ["/" + "/".join(parts[:length]) for length in range(len(parts), -1, -1)]


def typed_text() -> str:
    """What somebody wrote in the form that failed, so that an error does not cost them their words. Never a secret."""
    words = [
        value.strip()
        for name, value in (_sent() if request.method == "POST" else [])
        if not any(secret in name for secret in SECRET) and len(value) >= ENOUGH and " " in value.strip()
    ]
    return "\n\n".join(words)[:LONGEST]


def _sent() -> list[tuple[str, str]]:
    try:
        return list(request.form.items(multi=True))
    except RequestEntityTooLarge:
        return fields_before_files()
