"""/offers.atom and the secret feed: exactly the filtered set, for those eyes; 304 until something changes."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.offers import actions
from app.offers.queries.searches import feed_token
from tests.builders import a_need, a_person, an_offer
from tests.statements import statements
from tests.web.hostile import forget_tries

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def board(app: Flask, cast: SimpleNamespace) -> None:
    with app.app_context():
        an_offer(cast.stakeholder, title="For <all> & sundry", audience="public", text="**Bold** <script>x</script>")
        an_offer(cast.stakeholder, title="For members")
        a_need(cast.innovator, title="A public need", audience="public")
        an_offer(cast.stakeholder, title="A draft", audience="public", publish=False)


def read(answer: Any) -> ET.Element:
    assert answer.status_code == 200
    assert answer.mimetype == "application/atom+xml"
    feed = ET.fromstring(answer.get_data())
    check(feed)
    return feed


def check(feed: ET.Element) -> None:
    """What RFC 4287 asks of a feed and of its entries."""
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
        assert element.find(f"{ATOM}updated").text.endswith("Z")
        assert element.find(f"{ATOM}author/{ATOM}name").text
        assert [link for link in element.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
    ids = [entry.find(f"{ATOM}id").text for entry in feed.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))


def entries(feed: ET.Element) -> list[str]:
    return [entry.find(f"{ATOM}title").text or "" for entry in feed.findall(f"{ATOM}entry")]


@pytest.mark.usefixtures("board")
def test_public_posts_with_the_filters_of_the_address(client: Any, as_: Callable[..., Any], cast: Any) -> None:
    feed = read(client.get("/offers.atom"))
    assert entries(feed) == ["Need: A public need", "Offer: For <all> & sundry"]
    content = feed.findall(f"{ATOM}entry")[1].find(f"{ATOM}content")
    assert content.get("type") == "html"
    assert "<strong>Bold</strong>" in content.text
    assert "<script" not in content.text
    assert entries(read(client.get("/offers.atom?kind=need"))) == ["Need: A public need"]
    assert entries(read(as_(cast.stakeholder).get("/offers.atom"))) == entries(feed), "whoever asks"
    assert cast.stakeholder.name not in client.get("/offers.atom").text
    assert entries(read(client.get("/offers.atom?q=nothing"))) == []


@pytest.mark.usefixtures("board")
def test_a_reader_that_asks_again_gets_304_until_something_changes(app: Flask, client: Any, cast: Any) -> None:
    tag = client.get("/offers.atom").headers["ETag"]
    again = client.get("/offers.atom", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get("/offers.atom?kind=need", headers={"If-None-Match": tag}).status_code == 200
    with app.app_context():
        an_offer(cast.stakeholder, title="New", audience="public")
    assert client.get("/offers.atom", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.usefixtures("board")
def test_the_secret_address_is_made_renewed_and_turned_off(
    app: Flask, as_: Callable[..., Any], client: Any, cast: Any
) -> None:
    member = as_(cast.mentor)
    member.get("/offers/searches")
    assert not member.soup.select("#feed-address")
    assert member.post("/offers/searches/address").status_code == 303
    member.get("/offers/searches")
    address = member.soup.select_one("#feed-address")["value"].removeprefix("http://localhost")
    assert address.startswith("/offers/feed/")
    assert "Offer: For members" in entries(read(client.get(address)))
    assert entries(read(client.get(f"{address}?kind=need"))) == ["Need: A public need"]
    member.post("/offers/searches/address/renewal")
    assert client.get(address).status_code == 404
    with app.app_context():
        forget_tries()
        renewed = f"/offers/feed/{feed_token(cast.mentor.id)}.atom"
    assert client.get(renewed).status_code == 200
    member.post("/offers/searches/address/removal")
    assert client.get(renewed).status_code == 404
    assert as_(cast.observer).post("/offers/searches/address").status_code == 403
    assert client.post("/offers/searches/address").status_code == 303


@pytest.mark.usefixtures("board")
def test_a_feed_sees_what_its_owner_sees_and_wrong_addresses_are_counted(app: Flask, client: Any, cast: Any) -> None:
    from app.people import actions as people

    with app.app_context():
        actions.open_board_feed(a_person(cast.mentor))
        address = f"/offers/feed/{feed_token(cast.mentor.id)}.atom"
        people.block_person(a_person(cast.mentor), a_person(cast.stakeholder))
    assert entries(read(client.get(address))) == ["Need: A public need"]
    with app.app_context():
        people.suspend_person(a_person(cast.animator), a_person(cast.mentor))
    assert client.get(address).status_code == 404
    answers = [client.get(f"/offers/feed/{'x' * 43}.atom").status_code for _ in range(12)]
    assert answers[-1] == 429


def test_a_feed_costs_the_same_for_one_and_three(app: Flask, client: Any, cast: Any) -> None:
    counted = []
    for number in range(3):
        with app.app_context():
            an_offer(cast.stakeholder, title=f"Offer {number}", audience="public")
        client.get("/offers.atom")
        with statements(app) as asked:
            client.get("/offers.atom")
        counted.append(len(asked))
    assert counted[0] == counted[2]
