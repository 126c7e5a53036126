"""/offers.atom and the secret feed: exactly the filtered set, for those eyes; 304 until something changes."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.people import actions as people
from tests.atom import ATOM, read, said
from tests.builders import a_need, a_person, an_offer
from tests.statements import statements


@pytest.fixture
def board(app: Flask, cast: SimpleNamespace) -> None:
    with app.app_context():
        an_offer(cast.stakeholder, title="For <all> & sundry", audience="public", text="**Bold** <script>x</script>")
        an_offer(cast.stakeholder, title="For members")
        a_need(cast.innovator, title="A public need", audience="public")
        an_offer(cast.stakeholder, title="A draft", audience="public", publish=False)


def titles(feed: ET.Element) -> list[str]:
    return said(feed, "title")


@pytest.mark.usefixtures("board")
def test_public_posts_with_the_filters_of_the_address(client: Any, as_: Callable[..., Any], cast: Any) -> None:
    feed = read(client.get("/offers.atom"))
    assert titles(feed) == ["Need: A public need", "Offer: For <all> & sundry"]
    content = feed.findall(f"{ATOM}entry")[1].find(f"{ATOM}content")
    assert content.get("type") == "html"
    assert "<strong>Bold</strong>" in content.text
    assert "<script" not in content.text
    assert titles(read(client.get("/offers.atom?kind=need"))) == ["Need: A public need"]
    assert titles(read(as_(cast.stakeholder).get("/offers.atom"))) == titles(feed), "whoever asks"
    assert cast.stakeholder.name not in client.get("/offers.atom").text
    assert titles(read(client.get("/offers.atom?q=nothing"))) == []


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
def test_the_secret_address_shows_what_its_owner_sees(
    app: Flask, as_: Callable[..., Any], client: Any, cast: Any
) -> None:
    member = as_(cast.mentor)
    member.post("/offers/searches/address")
    member.get("/offers/searches")
    address = member.soup.select_one("#feed-address")["value"].removeprefix("http://localhost")
    assert "Offer: For members" in titles(read(client.get(address)))
    assert titles(read(client.get(f"{address}?kind=need"))) == ["Need: A public need"]
    with app.app_context():
        people.block_person(a_person(cast.mentor), a_person(cast.stakeholder))
    assert titles(read(client.get(address))) == ["Need: A public need"]


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
