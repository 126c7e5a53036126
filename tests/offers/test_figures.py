"""/offers/figures: each number is what the log opens, the same on the page and in the tables, hidden when small."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask
from openpyxl import load_workbook

from app.activity.forms import read_filters
from app.activity.measures import cuts
from app.activity.queries import count_log
from app.core.clock import at, now
from app.extensions import db
from app.offers import actions
from app.offers.figures import ROOM, figures
from app.offers.figures.measures import MEASURES
from app.offers.models import Claim
from app.web.figures import quarters_over
from app.web.periods import Period, today
from tests.builders import a_claim, a_need, a_person, an_accepted_claim, an_offer
from tests.client import CheckingClient
from tests.statements import statements

As = Callable[[SimpleNamespace], CheckingClient]
PAGE = "/offers/figures"
ZONE = "Europe/Brussels"


def delivered(post: Any, claimer: Any, quantity: int = 1, days: int = 2) -> Claim:
    """Agreed, given and confirmed so many days later."""
    claim = an_accepted_claim(post, claimer, quantity)
    giver, receiver = (post.owner_id, claimer.id) if post.kind == "offer" else (claimer.id, post.owner_id)
    with at(now() + timedelta(days=days)):
        actions.deliver_claim(a_person(SimpleNamespace(id=giver)), claim)
        return actions.confirm_claim(a_person(SimpleNamespace(id=receiver)), claim)


@pytest.fixture
def told(app: Flask, cast: SimpleNamespace) -> SimpleNamespace:
    """An offer and a need 40 days ago: three deliveries (one corrected to nothing), a refusal, one that waits."""
    with app.app_context():
        with at(now() - timedelta(days=40)):
            offer = an_offer(cast.stakeholder, quantity=9, value_cents=12_050)
            need = a_need(cast.innovator, quantity=3, category="service")
        with at(now() - timedelta(days=30)):
            delivered(offer, cast.innovator, 3)
            nothing = delivered(offer, cast.innovator2, 1)
            delivered(need, cast.mentor, 2, days=5)
            refused = a_claim(offer, cast.partner)
        with at(now() - timedelta(days=20)):
            actions.correct_delivery(a_person(cast.innovator2), nothing, 0, "It was another's.")
            actions.decline_claim(a_person(cast.stakeholder), refused, "too_late")
            actions.introduce_posts(a_person(cast.animator), offer, need, "You two.")
        a_claim(offer, cast.partner)
        return SimpleNamespace(offer=offer.id, need=need.id, nothing=nothing.id)


def tiles(client: CheckingClient) -> dict[str, str]:
    return {tile.span.get_text(): tile.b.get_text() for tile in client.soup.select(".stat")}


def exported(client: CheckingClient, query: str = "") -> list[dict[str, str]]:
    text = client.get(f"{PAGE}.csv{query}").get_data(as_text=True)
    return list(csv.DictReader(io.StringIO(text)))


def told_apart(rows: list[dict[str, str]], measure: str, by: str) -> dict[str, str]:
    return {row["of"]: row["value"] for row in rows if (row["measure"], row["by"]) == (measure, by)}


def test_what_is_counted(as_: As, cast: SimpleNamespace, told: SimpleNamespace) -> None:
    client = as_(cast.animator)
    client.get(PAGE)
    assert tiles(client) == {
        "Offers": "1", "Needs": "1", "Still open": "2", "Claims": "5", "Claims agreed": "3",
        "Deliveries confirmed": "2", "Value in euros": "€361.50", "Failed matches": "1",
        "Days to the first answer": "0", "Days from need to help": "15", "Introductions": "1",
    }  # fmt: skip
    found = {(row["measure"], row["by"], row["of"]): row["value"] for row in exported(client)}
    assert (found["units", "unit", "half-days"], found["units", "unit", "hours"]) == ("3", "2")
    assert (found["value", "unit", "half-days"], found["value", "unit", "hours"]) == ("361.5", "0")
    assert (found["failed", "reason", "too_late"], found["failed", "reason", "no_answer"]) == ("1", "0")
    assert found["introductions", "outcome", "none"] == "1"
    assert (found["deliveries", "category", "expertise"], found["deliveries", "category", "service"]) == ("1", "1")


def test_o6_every_number_is_the_count_of_what_it_opens(
    app: Flask, as_: As, cast: SimpleNamespace, told: SimpleNamespace
) -> None:
    """Of every measure, in all, by month, and in every group."""
    client = as_(cast.animator)
    client.get(PAGE)
    entries = {(row["measure"], row["by"], row["of"]): int(row["entries"]) for row in exported(client)}
    links = {link["href"] for link in client.soup.select("a.stat, a.figure")}
    assert len(links) >= 40
    reader = None
    for link in links:
        asked = dict(parse_qsl(urlsplit(link).query, keep_blank_values=True))
        with app.test_request_context():
            reader = a_person(cast.animator)
            filters, wrong = read_filters(asked, reader)
            counted = count_log(reader, filters).number
        assert wrong == [] and counted == entries[_key(asked)], link
    client.get(next(link for link in links if "deliveries" in link and "topic" not in link))
    assert len(client.soup.select(".log > li")) == 2
    assert "Deliveries confirmed" in client.soup.select_one(".chips").get_text()


def _key(asked: dict[str, str]) -> tuple[str, str, str]:
    key = asked["figure"].removeprefix("offers.")
    if "topic" in asked:
        return (key, *asked["topic"].split(":", 1))  # type: ignore[return-value]
    whole = asked["since"][:7] != asked["until"][:7]
    return (key, "all", "") if whole else (key, "month", asked["since"][:7])


def test_page_csv_and_workbook_agree(as_: As, cast: SimpleNamespace, told: SimpleNamespace) -> None:
    client = as_(cast.animator)
    rows = exported(client)
    book = load_workbook(io.BytesIO(client.get(f"{PAGE}.xlsx").get_data()), read_only=True).active
    sheet = [["" if value is None else str(value) for value in row] for row in book.iter_rows(values_only=True)]
    assert sheet[0] == list(rows[0]) and sheet[1:] == [list(row.values()) for row in rows]
    client.get(PAGE)
    shown = [cell.get_text().strip() for cell in client.soup.select("td.num")]
    written = [row["value"] for row in rows]
    assert len([one for one in shown if one != "–"]) == len([one for one in written if one])


def test_a9_others_see_quarters_without_what_is_small(as_: As, app: Flask, cast: SimpleNamespace) -> None:
    last = quarters_over(ZONE)[-1].start
    assert last
    with app.app_context(), at(last + timedelta(days=9)):
        offer = an_offer(cast.stakeholder, quantity=90, organisation_id=_house(cast))
        for _number in range(6):
            delivered(offer, cast.innovator)
        delivered(an_offer(cast.stakeholder, category="space", unit="desks"), cast.innovator)
    for part in ("observer", "stranger", "partner", "stakeholder"):
        client = as_(getattr(cast, part))
        client.get(PAGE)
        assert not client.soup.select("main a.figure, main a.stat, main input[name=since]")
        rows = exported(client)
        assert all(row["entries"] == "" or int(row["entries"]) >= 5 for row in rows)
        of = {(row["measure"], row["by"], row["of"]): row["entries"] for row in rows}
        assert (of["deliveries", "all", ""], of["deliveries", "category", "space"]) == ("7", "")
        assert of["deliveries", "category", "expertise"] == "", "six of seven would tell of one"
        assert ("units", "unit", "desks") not in of and not any(row["measure"] == "open" for row in rows)


def _house(cast: SimpleNamespace) -> Any:
    return a_person(cast.stakeholder).organisation_id


def test_everybody_else(client: CheckingClient, as_: As, cast: SimpleNamespace) -> None:
    for ending in ("", ".csv", ".xlsx"):
        assert client.get(PAGE + ending).status_code == 303
        assert as_(cast.stranger).get(PAGE + ending).status_code == 200
    stranger = as_(cast.stranger)
    assert "Too little to be shown" in stranger.fragment(PAGE).text


@pytest.mark.parametrize("asked", ["since=0001-01-01", "since=2026-05-10&until=2026-01-01", "until=%E2%80%AE2026"])
def test_hostile_periods(as_: As, cast: SimpleNamespace, asked: str) -> None:
    client = as_(cast.animator)
    assert client.get(f"{PAGE}?{asked}").status_code == client.get(f"{PAGE}.csv?{asked}").status_code == 200
    for group in ("category:nonsense", "organisation:*", "organisation:", "nonsense", "unit:" + "x" * 90):
        assert client.get("/activity", query_string={"figure": "offers.value", "topic": group}).status_code == 200


def test_charts_and_nothing_yet(as_: As, cast: SimpleNamespace) -> None:
    client = as_(cast.animator)
    client.get(PAGE)
    assert tiles(client)["Deliveries confirmed"] == "0" and tiles(client)["Days from need to help"] == "–"
    assert "Nothing has been counted" in client.soup.get_text() and not client.soup.select("figure.chart")


def test_those_without_a_line_are_counted_together(
    app: Flask, cast: SimpleNamespace, told: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cuts, "MOST", 1)
    with app.app_context():
        day = today(ZONE)
        counted = figures(Period(day - timedelta(days=90), day, ZONE))
        shown = counted.codes["unit"]
        assert shown[1] == "unit:*" and len(shown) == 3
        line = counted.line("deliveries")
        assert sum(cell.n for cell in line.groups["unit"]) == line.total.n == 2
        for cell, group in zip(line.groups["unit"], shown, strict=True):
            ids = db.session.execute(ROOM.event_ids(line.measure, counted.period, group)).scalars().all()
            assert len(ids) == cell.n


def test_statements_are_bounded(app: Flask, as_: As, cast: SimpleNamespace, told: SimpleNamespace) -> None:
    client, counts = as_(cast.animator), []
    for round_ in range(2):
        with app.app_context():
            for _number in range(1 + 2 * round_):
                delivered(an_offer(cast.stakeholder), cast.innovator, days=0)
        with statements(app) as asked:
            client.get(PAGE)
        counts.append(len(asked))
    assert counts[0] == counts[1] and counts[0] <= len(MEASURES) + 14
