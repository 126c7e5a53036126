"""Every thing's page tells its story, and leads to all entries about it."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

from flask import Flask

from tests.builders import a_claim, a_person, an_offer
from tests.client import CheckingClient

As = Callable[[SimpleNamespace], CheckingClient]


def test_the_way_from_a_story_to_the_whole_of_it(app: Flask, as_: As, cast: SimpleNamespace) -> None:
    with app.app_context():
        post = an_offer(cast.stakeholder)
        claim = a_claim(post, cast.innovator)
        pages = [
            (f"/offers/{post.id}", 2), (f"/offers/claims/{claim.id}", 1), (f"/people/{cast.stakeholder.id}", 2),
            (f"/organisations/{a_person(cast.stakeholder).organisation_id}", 0),
        ]  # fmt: skip
    client = as_(cast.stakeholder)
    for address, least in pages:
        client.get(address)
        links = client.soup.select('main a:-soup-contains("All entries about this")')
        assert bool(links) == bool(least), address
        if least:
            client.get(links[0]["href"])
            assert len(client.soup.select(".log > li")) >= least, address


def test_visitors_are_not_sent_to_the_log(app: Flask, client: CheckingClient, cast: SimpleNamespace) -> None:
    with app.app_context():
        post = an_offer(cast.stakeholder, audience="public")
    client.get(f"/offers/{post.id}")
    assert client.soup.select(".log > li") and "All entries about this" not in client.soup.get_text()
