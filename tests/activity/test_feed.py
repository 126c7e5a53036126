"""/activity.atom and the secret feed: exactly the filtered entries, for those eyes; 304 until something changes."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.activity import actions
from app.activity.models import MEMBERS, PARTIES, PUBLIC
from app.activity.queries.feeds import log_feed_token
from app.people import actions as people
from tests.builders import a_person, an_event
from tests.statements import statements
from tests.web.hostile import forget_tries

ATOM = "{http://www.w3.org/2005/Atom}"
As = Callable[..., Any]


def read(answer: Any) -> ET.Element:
    assert answer.status_code == 200
    assert answer.mimetype == "application/atom+xml"
    feed = ET.fromstring(answer.get_data())
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
        assert element.find(f"{ATOM}updated").text.endswith("Z")
        assert element.find(f"{ATOM}author/{ATOM}name").text
    return feed


def ids(feed: ET.Element) -> list[str]:
    return [entry.find(f"{ATOM}id").text or "" for entry in feed.findall(f"{ATOM}entry")]


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
        found += ids(feed)
        links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
        url = links.get("next") or ""
    return found


def test_the_public_feed_has_all_that_is_public_and_names_nobody(
    client: Any, as_: As, cast: Any, told: dict[int, list[str]]
) -> None:
    assert pages(client, "/activity.atom") == told[PUBLIC]
    assert pages(as_(cast.innovator), "/activity.atom") == told[PUBLIC], "whoever asks"
    assert pages(client, "/activity.atom?kind=offers") == told[PUBLIC][::2]
    assert len(ids(read(client.get("/activity.atom")))) == 50
    assert cast.mentor.name not in client.get("/activity.atom").text


def test_the_secret_address_is_made_renewed_and_turned_off(
    app: Flask, as_: As, client: Any, cast: Any, told: dict[int, list[str]]
) -> None:
    member = as_(cast.partner)
    member.get("/activity/exports")
    assert not member.soup.select("#feed-address")
    assert member.post("/activity/feed/address").status_code == 303
    member.get("/activity/exports?kind=messages")
    address = member.soup.select_one("#feed-address")["value"]
    assert address.startswith("http://localhost/activity/feed/") and address.endswith("?kind=messages")
    assert pages(client, address) == [*told[PARTIES], *told[MEMBERS]]
    plain = address.removeprefix("http://localhost").partition("?")[0]
    assert pages(client, plain)[:2] == [*told[PARTIES], *told[MEMBERS]]
    member.post("/activity/feed/address/renewal")
    assert client.get(plain).status_code == 404
    with app.app_context():
        forget_tries()
        renewed = f"/activity/feed/{log_feed_token(cast.partner.id)}.atom"
    assert client.get(renewed).status_code == 200
    member.post("/activity/feed/address/removal")
    assert client.get(renewed).status_code == 404
    assert as_(cast.observer).post("/activity/feed/address").status_code == 403
    assert client.post("/activity/feed/address").status_code == 303


@pytest.mark.parametrize("ending", ["suspend", "remove"])
def test_who_is_no_longer_here_has_no_feed_and_wrong_addresses_are_counted(
    app: Flask, client: Any, cast: Any, ending: str
) -> None:
    with app.app_context():
        actions.open_log_feed(a_person(cast.mentor2))
        address = f"/activity/feed/{log_feed_token(cast.mentor2.id)}.atom"
    assert client.get(address).status_code == 200
    with app.app_context():
        end = people.suspend_person if ending == "suspend" else people.remove_person
        end(a_person(cast.animator), a_person(cast.mentor2))
    assert client.get(address).status_code == 404
    answers = [client.get(f"/activity/feed/{'x' * 43}.atom").status_code for _ in range(12)]
    assert answers[-1] == 429


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
