"""GET /offers/embed: a plain page for the frames of the sites that the cluster lists, and of no others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.builders import a_need, an_offer
from tests.people.test_cluster import FORM
from tests.statements import statements

SITES = "https://www.coop.example\nhttps://Bücher.example:8443/"


def ancestors(answer: Any) -> str:
    policy = answer.headers["Content-Security-Policy"]
    return next(part.strip() for part in policy.split(";") if "frame-ancestors" in part)


@pytest.fixture
def board(app: Flask, cast: Any) -> None:
    with app.app_context():
        an_offer(cast.stakeholder, title="For all", audience="public", category="space")
        a_need(cast.innovator, title="A public need", audience="public")
        an_offer(cast.stakeholder, title="For members")


def titles(client: Any) -> list[str]:
    return [link.get_text() for link in client.soup.select("a.title")]


@pytest.mark.usefixtures("board")
def test_public_open_posts_without_a_cookie_or_a_script(client: Any, as_: Callable[..., Any], cast: Any) -> None:
    for reader in (client, as_(cast.stakeholder)):
        answer = reader.get("/offers/embed")
        assert titles(reader) == ["A public need", "For all"], "as visitors see it, whoever looks"
        assert "Set-Cookie" not in answer.headers
        assert not reader.soup.select("script, [hx-get], input[name=csrf_token]")
        assert cast.stakeholder.name not in answer.text
        assert ancestors(answer) == "frame-ancestors 'none'"
    assert client.soup.select_one("base")["target"] == "_blank"
    client.get("/offers/embed?kind=need")
    assert titles(client) == ["A public need"]
    client.get("/offers/embed?category=space&q=for")
    assert titles(client) == ["For all"]
    assert client.soup.select("mark")
    client.get("/offers/embed?q=zeppelin&show=all&view=table")
    assert "Nothing here fits that" in client.soup.get_text()


def test_in_another_language_and_empty(client: Any) -> None:
    client.get("/offers/embed?lang=fr")
    assert client.soup.html["lang"] == "fr"
    client.get("/offers/embed?lang=xx")
    assert client.soup.html["lang"] == "en"
    assert "The board is empty" in client.soup.get_text()


@pytest.mark.usefixtures("board")
def test_only_sites_that_the_cluster_lists_may_frame_it_and_no_other_page(
    app: Flask, client: Any, as_: Callable[..., Any], cast: Any
) -> None:
    ana = as_(cast.animator)
    assert ana.post("/cluster", FORM | {"embed_origins": SITES}).status_code == 303
    answer = client.get("/offers/embed")
    assert ancestors(answer) == "frame-ancestors https://www.coop.example https://xn--bcher-kva.example:8443"
    for path in ("/offers", "/", "/offers.atom", "/offers.csv"):
        assert ancestors(client.get(path)) == "frame-ancestors 'none'"
    ana.get("/cluster")
    assert "/offers/embed" in ana.soup.select_one("#embed-snippet").get_text()
    assert ana.post("/cluster", FORM).status_code == 303
    assert ancestors(client.get("/offers/embed")) == "frame-ancestors 'none'"


@pytest.mark.parametrize(
    "site",
    ["http://www.example.org", "https://", "www.example.org", "https://*.example.org", "https://a.example/page", "*",
     "https://a.example https://b.example", "https://a.example;script-src *", "https://a.example'", "'self'",
     "https://user@a.example", "https://a.example:99999", "javascript:alert(1)", "https://a..example"],
)  # fmt: skip
def test_what_is_no_site_is_kept_and_explained(as_: Callable[..., Any], client: Any, cast: Any, site: str) -> None:
    ana = as_(cast.animator)
    assert ana.post("/cluster", FORM | {"embed_origins": f"https://good.example\n{site}"}).status_code == 422
    assert ana.soup.select_one("#embed_origins-error")
    assert "https://good.example" in ana.soup.select_one("#embed_origins").get_text()
    assert ancestors(client.get("/offers/embed")) == "frame-ancestors 'none'"


def test_it_costs_the_same_for_one_and_three(app: Flask, client: Any, cast: Any) -> None:
    counted = []
    for number in range(3):
        with app.app_context():
            an_offer(cast.stakeholder, title=f"Offer {number}", audience="public")
        client.get("/offers/embed")
        with statements(app) as asked:
            client.get("/offers/embed")
        counted.append(len(asked))
    assert counted[0] == counted[2]
