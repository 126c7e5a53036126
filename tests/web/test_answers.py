"""Where one is sent: to sign-in and back, never off the site (SECURITY 3, 13)."""

from __future__ import annotations

import pytest
from flask import Flask

from app.web.gates import safe_next
from tests.client import CheckingClient


@pytest.mark.parametrize(
    ("target", "answer"),
    [
        ("/people", "/people"),
        ("/people?q=ana&x=1", "/people?q=ana&x=1"),
        ("/nowhere", None),
        ("//evil.example", None),
        ("/\\evil.example", None),
        ("https://evil.example/people", None),
        ("javascript:alert(1)", None),
        ("/people\r\nX: y", None),
        ("", None),
        (None, None),
        ("/" + "x" * 2000, None),
    ],
)
def test_next_is_a_page_of_this_app(app: Flask, target: str | None, answer: str | None) -> None:
    with app.test_request_context():
        assert safe_next(target) == answer


def test_a_stranger_is_sent_to_sign_in_and_back(client: CheckingClient) -> None:
    answer = client.get("/people?q=ana")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/sign-in?next=/people?q%3Dana"


def test_an_expired_session_leaves_by_htmx(client: CheckingClient) -> None:
    answer = client.fragment("/people?q=a", headers={"HX-Current-URL": "http://localhost/people?q=an"})
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == "/sign-in?next=/people?q%3Dan"


def test_the_pulse_of_an_expired_session_leads_to_sign_in(client: CheckingClient) -> None:
    """No error, so the browser's console stays quiet; the script sees the redirect and says so once."""
    answer = client.get("/pulse?since=4")
    assert (answer.status_code, answer.location) == (303, "/sign-in")
