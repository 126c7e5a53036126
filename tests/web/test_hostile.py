"""Every route with what no browser sends: an answer in words, never 5xx (SECURITY 20)."""

from __future__ import annotations

import os
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.web.gates import gate_of
from tests.client import CheckingClient
from tests.web import hostile
from tests.web.furnished import furnish
from tests.web.furnished_innovations import fields_by_id

SOAK = os.environ.get("COMMONWEAVE_SOAK") == "1"
FEW = ("nothing", "unreadable", "digits", "markup", "last day", "open bracket", "600 fields", "files")
"""What is tried on the many routes of members every time; the rest with COMMONWEAVE_SOAK=1."""
ENDS_THE_SESSION = {"people.sign_out", "people.sign_ins_end"}
MAY_BE_UNREADY = {"home.readyz"}
PARTS = {"innovator": ("public", "member", "participant"), "animator": ("animator",), None: ("public",)}
"""Who tries the routes of which gates."""
SHARES = 2
"""So many tests share the routes, each well within the limit of time."""
BAD_IDS = ("9" * 5000, "9" * 20, "%00", "%ED%A0%80%FF", "..%2F..%2Fetc", "a%0D%0Ab")
BAD_HEADERS: tuple[dict[str, str], ...] = (
    {"HX-Request": "true", "HX-Current-URL": "http://["},
    {"HX-Request": "true", "HX-Current-URL": "http://localhost//evil.example"},
    {"Referer": "http://["},
    {"Cookie": "commonweave=%00\xff; commonweave=x"},
    {"Accept-Language": "xx-\xff;q=9,,;"},
    {"If-None-Match": '"', "Range": "bytes=9-1", "If-Modified-Since": "x"},
    {"Content-Length": "99"},
    {"Content-Length": "-1"},
    {"Transfer-Encoding": "chunked"},
)


def client_of(app: Flask, cast: SimpleNamespace, part: str | None) -> CheckingClient:
    client = app.test_client()
    if part:
        client.sign_in(getattr(cast, part))
    return client


def sent(client: CheckingClient, method: str, address: str, **how: Any) -> Any:
    """Without the page check: what comes back may be any error."""
    return super(CheckingClient, client).open(address, method=method, **how)


def in_words(answer: Any) -> bool:
    """No 5xx, and an error says something a person can read."""
    return answer.status_code < 400 or (answer.status_code < 500 and b"<h1" in answer.data)


def tried(app: Flask, places: Any, method: str, part: str | None) -> list[tuple[str, str]]:
    """The addresses this part tries."""
    leave_out = ENDS_THE_SESSION | MAY_BE_UNREADY
    every = hostile.addresses(app, places, method)
    return [(name, url) for name, url in every if gate_of(app, name) in PARTS[part] and name not in leave_out]


@pytest.mark.soak
@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("part", PARTS)
def test_no_body_breaks_a_form(app: Flask, cast: SimpleNamespace, part: str | None, share: int) -> None:
    addresses = tried(app, furnish(app, cast), "POST", part)[share::SHARES]
    client = client_of(app, cast, part)
    wrong = []
    bodies = hostile.bodies({"csrf_token": client.csrf_token(), "form_token": "a" * 20}, fields_by_id(app))
    for what in bodies if SOAK or part != "innovator" else FEW:
        body = bodies[what]
        with app.app_context():
            hostile.forget_tries()
        for endpoint, address in addresses:
            answer = sent(client, "POST", address, **body())
            if not in_words(answer):
                wrong.append((what, endpoint, answer.status_code))
    assert wrong == []


@pytest.mark.soak
@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("part", PARTS)
def test_no_query_breaks_a_page(app: Flask, cast: SimpleNamespace, part: str | None, share: int) -> None:
    addresses = tried(app, furnish(app, cast), "GET", part)[share::SHARES]
    client = client_of(app, cast, part)
    queries = hostile.queries() if SOAK else hostile.queries()[1::2]
    asked = [(name, f"{url}?{query}") for name, url in addresses for query in queries]
    for name, url in addresses:
        if part != "animator" and not any(letter.isdigit() for letter in url):
            asked += [(name, f"{url}?{query}") for query in hostile.forged()]
    wrong = []
    for _name, url in asked:
        answer = sent(client, "GET", url)
        if answer.status_code >= 500 or not answer.data and answer.status_code == 200:
            wrong.append((url[:90], answer.status_code))
    assert wrong == []


def test_no_id_breaks_a_route(app: Flask, cast: SimpleNamespace) -> None:
    client, wrong = client_of(app, cast, "animator"), []
    for rule in app.url_map.iter_rules():
        if not rule.arguments or rule.endpoint == "static_file":
            continue
        with app.app_context():
            hostile.forget_tries()
        for bad in BAD_IDS:
            address = "/".join(bad if piece.startswith("<") else piece for piece in rule.rule.split("/"))
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                body = {"data": {"csrf_token": client.csrf_token()}} if method == "POST" else {}
                status = sent(client, method, address, **body).status_code
                if not 300 <= status < 500:
                    wrong.append((method, rule.rule, bad[:12], status))
    assert wrong == []


def test_no_header_breaks_anything(client: CheckingClient) -> None:
    wrong = []
    for headers in BAD_HEADERS:
        for address in ("/", "/messages", "/language", "/offers/mine", "/sign-in", "/nowhere"):
            for method in ("GET", "POST"):
                status = sent(client, method, address, headers=headers).status_code
                if status >= 500:
                    wrong.append((method, address, headers, status))
    assert wrong == []
