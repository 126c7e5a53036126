"""/activity.atom and the secret feed: exactly the filtered entries, for those eyes; 304 until something changes."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.activity.models import MEMBERS, PARTIES, PUBLIC
from tests.atom import ATOM, read, said
from tests.builders import an_event
from tests.statements import statements

As = Callable[..., Any]


@pytest.fixture
def told(app: Flask, cast: SimpleNamespace) -> dict[int, list[str]]:
    """The addresses of entries by who may see them, newest first."""
    found: dict[int, list[str]] = {PUBLIC: [], MEMBERS: [], PARTIES: []}
    with app.app_context():
        for number in range(60):
            event = an_event(cast.mentor, visibility=PUBLIC, strand="offers" if number % 2 else "mentoring")
            found[PUBLIC].insert(0, f"http://localhost/activity/{event.ref}")
        for level in (MEMBERS, PARTIES):
            event = an_event(cast.innovator, visibility=level, parties=[cast.partner])
            found[level].insert(0, f"http://localhost/activity/{event.ref}")
    return found


def pages(client: Any, url: str) -> list[str]:
    found = []
    while url:
        feed = read(client.get(url.removeprefix("http://localhost")))
        found += said(feed, "id")
        links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
        url = links.get("next") or ""
    return found


def test_the_public_feed_has_all_that_is_public_and_names_nobody(
    client: Any, as_: As, cast: Any, told: dict[int, list[str]]
) -> None:
    assert pages(client, "/activity.atom") == told[PUBLIC]
    assert pages(as_(cast.innovator), "/activity.atom") == told[PUBLIC], "whoever asks"
    assert pages(client, "/activity.atom?kind=offers") == told[PUBLIC][::2]
    assert len(said(read(client.get("/activity.atom")), "id")) == 50
    assert cast.mentor.name not in client.get("/activity.atom").text


def test_the_secret_address_shows_what_its_owner_sees_with_the_filters_of_the_page(
    as_: As, client: Any, cast: Any, told: dict[int, list[str]]
) -> None:
    member = as_(cast.partner)
    member.post("/activity/feed/address")
    member.get("/activity/exports?kind=messages")
    address = member.soup.select_one("#feed-address")["value"]
    assert address.startswith("http://localhost/activity/feed/") and address.endswith("?kind=messages")
    assert pages(client, address) == [*told[PARTIES], *told[MEMBERS]]
    plain = address.removeprefix("http://localhost").partition("?")[0]
    assert pages(client, plain)[:2] == [*told[PARTIES], *told[MEMBERS]]


def test_a_reader_that_asks_again_gets_304_until_something_changes(
    app: Flask, client: Any, cast: Any, told: dict[int, list[str]]
) -> None:
    tag = client.get("/activity.atom").headers["ETag"]
    again = client.get("/activity.atom", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    with app.app_context():
        an_event(cast.mentor, visibility=PUBLIC)
    assert client.get("/activity.atom", headers={"If-None-Match": tag}).status_code == 200


def test_a_feed_costs_the_same_for_one_and_three(app: Flask, client: Any, cast: Any) -> None:
    counted = []
    for _number in range(3):
        with app.app_context():
            an_event(cast.mentor, visibility=PUBLIC)
        client.get("/activity.atom")
        with statements(app) as asked:
            client.get("/activity.atom")
        counted.append(len(asked))
    assert counted[0] == counted[2]
