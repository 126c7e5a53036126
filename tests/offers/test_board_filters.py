"""GET /offers: filters with counts, orders, views, what was found marked; all of it in the address."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
import time_machine
from flask import Flask

from app.offers import queries
from app.offers.queries import BoardFilter
from tests.builders import a_need, a_person, an_offer
from tests.client import CheckingClient

Client = Callable[[SimpleNamespace], object]


def titles(client) -> list[str]:
    return [" ".join(link.get_text().split()) for link in client.soup.select("#results a.title")]


def options(client, name: str) -> list[str]:
    return [option.get_text().strip() for option in client.soup.select(f"select[name={name}] option")]


@pytest.fixture
def board(app: Flask, cast: SimpleNamespace) -> None:
    with app.app_context():
        an_offer(cast.stakeholder, title="A kitchen", category="space", topics=("premises.space",), country="BE",
                 region="Flanders", city="Gent", languages=("nl", "en"), until=date(2030, 3, 1))  # fmt: skip
        an_offer(cast.stakeholder, title="A van", category="equipment", topics=(), country="BE", region="Wallonia",
                 languages=("fr",), until=None, remote=True)  # fmt: skip
        a_need(cast.innovator, title="A lawyer", category="service", topics=("legal", "legal.contracts"), country="PL",
               city="Łódź", until=date(2030, 1, 1), starts_on=date(2029, 1, 1))  # fmt: skip


@pytest.mark.usefixtures("board")
def test_every_filter_combines(as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.mentor)
    for query, found in {
        "country=BE": ["A van", "A kitchen"],
        "country=BE&region=Flanders": ["A kitchen"],
        "region=Flanders": ["A lawyer", "A van", "A kitchen"],
        "language=fr": ["A van"],
        "free=1": ["A van", "A kitchen"],
        f"by={cast.innovator.id}": ["A lawyer"],
        f"by={cast.stakeholder.id}&remote=1": ["A van"],
        "by=nobody": [],
        "sort=ending": ["A lawyer", "A kitchen", "A van"],
        "sort=ending&kind=offer": ["A kitchen", "A van"],
        "view=table&sort=nonsense&kind=need": ["A lawyer"],
        "sort=fit": ["A lawyer", "A van", "A kitchen"],
    }.items():
        assert client.get(f"/offers?{query}").status_code == 200
        assert titles(client) == found, query


@pytest.mark.usefixtures("board")
def test_each_choice_says_how_many_it_would_leave(as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.mentor)
    client.get("/offers?country=BE")
    assert options(client, "kind") == ["Offers and needs", "Offer (2)", "Need"]
    assert "Space (1)" in options(client, "category")
    assert "Professional service" in options(client, "category")
    assert options(client, "country") == ["Any country", "Belgium (2)", "Poland (1)"], "as if none were chosen"
    assert options(client, "region") == ["Any region", "Flanders (1)", "Wallonia (1)"]
    assert options(client, "language") == ["Any language", "Dutch (1)", "English (1)", "French (1)"]
    client.get("/offers")
    topics = options(client, "topic")
    assert "Legal and governance (1)" in topics, "the post about two of them counts once"
    assert "Free now (2)" in client.soup.get_text()
    assert "Remote (1)" in client.soup.get_text()


@pytest.mark.usefixtures("board")
def test_observers_and_visitors_learn_no_names(app: Flask, as_: Client, client, cast: SimpleNamespace) -> None:
    with app.app_context():
        an_offer(cast.stakeholder, title="For all", audience="public")
    for reader in (as_(cast.observer), client):
        for view in ("", "&view=table"):
            reader.get(f"/offers?by={cast.stakeholder.id}{view}")
            assert titles(reader) == []
            reader.get(f"/offers?{view}")
            assert "For all" in titles(reader)
            assert cast.stakeholder.name not in reader.soup.get_text()
        assert cast.stakeholder.name not in reader.get("/offers.csv").text
    assert cast.stakeholder.name in as_(cast.mentor).get("/offers.csv").text


@pytest.mark.usefixtures("board")
def test_what_was_found_is_marked(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        an_offer(cast.stakeholder, title="Łódź <b>room</b>", text="In the **heart** of <i>Łódź</i>, near the river.")
    client = as_(cast.mentor)
    client.get("/offers?q=lodz")
    card = next(card for card in client.soup.select("#results .card") if "room" in card.get_text())
    assert card.select_one("a.title").decode_contents() == "<mark>Łódź</mark> &lt;b&gt;room&lt;/b&gt;"
    assert (
        "In the heart of &lt;i&gt;<mark>Łódź</mark>&lt;/i&gt;, near"
        in card.select_one("p:not(.meta)").decode_contents()
    )
    client.get("/offers?q=lodz&view=table")
    assert client.soup.select("#results table mark")


@pytest.mark.usefixtures("board")
def test_a_table_and_cards_say_the_same_and_the_choice_is_in_the_address(as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.mentor)
    client.get("/offers?kind=offer")
    assert not client.soup.select("#results table")
    client.get(next(link["href"] for link in client.soup.select(".results-head a") if "table" in link.get_text()))
    assert titles(client) == ["A van", "A kitchen"]
    assert client.soup.select_one("form.filters input[name=view]")["value"] == "table"
    client.get("/offers?kind=offer")
    assert not client.soup.select("#results table"), "remembered nowhere else"


@pytest.mark.usefixtures("board")
def test_htmx_gets_the_list_and_the_counts(as_: Client, cast: SimpleNamespace) -> None:
    text = as_(cast.mentor).fragment("/offers?kind=offer").text
    assert "<html" not in text
    assert '<hx-partial hx-target="#first-filters" hx-swap="innerMorph">' in text
    assert "Space (1)" in text
    assert "<hx-partial" not in as_(cast.mentor).get("/offers").text


@pytest.mark.parametrize("sort", ["", "ending", "fit"])
def test_pages_of_every_order_show_each_post_once(app: Flask, as_: Client, cast: SimpleNamespace, sort: str) -> None:
    from tests.mentoring.builders import an_innovation

    with app.app_context():
        for number in range(60):
            end = None if number % 3 == 0 else date(2030, 1, 1 + number % 5)
            an_offer(cast.stakeholder, title=f"Offer {number}", until=end, country="BE" if number % 2 else "PL")
        an_innovation(cast.innovator)
    client, seen, url = as_(cast.innovator), [], f"/offers?sort={sort}"
    while url:
        client.get(url)
        seen += titles(client)
        url = (
            (client.soup.select_one("nav.pager a:last-child") or {}).get("href") if len(titles(client)) == 25 else None
        )
    assert len(seen) == len(set(seen)) == 60


@pytest.mark.usefixtures("board")
def test_ending_soon_begins_today(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with time_machine.travel("2030-02-01T12:00Z", tick=False):
        client = as_(cast.mentor)
        client.get("/offers?sort=ending")
        assert titles(client) == ["A kitchen", "A van"]


def test_what_fits_an_innovation_comes_first(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    from app.extensions import db
    from app.innovations import actions
    from app.innovations.models import SocialInnovation
    from tests.mentoring.builders import an_innovation

    with app.app_context():
        id_ = an_innovation(cast.innovator)
        innovation = db.session.get_one(SocialInnovation, id_)
        actions.add_need(a_person(cast.innovator), innovation, "finance", "A plan", 2)
        an_offer(cast.stakeholder, title="Money", topics=("finance",), country="GR")
        an_offer(cast.stakeholder, title="Something newer", topics=("legal",), country="GR")
    client = as_(cast.innovator)
    client.get("/offers?sort=fit")
    assert titles(client) == ["Money", "Something newer"]
    client.get(f"/offers?sort=fit&fit={cast.mentor.id}")
    assert titles(client) == ["Money", "Something newer"], "a foreign innovation is not asked"


@pytest.mark.usefixtures("context")
def test_counts_of_many_are_at_least(cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        an_offer(cast.stakeholder, title=f"Offer {number}", category="space" if number else "funding")
    monkeypatch.setattr(sys.modules["app.offers.queries.facets"], "LOOKED_AT", 3)
    found = counted(cast, BoardFilter(kind="offer", free="1"))  # a shape of its own: statements are kept
    assert str(found.total) == "4+", "as many are shown"
    assert {value: str(count) for value, count in found.of("category").items()} == {"space": "3+"}, "the newest three"


@pytest.mark.usefixtures("context")
def test_what_is_rare_is_not_sought_through_the_whole_board(
    cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_offer(cast.stakeholder, title="Rare and old", topics=("legal",), country="GR")
    for number in range(3):
        an_offer(cast.stakeholder, title=f"Offer {number}", country="BE", topics=())
    monkeypatch.setattr(sys.modules["app.offers.queries.narrowing"], "SEEN_BACK", 2)
    found = counted(cast, BoardFilter(topic="legal", remote=""))
    assert str(found.total) == "1+", "it is shown, and there may be more"
    assert "country" in found.partly
    assert found.in_use["country"] == {"BE", "GR"}


def test_the_countries_of_a_crowded_board_are_those_in_use(
    app: Flask, as_: Client, client: CheckingClient, cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        an_offer(cast.stakeholder, title="Old", country="GR", languages=("el",))
        for number in range(4):
            an_offer(cast.stakeholder, title=f"Offer {number}", country="BE", audience="public")
    monkeypatch.setattr(sys.modules["app.offers.queries.facets"], "LOOKED_AT", 3)
    member = as_(cast.mentor)
    member.get("/offers?kind=offer&category=expertise&show=all")
    assert options(member, "country") == ["Any country", "Belgium (3+)", "Greece"]
    assert options(member, "language") == ["Any language", "Greek"]
    client.get("/offers?kind=offer&category=expertise&show=all")
    assert len(options(client, "country")) > 100, "what members have is not told to visitors"


def counted(cast: SimpleNamespace, asked: BoardFilter) -> queries.Facets:
    board = queries.open_board(a_person(cast.partner), asked, queries.today())
    return queries.facets(board, queries.board_page(board))
