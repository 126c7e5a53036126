"""SECURITY 12–16 on every answer: a walk over all routes, errors included."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import IntegerConverter

from app.web.headers import CSP
from tests.client import CheckingClient

FOREIGN = "0" * 26
ASKED_AGAIN = {"/activity.atom", "/offers.atom"}
"""The same for everybody, and kept by who asks again and again with its ETag."""


def addresses(app: Flask) -> list[tuple[str, str]]:
    """Every (method, address), with an id that is nobody's."""
    with app.test_request_context():
        found = []
        for rule in app.url_map.iter_rules():
            values = {
                name: 1 if isinstance(rule._converters[name], IntegerConverter) else FOREIGN for name in rule.arguments
            }
            address = app.url_map.bind("localhost").build(rule.endpoint, values, force_external=False)
            found += [(method, address) for method in sorted((rule.methods or set()) & {"GET", "POST"})]
    return found


def check(answer: Any) -> None:
    headers = answer.headers
    assert headers["Content-Security-Policy"] == CSP
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    if not answer.request.path.startswith("/static/"):
        assert headers["Cache-Control"] == ("private, no-cache" if answer.request.path in ASKED_AGAIN else "no-store")
        assert answer.request.path in ASKED_AGAIN or {"HX-Request", "Cookie"} <= {
            part.strip() for part in headers["Vary"].split(",")
        }


@pytest.mark.parametrize("part", [None, "stranger", "observer", "animator"])
def test_every_answer_carries_the_headers(app: Flask, cast: SimpleNamespace, part: str | None) -> None:
    client = app.test_client()
    if part:
        client.sign_in(getattr(cast, part))
    for method, address in addresses(app):
        answer = super(CheckingClient, client).open(address, method=method)
        assert answer.status_code < 500 or address == "/readyz", (method, address, answer.status_code)
        check(answer)


@pytest.mark.parametrize("address", ["/nowhere", "/people/%00", "/people/" + "9" * 5000, "/static/none.css", "/%ff"])
def test_errors_carry_them_too(client: CheckingClient, address: str) -> None:
    answer = client.get(address)
    assert 300 <= answer.status_code < 500
    check(answer)


def test_an_unknown_host_is_refused(client: CheckingClient) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


def test_the_cookie_is_closed(client: CheckingClient) -> None:
    cookie = client.get("/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_on_https_the_cookie_is_host_bound_and_hsts_is_on(tmp_path: Any) -> None:
    from app import create_app

    app = create_app({"INSTANCE": str(tmp_path), "BASE_URL": "https://weave.example", "TESTING": True})
    assert app.config["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert app.config["SESSION_COOKIE_SECURE"] is True
    answer = app.test_client().get("/healthz", base_url="https://weave.example")
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
