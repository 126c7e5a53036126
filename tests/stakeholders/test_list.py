"""The list of organisations for those who draw stakeholders in."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook

from app.offers import actions as offers
from app.offers.queries import today
from app.people import actions as people
from tests.builders import a_contact, a_person, an_accepted_claim, an_offer
from tests.statements import statements

Client = Callable[[SimpleNamespace], Any]


@pytest.fixture
def houses(app: Flask, cast: SimpleNamespace) -> SimpleNamespace:
    """Three besides the stakeholder's: one to be called, one called long ago, one never."""
    with app.app_context():
        animator = a_person(cast.animator)
        bodies = [("Ateliers du Canal", "venture", "BE"), ("Łódź Foundation", "funder", "PL"), ("Zeta", "public", "GR")]
        made = [
            people.add_organisation(animator, people.Body(name, kind, "", "", "", at)).id for name, kind, at in bodies
        ]
        a_contact(made[0], animator, next_step="Send the figures", next_on=today() - timedelta(days=1))
        a_contact(
            made[1], animator, held_on=today() - timedelta(days=90), next_step="Ask", next_on=today() + timedelta(9)
        )
        return SimpleNamespace(
            due=made[0], quiet=made[1], never=made[2], theirs=a_person(cast.stakeholder).organisation_id
        )


def names(client: Any) -> list[str]:
    return [link.get_text() for link in client.soup.select("#results th a")]


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("standing=due", ["Ateliers du Canal"]),
        ("kind=funder", ["Łódź Foundation"]),
        ("country=GR", ["Zeta"]),
        ("q=lodz", ["Łódź Foundation"]),
        ("standing=due&country=GR", []),
    ],
)
def test_filters(as_: Client, cast: Any, houses: SimpleNamespace, asked: str, wanted: list[str]) -> None:
    client = as_(cast.animator)
    assert client.get(f"/stakeholders?{asked}").status_code == 200
    assert names(client) == wanted
    assert "#results" not in client.fragment(f"/stakeholders?{asked}").get_data(as_text=True)


def test_the_board_is_where_one_is(as_: Client, cast: SimpleNamespace) -> None:
    client = as_(cast.animator)
    client.get("/stakeholders")
    assert [link["href"] for link in client.soup.select(".rail [aria-current=page]")] == ["/offers"]


def test_never_contacted_and_sorted(as_: Client, cast: SimpleNamespace, houses: SimpleNamespace) -> None:
    client = as_(cast.animator)
    client.get("/stakeholders?standing=never")
    assert "Zeta" in names(client) and "Ateliers du Canal" not in names(client)
    client.get("/stakeholders?sort=step")
    assert names(client)[:2] == ["Ateliers du Canal", "Łódź Foundation"]
    client.get("/stakeholders?sort=quiet")
    assert names(client)[-2:] == ["Łódź Foundation", "Ateliers du Canal"]
    client.get("/stakeholders?sort=nonsense&standing=nonsense&after=%25")
    assert names(client)[0] == "Ateliers du Canal"


def test_open_offers_and_what_was_delivered(
    app: Flask, as_: Client, cast: SimpleNamespace, houses: SimpleNamespace
) -> None:
    with app.app_context():
        post = an_offer(cast.stakeholder, organisation_id=houses.theirs, value_cents=12_000)
        claim = offers.deliver_claim(a_person(cast.stakeholder), an_accepted_claim(post, cast.innovator))
        an_accepted_claim(post, cast.innovator2)
        an_offer(cast.stakeholder, organisation_id=houses.theirs)
        offers.confirm_claim(a_person(cast.innovator), claim)
    client = as_(cast.animator)
    client.get("/stakeholders?standing=open")
    assert len(names(client)) == 1
    assert [cell.get_text(strip=True) for cell in client.soup.select("#results td")][2:] == ["1", "1 · €120"]


def test_each_page_costs_the_same(app: Flask, as_: Client, cast: SimpleNamespace, houses: SimpleNamespace) -> None:
    client = as_(cast.animator)
    costs = []
    for asked in ("country=GR", ""):
        client.get(f"/stakeholders?{asked}")
        with statements(app) as told:
            client.get(f"/stakeholders?{asked}")
        costs.append(len(told))
    assert costs[0] == costs[1] <= 12


@pytest.mark.parametrize("sort", ["", "step", "quiet"])
def test_pages_in_every_order_lose_nobody(
    app: Flask, as_: Client, cast: SimpleNamespace, houses: SimpleNamespace, sort: str
) -> None:
    with app.app_context():
        animator = a_person(cast.animator)
        for number in range(30):
            people.add_organisation(animator, people.Body(f"House {number}"))
    client, seen, url = as_(cast.animator), [], f"/stakeholders?sort={sort}"
    while url:
        client.get(url)
        seen += names(client)
        more = client.soup.select_one('#results a[href*="after="]')
        url = more["href"] if more else ""
    assert len(seen) == len(set(seen)) == 34


def test_exports_have_what_is_shown(as_: Client, cast: SimpleNamespace, houses: SimpleNamespace) -> None:
    client = as_(cast.animator)
    text = client.get("/stakeholders.csv?standing=due").get_data(as_text=True)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["name"], row["next_step"], row["open_offers"]) for row in rows] == [
        ("Ateliers du Canal", "Send the figures", "0")
    ]
    book = load_workbook(io.BytesIO(client.get("/stakeholders.xlsx?standing=due").data))
    assert [row[1].value for row in book.active.rows] == ["name", "Ateliers du Canal"]


def test_a_name_is_no_formula(app: Flask, as_: Client, cast: SimpleNamespace) -> None:
    with app.app_context():
        people.add_organisation(a_person(cast.animator), people.Body("=1+1"))
    assert "'=1+1" in as_(cast.animator).get("/stakeholders.csv").get_data(as_text=True)


def test_only_animators_see_the_list(as_: Client, cast: SimpleNamespace, client: Any) -> None:
    for url in ("/stakeholders", "/stakeholders.csv", "/stakeholders.xlsx"):
        assert {as_(part).get(url).status_code for part in (cast.stakeholder, cast.observer)} == {403}
        assert "/sign-in" in client.get(url).location
    member = as_(cast.stakeholder)
    for page in ("/offers", "/people"):
        member.get(page)
        assert not member.soup.select_one('a[href="/stakeholders"]')
