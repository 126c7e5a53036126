"""No form is taken that this very session was not given: 400 in words, and nothing has changed (SECURITY 12)."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.extensions import csrf, db
from tests.client import CheckingClient
from tests.web import hostile
from tests.web.furnished import furnish
from tests.world import PASSWORD

WORDS = "This page was open too long or was copied. Load it again, then send it once more."
SIGNED_OUT = "You have been signed out, perhaps in another tab or from another device. Nothing was sent"
MAIL_PROGRAMS_SEND_IT = {"activity.unsubscribe_now"}
"""One-click unsubscribing (RFC 8058): the signed address is the proof."""


def another_sessions(app: Flask, cast: SimpleNamespace) -> str:
    """A valid token, of the attacker's own session."""
    attacker = app.test_client()
    attacker.sign_in(cast.stranger)
    return attacker.csrf_token()


SENT: dict[str, Callable[[str, str], dict[str, Any]]] = {
    "none": lambda own, foreign: {},
    "empty": lambda own, foreign: {"data": {"csrf_token": ""}, "headers": {"X-CSRFToken": ""}},
    "invented": lambda own, foreign: {"data": {"csrf_token": own[:-4] + "AAAA"}},
    "another session's": lambda own, foreign: {"data": {"csrf_token": foreign}},
    "another session's in the header": lambda own, foreign: {"headers": {"X-CSRFToken": foreign}},
    "one's own in the address": lambda own, foreign: {"query_string": {"csrf_token": own, "X-CSRFToken": own}},
    "one's own in JSON": lambda own, foreign: {"json": {"csrf_token": own}},
}
"""What a request carries, given the session's own token and a foreign one."""


def post(client: CheckingClient, address: str, **how: Any) -> TestResponse:
    """Exactly this: nothing is filled in."""
    return super(CheckingClient, client).post(address, **how)


def in_words(client: CheckingClient, answer: TestResponse) -> tuple[int, str, bool]:
    client.check(answer)
    return answer.status_code, client.soup.h1.get_text(strip=True), WORDS in answer.get_data(as_text=True)


REFUSED = (400, "This request cannot be read", True)


def stored(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.engine.raw_connection().driver_connection.iterdump())  # type: ignore[union-attr]


def test_only_get_and_post_are_taken(app: Flask) -> None:
    assert {method for rule in app.url_map.iter_rules() for method in rule.methods or ()} == {
        "GET", "HEAD", "OPTIONS", "POST",
    }  # fmt: skip


def test_one_address_alone_is_exempt(app: Flask) -> None:
    views = {f"{view.__module__}.{view.__name__}": name for name, view in app.view_functions.items()}
    assert {views[name] for name in csrf._exempt_views} == MAIL_PROGRAMS_SEND_IT
    assert csrf._exempt_blueprints == set()


@pytest.mark.parametrize("what", SENT)
@pytest.mark.parametrize("part", ["animator", None])
def test_every_form_is_refused_without_its_own_token(
    app: Flask, cast: SimpleNamespace, part: str | None, what: str
) -> None:
    addresses = hostile.addresses(app, furnish(app, cast), "POST")
    client, foreign = app.test_client(), another_sessions(app, cast)
    if part:
        client.sign_in(getattr(cast, part))
    own, before = client.csrf_token(), stored(app)
    wrong = []
    for endpoint, address in addresses:
        if endpoint in MAIL_PROGRAMS_SEND_IT:
            continue
        answer = post(client, address, **SENT[what](own, foreign))
        said = answer.get_data(as_text=True)
        if answer.status_code != 400 or not (WORDS in said or (part is None and SIGNED_OUT in said)):
            wrong.append((endpoint, answer.status_code))
    assert wrong == []
    assert stored(app) == before


@pytest.fixture
def browser(app: Flask) -> CheckingClient:
    """Signed in by the form, as people are."""
    client = app.test_client()
    assert sign_in(client).status_code == 303
    return client


def sign_in(client: CheckingClient, **tokens: str) -> TestResponse:
    return client.post("/sign-in", {"email": "innovator@example.org", "password": PASSWORD, **tokens})


def rename(client: CheckingClient, token: str) -> tuple[int, str, bool]:
    """Send the profile with this token."""
    return in_words(client, post(client, "/account", data={"csrf_token": token, "name": "Mallory"}))


def test_the_token_of_before_the_sign_in_is_worth_nothing_after(client: CheckingClient) -> None:
    before = client.csrf_token()
    assert sign_in(client, csrf_token=before).status_code == 303
    assert rename(client, before) == REFUSED


def test_nor_is_that_of_the_session_before(app: Flask, browser: CheckingClient, cast: SimpleNamespace) -> None:
    before = browser.csrf_token()
    assert browser.post("/sign-out").status_code == 303
    assert in_words(browser, post(browser, "/sign-in", data={"csrf_token": before})) == REFUSED
    assert sign_in(browser).status_code == 303
    assert rename(browser, before) == REFUSED
    browser.get("/account")
    assert browser.soup.select_one("#name")["value"] == cast.innovator.name


def test_the_own_token_works_in_the_form_and_in_the_header(browser: CheckingClient) -> None:
    for sent in (
        {"data": {"csrf_token": browser.csrf_token()}},
        {"headers": {"X-CSRFToken": browser.csrf_token()}},
    ):
        assert post(browser, "/account/photo/removal", **sent).status_code == 303


def test_htmx_is_told_in_a_notice_and_swaps_nothing(browser: CheckingClient) -> None:
    answer = post(browser, "/account", headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (400, "#status")
    assert WORDS in answer.get_data(as_text=True)


WRITTEN = "Could we meet on Tuesday at the mill instead?"


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_what_was_written_before_signing_out_elsewhere_is_shown_again(
    browser: CheckingClient, cast: SimpleNamespace, htmx: bool
) -> None:
    sent, address = {"csrf_token": browser.csrf_token(), "text": WRITTEN}, f"/messages/with/{cast.mentor.id}"
    browser.post("/sign-out")
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"} if htmx else {}
    answer = post(browser, address, data=sent, headers=headers)
    browser.check(answer)
    assert (answer.status_code, answer.headers.get("HX-Retarget")) == (400, "#status" if htmx else None)
    assert SIGNED_OUT in answer.get_data(as_text=True)
    assert browser.soup.select_one("textarea[readonly]").get_text().strip() == WRITTEN
    assert browser.soup.select_one(f'a[href="/sign-in?next={address}"]')


def test_no_page_puts_a_token_in_an_address(browser: CheckingClient) -> None:
    for page in ("/", "/account", "/account/security", "/messages", "/offers", "/innovations"):
        browser.get(page)
        addresses = [e.get(name, "") for name in ("href", "action", "src") for e in browser.soup.select(f"[{name}]")]
        assert [address for address in addresses if "csrf" in address] == []
