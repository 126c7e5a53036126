"""GET /offers, /offers.csv, /offers/mine."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask import Flask

from tests.builders import a_claim, a_need, an_offer
from tests.statements import statements

Client = Callable[[SimpleNamespace], object]


def titles(client) -> list[str]:
    return [link.get_text() for link in client.soup.select("#results a.title")]


def count(app: Flask, client, url: str) -> int:
    with statements(app) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_empty(as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.innovator)
    client.get("/offers")
    assert "The board is empty" in client.soup.get_text()
    client.get("/offers?q=nothing")
    assert "Nothing here fits that" in client.soup.get_text()


def test_search_and_filters_live_in_the_url(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        an_offer(cast.stakeholder, title="Buchführung", city="Łódź", country="PL", category="service", remote=True)
        a_need(cast.innovator, title="A room", category="space", topics=("premises.space",), quantity=None)
        an_offer(cast.stakeholder, title="Half a draft", publish=False)
    client = as_(cast.mentor)
    for query, found in {
        "": ["A room", "Buchführung"],
        "q=lodz": ["Buchführung"],
        "q=buchfuhrung": ["Buchführung"],
        "q=poland": ["Buchführung"],
        "q=pologne": ["Buchführung"],
        "q=professional+serv": ["Buchführung"],
        "q=C%2B%2B+nowhere": [],
        "q=%22": ["A room", "Buchführung"],
        "kind=need": ["A room"],
        "kind=nonsense": ["A room", "Buchführung"],
        "category=space": ["A room"],
        "topic=premises": ["A room"],
        "topic=premises.space": ["A room"],
        "country=PL": ["Buchführung"],
        "remote=1": ["Buchführung"],
        "kind=need&remote=1": [],
        "after=nonsense": ["A room", "Buchführung"],
    }.items():
        assert client.get(f"/offers?{query}").status_code == 200
        assert titles(client) == found, query
    answer = client.fragment("/offers?kind=need")
    assert "<html" not in answer.text
    assert "A room" in answer.text
    assert "Buchführung" not in answer.text
    client.get("/offers?kind=need&q=room")
    chips = {chip["href"] for chip in client.soup.select("a.chip")}
    assert chips == {"/offers?q=room", "/offers?kind=need"}


def test_closed_ones_only_when_asked(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    from app.offers import actions
    from tests.builders import a_person, an_accepted_claim

    with app.app_context():
        an_accepted_claim(an_offer(cast.stakeholder, title="All taken", quantity=1), cast.innovator)
        actions.pause_post(a_person(cast.stakeholder), an_offer(cast.stakeholder, title="Resting"))
        an_offer(cast.stakeholder, title="Open")
    client = as_(cast.observer)
    client.get("/offers")
    assert titles(client) == ["Open"]
    client.get("/offers?show=all")
    assert titles(client) == ["Open", "Resting", "All taken"]
    assert cast.stakeholder.name not in client.soup.get_text(), "observers see people unnamed"


def test_csv_is_exactly_what_is_filtered(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        an_offer(cast.stakeholder, title="=cmd()", topics=("legal", "finance"))
        a_need(cast.innovator, title="A room")
    client = as_(cast.mentor)
    lines = client.get("/offers.csv?kind=offer").text.strip().split("\r\n")
    assert len(lines) == 2
    assert lines[0].startswith("published_at,id,kind,title")
    assert "'=cmd()" in lines[1]
    assert len(client.get("/offers.csv").text.strip().split("\r\n")) == 3


def test_visitors_see_the_public_ones_only(app: Flask, client, cast: SimpleNamespace) -> None:
    with app.app_context():
        open_, closed = an_offer(cast.stakeholder, title="For all", audience="public"), an_offer(cast.stakeholder)
        draft = an_offer(cast.stakeholder, audience="public", publish=False)
        ids = [open_.id, closed.id, draft.id]
    client.get("/offers")
    assert titles(client) == ["For all"]
    assert len(client.get("/offers.csv").text.strip().split("\r\n")) == 2
    assert [client.get(f"/offers/{id_}").status_code for id_ in ids] == [200, 404, 404]
    client.get(f"/offers/{ids[0]}")
    assert cast.stakeholder.name not in client.soup.get_text()
    assert client.get("/offers/mine").status_code == 303


@pytest.mark.parametrize(
    "url",
    ["/offers", "/offers/mine", "/offers?show=all&q=legal", "/offers?sort=ending&view=table&kind=offer&topic=legal"],
)
def test_as_many_statements_for_one_row_as_for_three(app: Flask, as_: Client, cast: SimpleNamespace, url: str) -> None:
    def one_more(asker: SimpleNamespace) -> None:
        with app.app_context():
            a_claim(an_offer(cast.stakeholder, organisation_id=None, topics=("legal", "finance")), asker)

    client = as_(cast.stakeholder)
    one_more(cast.innovator)
    client.get(url)
    first = count(app, client, url)
    one_more(cast.innovator)
    one_more(cast.mentor)
    assert count(app, client, url) == first


def test_pages_of_25(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        for number in range(27):
            an_offer(cast.stakeholder, title=f"Offer {number}")
    client = as_(cast.mentor)
    client.get("/offers?kind=offer")
    assert len(titles(client)) == 25
    client.get(client.soup.select_one("nav.pager a")["href"])
    assert titles(client) == ["Offer 1", "Offer 0"]


def test_mine_by_whose_turn(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        a_claim(an_offer(cast.stakeholder, title="Mine to answer"), cast.innovator)
        a_claim(an_offer(cast.mentor, title="Theirs to answer"), cast.stakeholder)
        an_offer(cast.stakeholder, title="A draft", publish=False)
    client = as_(cast.stakeholder)
    client.get("/offers/mine")
    text = client.soup.get_text()
    assert text.index("Your turn") < text.index("Mine to answer") < text.index("Waiting for others")
    assert text.index("Waiting for others") < text.index("Theirs to answer") < text.index("A draft")
